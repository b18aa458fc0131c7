"""The shapes of what consoles send and get about appointments."""

from datetime import date
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, Field

from web.requests import MaybeOnce, Once

Code = Annotated[str, Field(min_length=1, max_length=40)]
CodeList = Annotated[list[Code], Field(max_length=12)]
Address = Annotated[
    str, Field(min_length=3, max_length=200, pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$")
]


class FreeTimesWanted(MaybeOnce):
    """`staff_id`: only this case manager; `for_appointment`: of one that is to be moved, the rest is known then."""

    topic: Code | None = None
    language: Code | None = None
    advice_languages: CodeList = Field(default_factory=list)
    staff_id: int | None = None
    for_appointment: int | None = None


class NewAppointment(Once):
    topic: Code
    language: Code
    advice_languages: CodeList = Field(default_factory=list)
    needs: CodeList = Field(default_factory=list)
    staff_id: int | None = Field(None, description="the same case manager; null: any")
    starts_at: Annotated[AwareDatetime, Field(strict=False)]
    email: Address | None = Field(None, description="for one reminder; encrypted, erased the day after")


class AppointmentMove(Once):
    starts_at: Annotated[AwareDatetime, Field(strict=False)]


class AppointmentClick(Once):
    pass


class DayQuestion(BaseModel):
    on: date | None = None


class FreeTimeEntry(BaseModel):
    starts_at: str
    minutes: int


class FreeTimesAnswer(BaseModel):
    times: list[FreeTimeEntry]


class AppointmentEntry(BaseModel):
    """Never with its code: that belongs to the holder."""

    id: int
    state: str = Field(description='"booked", "checked_in", "missed", "cancelled"')
    topic: str
    languages: list[str]
    page_language: str
    needs: list[str]
    starts_at: str
    ends_at: str
    case_manager: dict[str, Any] | None = Field(description="{id, name}: the same as before; null: any")
    booked_by: str = Field(description='"staff", "visitor"')
    has_email: bool
    ticket: int | None = Field(description="its number, since check-in")


class BookedAnswer(BaseModel):
    appointment: AppointmentEntry
    code: str = Field(description="8 symbols of 0-9 A-Z without I, O, Y, Z; the last one checks the others")
    slip_url: str
    calendar_url: str | None
    reminder: bool = Field(description="a mail will be sent")


class MovedAnswer(BaseModel):
    appointment: AppointmentEntry


class DayAnswer(BaseModel):
    on: str
    days: dict[str, int] = Field(description="how many are booked on the coming days")
    appointments: list[AppointmentEntry]
    others: int = Field(description="of discreet topics that this reader does not serve")
    mails: list[dict[str, Any]] = Field(description="for leads: mails that failed or are tried again")
    broken: int = Field(description="for leads: appointments that opening hours or roster no longer allow")


class BrokenEntry(BaseModel):
    appointment: AppointmentEntry
    why: str = Field(description='"closed", "not_offered", "person_away", "nobody", "too_many"')


class BrokenAnswer(BaseModel):
    broken: list[BrokenEntry]
