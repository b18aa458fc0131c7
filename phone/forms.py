"""What the phone page asks with, and gets, beside the ticket's status."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Reading(BaseModel):
    model_config = ConfigDict(extra="forbid")
    language: Annotated[str, Field(min_length=2, max_length=20)] | None = None


class Line(BaseModel):
    own: str
    german: str = Field(description='"": it would say the same again')


class Step(BaseModel):
    sign: str = Field(description='"go", "documents", "again", "support"')
    title: Line
    lines: list[Line]
    strong: int = Field(description="so many of the lines are names")


class NextStepsAnswer(BaseModel):
    day: Line | None
    title: Line | None = Field(description="null: nothing was written, or only for paper")
    blocks: list[Step]
