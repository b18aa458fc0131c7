"""The tables of a site file that set rules: each stands once, and most may be left out."""

from rules import site_file_kinds as kind
from rules.site_file_key import Key, Table

SECOND_FACTOR_RULES = ("off", "optional", "required")
PROVIDER_ACCOUNTS = ("invited", "ask")
ADMISSION_MODES = ("refuse", "advise", "off")
BOOKED_BY = ("nobody", "staff", "visitors")  # each includes those before it

NUMBERING = Table(
    "numbering",
    "Each day starts at a random number, so that nobody reads a rank out of it.",
    (
        Key("first_from", kind.whole(100, 999), "lowest first number of a day", default=100),
        Key("first_to", kind.whole(100, 999), "highest first number of a day", default=499),
    ),
    many=False,
)
ADMISSION = Table(
    "admission",
    "What the kiosk does when a ticket will hardly be served today.",
    (
        Key(
            "mode",
            kind.one_of(*ADMISSION_MODES),
            "refuse the ticket, advise the visitor and issue it, or off: say nothing",
        ),
    ),
    many=False,
    at_least=1,
)
ROUTING = Table(
    "routing",
    "Whom to call next: the numbers of the credit rule, see docs/queueing.md.",
    (
        Key(
            "scarce_credit",
            kind.number(0, 120),
            "minutes of credit, shared by those who can serve",
            default=30,
        ),
        Key("priority_credit", kind.number(0, 240), "minutes of credit for a priority need", default=60),
        Key("priority_slope", kind.number(1, 5), "credit a minute waited with a priority need", default=2),
        Key("appointment_credit", kind.number(0, 240), "minutes of credit of a due appointment", default=90),
        Key("appointment_slope", kind.number(1, 5), "credit a minute an appointment waits", default=3),
        Key("cap_by_ordinary", kind.whole(0, 20), "passes by ordinary tickets at most", default=3),
        Key("cap_by_any", kind.whole(0, 50), "passes by any ticket at most", default=8),
        Key(
            "topic_weight",
            kind.number(0, 2),
            "0: topics make no difference, 2: short ones first",
            default=0.5,
        ),
    ),
    many=False,
)
SIGN_IN = Table(
    "sign_in",
    "How staff sign in.",
    (
        Key(
            "second_factor",
            kind.one_of(*SECOND_FACTOR_RULES),
            "codes of an app beside the password: for nobody, for who wants it, for everybody",
            default="optional",
        ),
        Key(
            "provider_accounts",
            kind.one_of(*PROVIDER_ACCOUNTS),
            "whom the identity provider may name: only who was invited, or anybody, who then asks a lead to be let in",
            default="invited",
        ),
    ),
    many=False,
)
RETENTION = Table(
    "retention",
    "How long is kept what nobody needs for ever.",
    (
        Key("log_days", kind.whole(90, 3650), "days of the log of what staff did", default=90),
        Key("pauses_days", kind.whole(1, 3650), "days of who paused the kiosks", default=90),
        Key(
            "changes_days",
            kind.whole(30, 3650),
            "days of the list of changes to this configuration, in which each can be undone",
            default=365,
        ),
    ),
    many=False,
)
APPOINTMENTS = Table(
    "appointments",
    "Booked times beside walking in. Without hours, people and free share there are none.",
    (
        Key(
            "by",
            kind.one_of(*BOOKED_BY),
            "nobody; only staff, out of a consultation; or visitors too, on their phones",
            default="staff",
        ),
        Key(
            "share_percent",
            kind.whole(0, 100),
            "how much of everybody's time may be booked; the rest is kept for those who walk in",
            default=33,
        ),
        Key("horizon_days", kind.whole(1, 60), "so many days ahead can be booked", default=28),
        Key("grid_minutes", kind.whole(5, 120), "times stand so far apart", default=15),
        Key(
            "notice_hours",
            kind.whole(0, 168),
            "visitors book so long before",
            default=12,
        ),
        Key("reminder_hours", kind.whole(1, 168), "the reminder is sent so long before", default=24),
    ),
    many=False,
)
