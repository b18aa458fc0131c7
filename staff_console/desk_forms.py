"""Bodies and answers of what a desk asks for: help, interpreters, next steps, a visitor without a number."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from staff_console.forms import Code, CodeList, VisitorsWish
from web.requests import Once


class Click(Once):
    pass


class HelpAnswer(BaseModel):
    id: int
    desk: int
    asked_at: str
    answered_at: str | None
    ended_at: str | None


class Come(Once):
    code: Code | None = Field(None, description="of the site's interpreters; else name and languages")
    name: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    languages: CodeList = Field(default_factory=list)


class InterpreterAnswer(BaseModel):
    id: int
    code: str | None
    name: str
    languages: list[str]
    state: str = Field(description='"free", "asked", "busy"')
    desk: int | None
    since: str | None


class WalkUp(VisitorsWish):
    """Sits at the desk already."""


class NextStepsForm(Once):
    referred_to: CodeList = Field(default_factory=list)
    documents: CodeList = Field(default_factory=list, description="codes of rules.next_steps.DOCUMENTS")
    case_management_carrier: Code | None = None
    come_again: bool = False
    come_again_at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")] | None = Field(
        None, description="on the clock of the site; null: in the opening hours"
    )
    on_page: bool = Field(True, description="also on the visitor's phone page")


class NextStepsWritten(BaseModel):
    referred_to: list[str]
    documents: list[str]
    case_management_carrier: str | None
    come_again: bool
    come_again_at: str | None
    on_page: bool
    pdf_url: str


class PrintNextSteps(Once):
    printer: int | None = Field(None, description="id; else the site's first")


class MyDayAnswer(BaseModel):
    counts: dict[str, int]
    talks: list[dict[str, Any]]
