from typing import Annotated

from pydantic import BaseModel, Field

from web.answers import Wait
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


class Offer(BaseModel):
    """Also the snapshot of the kiosk's live picture: `version`, `epoch` and `now` put both in order."""

    version: int
    epoch: str
    now: str
    open: bool
    reason: str | None = Field(description='"not_yet_open", "last_call", "closed", "holiday", "closed_day"')
    reason_texts: dict[str, str] | None = Field(description="why a day is off, by language")
    opens_at: str | None
    closes_at: str | None
    last_call_at: str | None
    next_opens_at: str | None
    next_closes_at: str | None
    languages: list[LanguageTile]
    topics: list[TopicTile]
    waiting: int
    printers: dict[str, str] = Field(description="state of each kiosk's printer, by the kiosk's id")


class Where(BaseModel):
    ticket: dict[str, object]
    ahead: int | None
    wait: Wait | None
    desk: int | None
