"""What a site file says, in the program's own types. Times are on the site's clock, texts map language → text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Site:
    code: str
    name: str
    short_name: str
    address: str  # street and place; "" = only the name
    time_zone: str
    holidays: str  # "DE-NW"; "" = none close the site
    default_language: str
    board_languages: tuple[str, ...]
    board_theme: str  # "light", "dark", "contrast"
    board_numbers: str  # "digits", "whole"
    doors_minutes: int
    last_call_minutes: int


@dataclass(frozen=True, slots=True)
class Numbering:
    first_from: int
    first_to: int


@dataclass(frozen=True, slots=True)
class Routing:
    """The numbers of rules.routing_settings.RoutingSettings that a site may set."""

    scarce_credit: float
    priority_credit: float
    priority_slope: float
    appointment_credit: float
    appointment_slope: float
    cap_by_ordinary: int
    cap_by_any: int
    topic_weight: float


@dataclass(frozen=True, slots=True)
class Admission:
    mode: str  # "refuse", "advise", "off"


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str  # in its own script
    staff_name: Texts
    direction: str  # "ltr", "rtl"
    pages: bool
    advice: bool


@dataclass(frozen=True, slots=True)
class Carrier:
    code: str
    name: str
    short_name: str
    place: str | None
    hours: tuple[str, ...]  # see rules.next_steps.read_hours


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of one of the staff's lists: funding, outcomes, gaps, call reasons."""

    code: str
    name: Texts


@dataclass(frozen=True, slots=True)
class ReferralBody:
    code: str
    name: Texts  # German and English at least
    place: str | None
    hours: tuple[str, ...]  # see rules.next_steps.read_hours
    bring: tuple[str, ...]  # of rules.next_steps.DOCUMENTS


@dataclass(frozen=True, slots=True)
class Desk:
    number: int
    name: str
    step_free: bool
    quiet: bool


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    icon: str
    expected_minutes: int
    parent: str | None
    discreet: bool
    guest: bool
    booked_by: str  # "nobody", "staff", "visitors"; never more than the site's
    appointment_minutes: int | None
    share_percent: int
    bring: Texts | None
    name: Texts

    @property
    def is_ordinary(self) -> bool:
        """Neither discreet nor only for guests: what every regular slot may show."""
        return not (self.discreet or self.guest)


@dataclass(frozen=True, slots=True)
class Need:
    code: str
    kind: str  # "filter", "desk", "priority", "information"
    icon: str
    name: Texts


@dataclass(frozen=True, slots=True)
class SignInRules:
    second_factor: str  # a rules.sign_in.SecondFactorRule
    provider_accounts: str  # "invited", "ask"


@dataclass(frozen=True, slots=True)
class Retention:
    """Days; what is older goes in the night."""

    log_days: int
    pauses_days: int
    changes_days: int


@dataclass(frozen=True, slots=True)
class Appointments:
    by: str  # "nobody", "staff", "visitors"
    share_percent: int
    horizon_days: int
    grid_minutes: int
    notice_hours: int
    reminder_hours: int


@dataclass(frozen=True, slots=True)
class Hours:
    weekday: str  # "monday" …
    opens: time
    ends: time
    ends_next_day: bool
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """Closed, or open from `opens` to `ends` instead of the weekly hours."""

    on: date
    closed: bool
    opens: time | None
    ends: time | None
    ends_next_day: bool
    reason: Texts | None


@dataclass(frozen=True, slots=True)
class ClosedDays:
    first: date
    last: date
    reason: Texts


@dataclass(frozen=True, slots=True)
class GuestSlot:
    on: date
    opens: time
    ends: time
    ends_next_day: bool
    topics: tuple[str, ...]
    title: Texts
    visits: str = "walk-in"  # "walk-in", "appointment", "both"
    desks: tuple[int, ...] | None = None  # kept for it


@dataclass(frozen=True, slots=True)
class CaseManager:
    code: str
    name: str
    carrier: str
    funding: str | None
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    woman_adviser: bool


@dataclass(frozen=True, slots=True)
class Interpreter:
    code: str
    name: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TelephoneInterpreting:
    name: str
    number: str
    languages: tuple[str, ...]  # empty: nearly all
    hours: tuple[str, ...]  # empty: always
    hint: Texts | None


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that decides when a site is open, but for public holidays."""

    zone: ZoneInfo
    hours: Sequence[Hours]
    exceptions: Sequence[ExceptionalDay]
    closed_days: Sequence[ClosedDays]
    guest_slots: Sequence[GuestSlot]


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A whole site file. `document` is the file as parsed: strings, numbers, lists, tables (fits into JSON)."""

    site: Site
    numbering: Numbering
    admission: Admission
    routing: Routing
    sign_in: SignInRules
    retention: Retention
    appointments: Appointments
    languages: tuple[Language, ...]
    carriers: tuple[Carrier, ...]
    funding: tuple[Choice, ...]
    desks: tuple[Desk, ...]
    topics: tuple[Topic, ...]
    needs: tuple[Need, ...]
    outcomes: tuple[Choice, ...]
    referral_bodies: tuple[ReferralBody, ...]
    gaps: tuple[Choice, ...]
    call_reasons: tuple[Choice, ...]
    hours: tuple[Hours, ...]
    exceptions: tuple[ExceptionalDay, ...]
    closed_days: tuple[ClosedDays, ...]
    guest_slots: tuple[GuestSlot, ...]
    case_managers: tuple[CaseManager, ...]
    interpreters: tuple[Interpreter, ...]
    telephone_interpreting: tuple[TelephoneInterpreting, ...]
    document: Mapping[str, Any]

    @property
    def timetable(self) -> Timetable:
        zone = ZoneInfo(self.site.time_zone)
        return Timetable(zone, self.hours, self.exceptions, self.closed_days, self.guest_slots)

    @property
    def doors(self) -> timedelta:
        return timedelta(minutes=self.site.doors_minutes)

    @property
    def page_languages(self) -> tuple[str, ...]:
        return tuple(language.code for language in self.languages if language.pages)

    @property
    def advice_languages(self) -> tuple[str, ...]:
        return tuple(language.code for language in self.languages if language.advice)

    @property
    def ordinary_and_discreet_topics(self) -> tuple[str, ...]:
        """What a regular slot offers: everything but guest topics, in the order of the tiles."""
        return tuple(topic.code for topic in self.topics if not topic.guest)


ROW_TYPES: Mapping[str, type[Any]] = {
    "site": Site,
    "numbering": Numbering,
    "admission": Admission,
    "routing": Routing,
    "sign_in": SignInRules,
    "retention": Retention,
    "appointments": Appointments,
    "languages": Language,
    "carriers": Carrier,
    "funding": Choice,
    "desks": Desk,
    "topics": Topic,
    "needs": Need,
    "outcomes": Choice,
    "referral_bodies": ReferralBody,
    "gaps": Choice,
    "call_reasons": Choice,
    "hours": Hours,
    "exceptions": ExceptionalDay,
    "closed_days": ClosedDays,
    "guest_slots": GuestSlot,
    "case_managers": CaseManager,
    "interpreters": Interpreter,
    "telephone_interpreting": TelephoneInterpreting,
}
