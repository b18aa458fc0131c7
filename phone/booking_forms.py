"""The shapes of what a phone sends and gets that books a time."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from web.requests import Body, Once

Code = Annotated[str, Field(min_length=1, max_length=40)]
Email = Annotated[str, Field(max_length=200, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class TimesQuestion(Body):
    site: Code | None = None
    topic: Code
    language: Code


class HoldWish(Body):
    topic: Code
    language: Code
    starts_at: AwareDatetime = Field(strict=False)
    puzzle: Annotated[str, Field(max_length=200)]
    answer: Annotated[str, Field(max_length=40)] = Field(description="solves the puzzle")


class Confirmation(Once):
    code: Code
    email: Email | None = Field(None, description="for one reminder; sealed, erased the day after")


class LetGo(Once):
    code: Code


class TimeChange(Once):
    starts_at: AwareDatetime = Field(strict=False)


class AppointmentClick(Once):
    pass


class Puzzle(BaseModel):
    text: str = Field(description="signed, good for one time within half an hour")
    bits: int = Field(description="find `answer`: SHA-256 of `text.answer` begins with so many zero bits")


class OpenTime(BaseModel):
    starts_at: str
    minutes: int


class OpenTimes(BaseModel):
    times: list[OpenTime]


class HeldTime(BaseModel):
    code: str = Field(description="opens nothing before it is confirmed")
    starts_at: str
    held_until: str


class BookedTime(BaseModel):
    code: str
    starts_at: str
    reminder: bool


class AppointmentState(BaseModel):
    state: str = Field(description='"booked", "checked_in", "missed", "cancelled"')
    starts_at: str
    ends_at: str
