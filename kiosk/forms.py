from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field

from web.answers import TicketIssued, Wait
from web.requests import Body, MaybeOnce, Once

Code = Annotated[str, Field(min_length=1, max_length=40)]
CodeList = Annotated[list[Code], Field(max_length=12)]


class Pairing(Body):
    token: Annotated[str, Field(min_length=1, max_length=200)]


class TicketRequest(Once):
    topic: Code
    language: Code
    advice_languages: CodeList = Field(default_factory=list)
    needs: CodeList = Field(default_factory=list)
    persons: Annotated[int, Field(ge=1, le=20)] | None = None
    stay: bool = False


class CheckIn(Once):
    code: Annotated[str, Field(min_length=1, max_length=200)]


class Holder(Body):
    """Who holds a slip: its code (as typed or scanned), or number and PIN."""

    code: Annotated[str, Field(max_length=200)] | None = None
    number: Annotated[int, Field(ge=0, le=99_999)] | None = None
    pin: Annotated[str, Field(pattern=r"^[0-9]{4}$")] | None = None


class HolderMove(Holder, Once):
    pass


class HolderQuestion(Holder, MaybeOnce):
    pass


class SpeechQuestion(Body):
    """What a screen says, piece by piece."""

    language: Code
    text: Annotated[str, Field(min_length=1, max_length=300)]


class LanguageTile(BaseModel):
    code: str
    name: str
    direction: str


class TopicTile(BaseModel):
    code: str
    name: str
    icon: str
    parent: str | None = None
    wait: Wait | None = Field(None, description="of a ticket taken now; null: nobody knows")
    outlook: str = Field("today", description='"today", "uncertain", "not_today"')


class Pause(BaseModel):
    reason: str = Field(description='"short_break", "too_many_waiting", "technical_trouble"')
    since: str


class Offer(BaseModel):
    """Also the snapshot of the kiosk's live picture: `version`, `epoch` and `now` put both in order."""

    version: int
    epoch: str
    now: str
    open: bool
    reason: str | None = Field(
        description='"not_yet_open", "last_call", "closed", "holiday", "closed_day", "paused"'
    )
    reason_texts: dict[str, str] | None = Field(description="why a day is off, by language")
    pause: Pause | None = Field(description="staff have paused the kiosks")
    opens_at: str | None
    closes_at: str | None
    last_call_at: str | None
    next_opens_at: str | None
    next_closes_at: str | None
    languages: list[LanguageTile]
    topics: list[TopicTile]
    waiting: int
    printers: dict[str, str] = Field(description="state of each kiosk's printer, by the kiosk's id")
    notice: dict[str, object] | None = Field(
        description="as on the board: id, texts by language, urgent, since"
    )
    dates: str = Field(description="changes with the dates to come; empty: there are none")


class KioskDate(BaseModel):
    key: str
    kind: str = Field(description='"event", "guest"')
    title: dict[str, str]
    by: dict[str, str] = Field(description="who the guest is, by language; empty for events")
    place: dict[str, str] = Field(description="by language; empty: here")
    topics: list[str] = Field(description="of a guest")
    from_at: str
    until_at: str
    numbers_from: str | None = Field(
        description="of a guest: since when numbers are given; null: by appointment"
    )


class KioskDates(BaseModel):
    mark: str = Field(description="as `dates` of the picture")
    dates: list[KioskDate]
    url: str | None = Field(description="the public page of all dates; null: phones can't reach it")
    qr: list[str] | None = Field(description="QR code of `url`: rows in hexadecimal")


class DatePrint(Once):
    language: Code


class DatePrinted(BaseModel):
    print: str = Field(description='"queued", "paper_out", "offline", "none"')


class Where(BaseModel):
    ticket: dict[str, object]
    ahead: int | None
    wait: Wait | None
    desk: int | None


class Reserve(Once):
    held: dict[
        Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")], Annotated[int, Field(ge=0, le=9_999)]
    ] = Field(
        default_factory=dict, max_length=20, description="how many numbers the kiosk still holds, by day"
    )


class LeasedStub(BaseModel):
    on: str = Field(description="the day of the number, YYYY-MM-DD")
    number: int
    code: str
    pin: str
    phone_url: str | None
    qr: list[str] | None = Field(
        description="QR code of `phone_url`: rows in hexadecimal, the last bits count"
    )


class Reserved(BaseModel):
    now: str
    numbers: list[LeasedStub] = Field(description="new ones only, as many as are missing")


class OfflineTicketRequest(Once):
    """A ticket that the kiosk made with a leased number. `clock_offset_s`: the server's clock less the kiosk's."""

    number: Annotated[int, Field(ge=0, le=99_999)]
    code: Annotated[str, Field(min_length=1, max_length=200)]
    pin: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    issued_at: Annotated[AwareDatetime, Field(strict=False)]
    clock_offset_s: Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)] = 0
    topic: Code
    language: Code
    advice_languages: CodeList = Field(default_factory=list)
    needs: CodeList = Field(default_factory=list)
    persons: Annotated[int, Field(ge=1, le=20)] | None = None


class HandedInTicket(TicketIssued):
    renumbered_from: int | None = Field(
        description="what the server had called it before; nobody had heard of it"
    )
    late: bool = Field(description="its slot is over: recorded as unserved")


class RefusedReport(Once):
    """A ticket made without the server that was not taken. `wish`: the request id it was handed in with."""

    wish: UUID = Field(strict=False)
    number: Annotated[int, Field(ge=0, le=99_999)]
    made_at: Annotated[AwareDatetime, Field(strict=False)]
    topic: Code
    language: Code
    why: Code = Field(description="code of the refusal")


class OutageReport(Once):
    began_at: Annotated[AwareDatetime, Field(strict=False)]
    ended_at: Annotated[AwareDatetime, Field(strict=False)]


class ComingSlot(BaseModel):
    on: str
    opens_at: str
    ends_at: str
    topics: list[str]


class Plan(BaseModel):
    """What a kiosk must know to go on without the server."""

    now: str
    doors_minutes: int
    last_call_minutes: int
    slots: list[ComingSlot]
    days_off: dict[str, dict[str, object]] = Field(description="by day: {reason, texts by language}")
    pause: Pause | None
    days: list[str] = Field(description="the days for which the kiosk holds numbers")
    stock: int
    refill_below: int


class KeptFiles(BaseModel):
    version: str = Field(description="changes with any of the files, texts, or the page")
    files: list[str]


class HeartbeatReport(Body):
    """Sent every 20 s. `clock_offset_s`: the server's clock less the kiosk's."""

    page: Annotated[str, Field(max_length=40)]
    up_for_s: Annotated[int, Field(ge=0, le=1_000_000_000)]
    clock_offset_s: Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
    unsent: Annotated[
        int, Field(ge=0, le=99_999, description="tickets made without the server, not handed in")
    ]


class HeartbeatAnswer(BaseModel):
    now: str
    page: str = Field(description="the version that the kiosk should show")
    settled: list[str] = Field(description="request ids of refused tickets that a lead has seen to")
