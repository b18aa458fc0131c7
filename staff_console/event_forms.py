"""The shapes of what consoles send and get about events."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from rules.events import LONGEST_PLACE, LONGEST_TITLE
from web.requests import Once

Language = Annotated[str, Field(min_length=2, max_length=12)]
Title = Annotated[str, Field(max_length=LONGEST_TITLE)]
Place = Annotated[str, Field(max_length=LONGEST_PLACE)]


class NewEvent(Once):
    title: Annotated[dict[Language, Title], Field(max_length=30)]
    place: Annotated[dict[Language, Place], Field(max_length=30)]
    from_at: AwareDatetime = Field(strict=False)
    until_at: AwareDatetime = Field(strict=False)


class EventChange(NewEvent):
    pass


class EventEntry(BaseModel):
    id: int
    title: dict[str, str]
    place: dict[str, str]
    from_at: str
    until_at: str
    changed_at: str
    state: str = Field(description='"to_come", "cancelled", "over"')
    by: str | None = Field(None, description="who wrote or changed it last")


class EventsAnswer(BaseModel):
    now: str
    languages: list[str] = Field(description="in which one can be written, the site's own first")
    events: list[EventEntry] = Field(description="those to come first")
    page: str = Field(description="address of the public page")
    feed: str = Field(description="address of the calendar to subscribe to")


class GuestSlotFigures(BaseModel):
    on: str
    opens_at: str
    ends_at: str
    title: dict[str, str] = Field(description="who the guest is, by language")
    numbers: int = Field(description="taken for the own topics while the doors were open")
    advised: int
    missed: int
    left: int
    unserved: int
    open: int = Field(description="waiting, called or talking")
    outcomes: dict[str, int] = Field(description="main outcomes of the own talks, by code")


class GuestFiguresAnswer(BaseModel):
    slots: list[GuestSlotFigures]


class EventAnswer(BaseModel):
    event: EventEntry
