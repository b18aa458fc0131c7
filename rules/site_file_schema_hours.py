"""The tables of a site file that say when it is open, and who comes as a guest."""

from rules import site_file_kinds as kind
from rules.site_file_key import Key, Table

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GUEST_VISITS = ("walk-in", "appointment", "both")

_OPENS = Key("opens", kind.clock, "when consultations begin, on the clock of the site")
_ENDS = Key("ends", kind.clock, "when the slot ends, on the clock of the site")
_NEXT_DAY = Key("ends_next_day", kind.flag, "the slot runs across midnight", default=False)

HOURS = Table(
    "hours",
    "The weekly slots.",
    (
        Key("weekday", kind.one_of(*WEEKDAYS), "the day on which the slot opens"),
        _OPENS,
        _ENDS,
        _NEXT_DAY,
        Key("first", kind.day, "the first day of these hours, if they are new", default=None),
        Key("last", kind.day, "the last day of these hours, if they end", default=None),
    ),
)
EXCEPTIONS = Table(
    "exceptions",
    "One day that differs: closed, or other hours. Other hours also win over public holidays and closed days.",
    (
        Key("on", kind.day, "the day"),
        Key("closed", kind.yes, "nothing opens on this day", default=False),
        Key("opens", kind.clock, "instead of the weekly hours: when consultations begin", default=None),
        Key("ends", kind.clock, "when they end", default=None),
        _NEXT_DAY,
        Key("reason", kind.texts(passing=True), "what visitors read; a closed day must say it", default=None),
    ),
)
CLOSED_DAYS = Table(
    "closed_days",
    "Closed from the first to the last day, both included.",
    (
        Key("first", kind.day, "the first closed day"),
        Key("last", kind.day, "the last closed day"),
        Key("reason", kind.texts(passing=True), "what visitors read"),
    ),
)
GUEST_SLOTS = Table(
    "guest_slots",
    "Dated consultations by partner bodies. One with a discreet topic is never announced by its title.",
    (
        Key("on", kind.day, "the day"),
        _OPENS,
        _ENDS,
        _NEXT_DAY,
        Key("topics", kind.list_of(kind.code, 1), "guest or discreet topics served in it", of="topics"),
        Key(
            "visits",
            kind.one_of(*GUEST_VISITS),
            "people come with a number, with an appointment, or either way",
            default="walk-in",
        ),
        Key(
            "desks",
            kind.list_of(kind.whole(1, 99)),
            "numbers of the desks kept for it",
            default=None,
            of="desks",
        ),
        Key("title", kind.texts(passing=True), "who is there"),
    ),
)
