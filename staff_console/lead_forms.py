"""Bodies and answers of a lead's pages: today, opening hours by hand, the roster, the emergency list."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from web.requests import LARGEST_NUMBER, Once


def _is_a_day(text: str) -> str:
    """Raises: ValueError."""
    date.fromisoformat(text)
    return text


Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", description="HH:MM, the site's time")]
Day = Annotated[
    str,
    Field(pattern=r"^2\d{3}-\d\d-\d\d$", description="the site's local date"),
    AfterValidator(_is_a_day),
]
PersonId = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


class Until(Once):
    until: Clock


class CloseSlot(Once):
    pass


class PrintList(Once):
    pass


class PlanPerson(Once):
    person: PersonId
    on: Day
    comes: Clock | None = Field(None, description="null: with the day's first slot")
    leaves: Clock | None = Field(None, description="null: with the day's last slot")


class TakeOut(Once):
    person: PersonId
    on: Day


class CopyWeek(Once):
    source: Day = Field(description="any day of the week to copy")
    target: Day = Field(description="any day of the week to fill")


class Absence(Once):
    person: PersonId
    absent: bool = Field(description="false: is back")


class WeekQuery(BaseModel):
    model_config = ConfigDict(extra="ignore")

    week: Day | None = Field(None, description="any day of it; left out: this week")


class TodayAnswer(BaseModel):
    version: int
    now: str
    hours: dict[str, Any] = Field(
        description="as the kiosk's offer, and slots: [{id, kind, title, opens_at, ends_at, state, tickets}]"
    )
    desks: dict[str, Any] = Field(
        description="{desks: [{number, name, person, carrier, state, since}], elsewhere}"
    )
    people: dict[str, Any] = Field(
        description="{is_planned, own: [{id, name, is_ill}], free: [{id, name}], others: [{carrier, count}], gaps}"
    )
    waiting: dict[str, Any] = Field(
        description="{count, since, topics: [{topic, count, since}], languages: [{language, count}], not_listed}"
    )
    forecast: dict[str, Any] = Field(
        description="{topics: [{topic, wait, outlook}], waiting: {today, uncertain, not_today}}"
    )
    weakened: list[dict[str, Any]] = Field(description="{id, number, chance}")
    unserved: list[dict[str, Any]] = Field(description="{id, number, topic, languages, lacks}")
    broken_appointments: int = Field(description="to come, that hours and roster no longer allow")
    devices: list[dict[str, Any]] = Field(description="{kind, id, name, state, seen_at}")
    outages: list[dict[str, Any]]
    refused_tickets: list[dict[str, Any]]
    pauses: list[dict[str, Any]]


class SlotAnswer(BaseModel):
    slot: dict[str, Any] = Field(description="{id, kind, on, opens_at, ends_at}")


class EmergencyListAnswer(BaseModel):
    site: str
    on: str
    printed_at: str
    slots: list[dict[str, Any]]
    tickets: list[dict[str, Any]] = Field(
        description="{number, state, arrived_at, languages, needs, persons}: never a topic"
    )
    numbers: list[int] = Field(description="held for paper: no kiosk gives them out")
    desks: list[dict[str, Any]] = Field(description="{number, name, person, languages}")


class RosterAnswer(BaseModel):
    now: str
    today: str
    monday: str
    last_monday: str
    carrier: str | None = Field(description="whose people this lead plans; null: everybody")
    people: list[dict[str, Any]] = Field(description="{id, name, carrier, languages, topics}")
    days: list[dict[str, Any]] = Field(
        description="{on, off, slots, is_planned, entries: [{person, comes, leaves, is_planned, is_ill}], "
        "others: [{carrier, count}], gaps: [{slot, kind, code, name, spans}]}"
    )
    unspoken: list[str] = Field(description="languages of advice that nobody here speaks")
    guest_slots: list[dict[str, Any]] = Field(
        description="{id, on, title, topics, opens_at, ends_at, invited: [{id, name}]}"
    )


class CopiedAnswer(BaseModel):
    copied: int


class PlannedAnswer(BaseModel):
    person: int
    on: str
    is_planned: bool


class AbsenceAnswer(BaseModel):
    person: dict[str, Any]
    on: str = Field(description="today, the site's local date")
    is_absent: bool
    is_planned: bool
    serving_at: int | None = Field(description="the desk where a visitor still is")
    slots: int = Field(description="of today, not over")
    lost: list[dict[str, Any]] = Field(description="{slot, kind, code, name, spans}")
    appointments: int = Field(description="of today, with this person or not to be kept as things stand")
    unserved: list[dict[str, Any]] = Field(
        description="waiting tickets that nobody else at a desk can serve: {id, number, topic, languages, lacks}"
    )
    substitutes: list[dict[str, Any]] = Field(description="{id, name, carrier, languages, topics}")
    forecast: dict[str, Any] | None = Field(
        description="{to_come, before: {people, talks}, after: {people, talks}}"
    )
