from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from service_point.issuing import TicketWish
from web.requests import MaybeOnce, Once

Code = Annotated[str, Field(min_length=1, max_length=40)]
CodeList = Annotated[list[Code], Field(max_length=12)]


class GoOnDuty(MaybeOnce):
    desk: Annotated[int, Field(ge=1, le=9999)]


class CallRequest(Once):
    ticket_id: int | None = None
    why: Code | None = Field(None, description="a code of the site's call_reasons; needed with ticket_id")


class Move(Once):
    pass


class MissedMove(Once):
    call_next: bool = False


class SuspendMove(Once):
    why: Code | None = Field(None, description='"interpreter", "documents", "child"')


class FinishLaterMove(Once):
    call_next: bool = False


class OutcomeForm(Once):
    outcomes: CodeList = Field(default_factory=list, description="the first is the main one")
    referred_to: CodeList = Field(default_factory=list)
    case_management_carrier: Code | None = None
    long_term_need: Literal["yes", "no", "open"] | None = None
    contact: Literal["first", "repeat"] | None = None
    persons: Annotated[int, Field(ge=1, le=50)] | None = None
    talk_language: Code | None = None
    interpreted_by: Literal["none", "colleague", "volunteer", "phone", "family"] | None = None
    further_topics: CodeList = Field(default_factory=list)
    gap: Code | None = None


class FinishMove(OutcomeForm):
    call_next: bool = False


class HandOver(Once):
    topic: Code | None = None
    case_manager: int | Code | None = Field(None, description="id, code or user name of a colleague on duty")
    desk: Annotated[int, Field(ge=1, le=9999)] | None = None
    note: Code | None = Field(None, description="a code of rules.outcomes.HAND_OVER_NOTES")


class VisitorsWish(Once):
    """What somebody who can't use the kiosk comes for."""

    topic: Code
    language: Code
    advice_languages: CodeList = Field(default_factory=list)
    needs: CodeList = Field(default_factory=list)
    persons: Annotated[int, Field(ge=1, le=20)] | None = None

    def wish(self, *, stay: bool) -> TicketWish:
        return TicketWish(
            topic=self.topic,
            language=self.language,
            advice_languages=tuple(self.advice_languages),
            needs=tuple(self.needs),
            persons=self.persons,
            stay=stay,
        )


class TicketForVisitor(VisitorsWish):
    stay: bool = False


class Reprint(Once):
    printer: int | None = Field(None, description="id; else where the slip was last to be printed")


class TrialPrint(Once):
    pass


class PrintJobAnswer(BaseModel):
    """A slip, or a test print, on its way to `printer`."""

    id: int
    printer: int
    state: str = Field(description='"queued", "printing"')


class PrinterEntry(BaseModel):
    id: int
    kiosks: list[str]
    state: str = Field(
        description='"ready", "near_end", "paper_out", "cover_open", "fault", "offline", "unknown"'
    )
    since: str | None
    waiting: int = Field(description="slips before it")
    host: str
    port: int
    checked_at: str | None


class PrintersAnswer(BaseModel):
    now: str
    printers: list[PrinterEntry]


class SessionAnswer(BaseModel):
    csrf_token: str
    may_record: bool = Field(description="the kiosk's voice, in some language")
    lacks_second_factor: bool = Field(
        description="the site asks for one: set it up first, nothing else is possible"
    )
    tours_seen: list[str] = Field(description="tours of the console that this person need not be offered")
    case_manager: dict[str, Any]
    site: dict[str, Any]


class DutyAnswer(BaseModel):
    desk: int | None
    since: str | None
    on_break: bool


class QueueAnswer(BaseModel):
    version: int
    epoch: str
    now: str
    slot: dict[str, Any] | None
    duty: dict[str, Any] | None
    current: dict[str, Any] | None
    next: dict[str, Any] | None = Field(description="{ticket, reason}: whom a press of next would call")
    offer: dict[str, Any] | None = Field(
        description="{number, desk, until}: several desks are idle, and to which the next one is offered first"
    )
    waiting: list[dict[str, Any]]
    others_waiting: int
    missed: list[dict[str, Any]]
    parked: list[dict[str, Any]]
    open_outcomes: list[dict[str, Any]]
    desks: list[dict[str, Any]]
    ticketing: dict[str, Any] | None = Field(description="{reason, since, by}: the kiosks are paused")
    kiosks: list[dict[str, Any]] = Field(description="{id, name, state, since}")
    displays: list[dict[str, Any]] = Field(description="{id, name, state, since}")
    refused_tickets: int = Field(
        description="made by a kiosk without the server and not taken; a lead sees to them"
    )
    printers: list[dict[str, Any]] = Field(description="{id, kiosks, state, since, waiting}")
    unprinted: list[dict[str, Any]] = Field(description="{id, number, problem, gave_up, queued_at}")


class Ticketing(Once):
    paused: bool
    reason: Code | None = Field(
        None, description='with paused: "short_break", "too_many_waiting", "technical_trouble"'
    )


class TicketingAnswer(BaseModel):
    ticketing: dict[str, Any] | None = Field(description="{reason, since, by} while the kiosks are paused")


class KioskEntry(BaseModel):
    id: int
    name: str
    state: str = Field(description='"unknown", "lost", "unsent", "clock_off", "ready"')
    since: str | None = Field(description="when a lost kiosk was last heard of")
    seen_at: str | None
    page_since: str | None = Field(description="when its page was opened")
    page: str | None = Field(description="the version of that page")
    is_current: bool = Field(description="its page is of the running program and plan")
    clock_offset_s: int = Field(description="the server's clock less the kiosk's")
    unsent: int = Field(description="tickets made without the server, not handed in")
    printer: str = Field(description='state of its printer, or "browser", "none"')


class KiosksAnswer(BaseModel):
    now: str
    kiosks: list[KioskEntry]


class SettledAnswer(BaseModel):
    id: int
    number: int


class CallAnswer(BaseModel):
    ticket: dict[str, Any]
    reason: dict[str, Any]
    ended: dict[str, Any] | None = Field(
        None, description="the ticket that `call_next` ended in the same step"
    )


class MoveAnswer(BaseModel):
    ticket: dict[str, Any]


class MonitorAnswer(BaseModel):
    """Over the last ten slots. Shares of 1, errors in minutes; null while fewer than 50 forecasts are scored."""

    scored: int
    enough: bool
    coverage: float | None
    above: float | None
    mae: float | None
    naive_mae: float | None


class Corrections(BaseModel):
    """For medians below 15, up to 40, and from 40 minutes."""

    up: list[float]
    down: list[float]
    taught_by: list[int]
    scored: int


class Weakened(BaseModel):
    id: int
    number: int
    chance: float


class OutageAnswer(BaseModel):
    kiosk: str
    began_at: str
    ended_at: str
    tickets: int = Field(description="made without the server and handed in since")
    late: int = Field(description="of these, after the end of their slot: unserved")


class RefusedTicketAnswer(BaseModel):
    id: int
    kiosk: str
    number: int
    made_at: str
    topic: str
    language: str
    why: str = Field(description="code of the refusal")


class PauseAnswer(BaseModel):
    reason: str
    began_at: str
    by: str
    ended_at: str | None = Field(description="null: it holds, or ended with its day")
    ended_by: str | None


class ForecastsAnswer(BaseModel):
    monitor: MonitorAnswer
    corrections: Corrections
    alerts: list[Weakened] = Field(description="promised a talk today, and now below one half")
    outages: list[OutageAnswer] = Field(description="kiosks without a server in the last 24 hours")
    refused_tickets: list[RefusedTicketAnswer] = Field(
        description="made by a kiosk without the server and not taken; nobody has seen to them yet"
    )
    pauses: list[PauseAnswer] = Field(description="of the kiosks in the last 24 hours")
    turned_away: int
    admitted_by_hand: int
    hand_picked: int
    calls: int


class ReviewAnswer(BaseModel):
    state: str = Field(
        description='"unreviewed", "reviewed", "changed" (other texts than those that were read)'
    )
    by: str | None
    on: str | None


class LanguageAnswer(BaseModel):
    code: str
    name: str
    pages: bool
    can_have_pages: bool
    advice: bool
    voice: str | None = Field(description='who reads the kiosk aloud: "synthetic", "recorded"; null: nobody')
    shares: str | None = Field(description="the language whose pages it uses")
    review: ReviewAnswer
    missing: list[str] = Field(description="topics without a name in it, while its pages are on")


class LanguagesAnswer(BaseModel):
    languages: list[LanguageAnswer]
