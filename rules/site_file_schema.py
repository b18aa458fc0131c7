"""Every table and key of a site file: one list, from which the reader, the writer and the reference are made."""

from rules import site_file_kinds as kind
from rules.next_steps import DOCUMENTS
from rules.site_file_interpreting import INTERPRETERS, TELEPHONE_INTERPRETING
from rules.site_file_key import MISSING as MISSING
from rules.site_file_key import Key as Key
from rules.site_file_key import Table as Table
from rules.site_file_rule_tables import (
    ADMISSION,
    APPOINTMENTS,
    BOOKED_BY,
    NUMBERING,
    RETENTION,
    ROUTING,
    SIGN_IN,
)
from rules.site_file_schema_hours import CLOSED_DAYS, EXCEPTIONS, GUEST_SLOTS, HOURS
from rules.site_file_schema_hours import WEEKDAYS as WEEKDAYS

STAFF_LANGUAGES = ("de", "en")  # the console's languages
BOARD_THEMES = ("light", "dark", "contrast")
BOARD_NUMBERS = ("digits", "whole")
NEED_KINDS = ("filter", "desk", "priority", "information")

_CODE = Key("code", kind.code, "name for the program and for figures: keep it for ever, texts may change")
_STAFF_NAME = Key("name", kind.texts(staff=True), "what the staff read")
_NAME = Key("name", kind.texts(), "what visitors and staff read")
_PLACE = Key("place", kind.text(120), "where it is, on next-step slips; not translated", default=None)
_AT_HOURS = Key("hours", kind.list_of(kind.hours), "when it is open, on next-step slips", default=())
_ICON = Key("icon", kind.icon, "name of a lucide icon; pictogram and text always stand together")

SITE = Table(
    "site",
    "The place itself.",
    (
        _CODE,
        Key("name", kind.text(80), "full name, on pages and slips; not translated"),
        Key("short_name", kind.text(40), "name for narrow places"),
        Key("address", kind.text(120), "street and place, on slips of appointments", default=""),
        Key("time_zone", kind.zone, "the clock on the wall; all times of this file are read on it"),
        Key("holidays", kind.holidays, "whose public holidays close the site", default=""),
        Key("default_language", kind.language, "language of pages before anybody chose one", of="languages"),
        Key(
            "board_languages",
            kind.list_of(kind.language, 1),
            "languages in which the board speaks and rotates; calls are spoken in the first two",
            of="languages",
        ),
        Key(
            "board_theme",
            kind.one_of(*BOARD_THEMES),
            "colours of the boards; a single board can have others",
            default="light",
        ),
        Key(
            "board_numbers",
            kind.one_of(*BOARD_NUMBERS),
            "how numbers are spoken: digit by digit, or whole",
            default="digits",
        ),
        Key(
            "doors_minutes",
            kind.whole(0, 120),
            "tickets are issued so many minutes before the opening",
            default=30,
        ),
        Key(
            "last_call_minutes",
            kind.whole(0, 120),
            "the kiosk stops so many minutes before the end",
            default=15,
        ),
    ),
    many=False,
    at_least=1,
)
LANGUAGES = Table(
    "languages",
    "In the order of the kiosk's first screen.",
    (
        Key("code", kind.language, "BCP 47 code"),
        Key("name", kind.text(40), "in its own script, as on its tile"),
        Key("staff_name", kind.texts(staff=True), "what the staff read"),
        Key("direction", kind.one_of("ltr", "rtl"), "writing direction"),
        Key("pages", kind.flag, "kiosk, phone page and slip are there in it"),
        Key("advice", kind.flag, "visitors may wish to be advised in it"),
    ),
    at_least=1,
    unique="code",
)
CARRIERS = Table(
    "carriers",
    "The organisations that employ the case managers.",
    (
        _CODE,
        Key("name", kind.text(80), "full name"),
        Key("short_name", kind.text(30), "name for narrow places"),
        _PLACE,
        _AT_HOURS,
    ),
    at_least=1,
    unique="code",
)
FUNDING = Table("funding", "Who pays for a post, for reports.", (_CODE, _STAFF_NAME), unique="code")
DESKS = Table(
    "desks",
    "Where consultations happen; shown and spoken by number.",
    (
        Key("number", kind.whole(1, 99), "the number on the sign"),
        Key("name", kind.text(40), "the name on the sign; not translated"),
        Key("step_free", kind.flag, "reached without steps: meets the need wheelchair", default=False),
        Key("quiet", kind.flag, "a quiet room: meets the need quiet_room", default=False),
    ),
    at_least=1,
    unique="number",
)
TOPICS = Table(
    "topics",
    "What visitors come for, in the order of the tiles.",
    (
        _CODE,
        _ICON,
        Key(
            "expected_minutes",
            kind.whole(5, 120),
            "how long a consultation takes, until the site has measured it",
        ),
        Key("parent", kind.code, "the tile that a guest topic joins on its days", default=None, of="topics"),
        Key("discreet", kind.flag, "hidden everywhere but at the desks that serve it", default=False),
        Key("guest", kind.flag, "offered only in guest slots that name it", default=False),
        Key(
            "booked_by",
            kind.one_of(*BOOKED_BY),
            "who may book it, as far as [appointments] lets them",
            default="visitors",
        ),
        Key(
            "appointment_minutes",
            kind.whole(5, 240),
            "how long an appointment for it is; without: expected_minutes",
            default=None,
        ),
        Key(
            "share_percent",
            kind.whole(0, 100),
            "how much of the time of those who serve it may be booked for it",
            default=100,
        ),
        Key(
            "bring",
            kind.texts(passing=True),
            "what to bring, on the slip of an appointment; without: papers and letters",
            default=None,
        ),
        _NAME,
    ),
    at_least=1,
    unique="code",
)
NEEDS = Table(
    "needs",
    "What visitors may ask for beside their topic.",
    (
        _CODE,
        Key(
            "kind", kind.one_of(*NEED_KINDS), "chooses people, chooses desks, moves forward, or only informs"
        ),
        _ICON,
        _NAME,
    ),
    unique="code",
)
OUTCOMES = Table(
    "outcomes", "What came out of a consultation.", (_CODE, _STAFF_NAME), at_least=1, unique="code"
)
REFERRAL_BODIES = Table(
    "referral_bodies",
    "Where visitors are referred to. A name in a visitor's language stands on the next-step slip, else the German one.",
    (
        _CODE,
        _STAFF_NAME,
        _PLACE,
        _AT_HOURS,
        Key(
            "bring",
            kind.list_of(kind.one_of(*DOCUMENTS)),
            "what visitors should bring there, on next-step slips",
            default=(),
        ),
    ),
    unique="code",
)
GAPS = Table(
    "gaps",
    "Structural gaps noticed in a consultation: what is missing in town.",
    (_CODE, _STAFF_NAME),
    unique="code",
)
CALL_REASONS = Table(
    "call_reasons",
    "Why a case manager chose a ticket by hand.",
    (_CODE, _STAFF_NAME),
    at_least=1,
    unique="code",
)
CASE_MANAGERS = Table(
    "case_managers",
    "Who gives consultations. Logins are made by `staff add`, never from this file.",
    (
        _CODE,
        Key("name", kind.text(60), "what colleagues read"),
        Key("carrier", kind.code, "who employs this person", of="carriers"),
        Key("funding", kind.code, "who pays for the post", default=None, of="funding"),
        Key("languages", kind.list_of(kind.language, 1), "languages of advice", of="languages"),
        Key(
            "topics",
            kind.list_of(kind.code, 1),
            "topics served; a discreet one only beside an ordinary one",
            of="topics",
        ),
        Key(
            "woman_adviser",
            kind.flag,
            "meets the need woman_adviser; everybody decides this alone",
            default=False,
        ),
    ),
    at_least=1,
    unique="code",
)
TABLES = (
    SITE,
    NUMBERING,
    ADMISSION,
    ROUTING,
    SIGN_IN,
    RETENTION,
    APPOINTMENTS,
    LANGUAGES,
    CARRIERS,
    FUNDING,
    DESKS,
    TOPICS,
    NEEDS,
    OUTCOMES,
    REFERRAL_BODIES,
    GAPS,
    CALL_REASONS,
    HOURS,
    EXCEPTIONS,
    CLOSED_DAYS,
    GUEST_SLOTS,
    CASE_MANAGERS,
    INTERPRETERS,
    TELEPHONE_INTERPRETING,
)


def table_called(name: str) -> Table | None:
    return next((table for table in TABLES if table.name == name), None)
