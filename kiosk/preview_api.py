"""A preview of the kiosk from a draft of the configuration, for staff: the page draws it and can do nothing else."""

from datetime import datetime
from typing import Annotated, Any

from flask import Response
from pydantic import AwareDatetime, BaseModel, Field

from i18n.languages import SHIPPED
from i18n.texts import browser_texts
from kiosk.blueprint import kiosk
from kiosk.views import boot_of
from rules.errors import PlanRefused
from rules.roles import Permission
from service_point.configuration import propose
from service_point.devices import KnownDevice
from service_point.previewing import facts_of_draft, preview_picture
from web.answers import json_answer
from web.guards import current_staff, for_staff, open_to_all
from web.house import house
from web.languages import reader_language
from web.pages import face_page
from web.requests import MaybeOnce, large_body


class Preview(MaybeOnce):
    tables: Annotated[dict[str, Any], Field(max_length=40, description="tables of the draft that differ")]
    at: AwareDatetime = Field(strict=False, description="when: ISO 8601")
    language: Annotated[str, Field(max_length=20)]


class PreviewAnswer(BaseModel):
    boot: dict[str, Any]
    picture: dict[str, Any]
    texts: dict[str, Any]


@kiosk.get("/preview")
@kiosk.doc(hide=True)
@open_to_all
def preview_page() -> str:
    """Holds texts only; the page of configuration, which frames it, says what to draw."""
    return face_page(
        "kiosk/kiosk.html",
        reader_language(),
        face="kiosk",
        languages=SHIPPED,
        boot={"paired": False},
        site_name="Lotse",
        preview=True,
    )


@kiosk.post("/api/preview")
@for_staff(Permission.CONFIGURE)
@large_body
@kiosk.input(Preview, arg_name="wanted")
@kiosk.output(PreviewAnswer)
@kiosk.doc(responses=[401, 403, 422])
def preview(wanted: Preview) -> Response:
    """What a kiosk would show at a time, in a language. 422 `PlanRefused` while something is wrong with the draft."""
    office, who = house().office, current_staff()
    with office.read() as session:
        proposal = propose(session, who, wanted.tables)
    if proposal.plan is None:
        raise PlanRefused
    facts = facts_of_draft(proposal.plan, who.site_id, 0)
    device = KnownDevice(0, who.site_id, "kiosk", "", "none")
    at: datetime = wanted.at
    body = {
        "boot": {**boot_of(facts, device), "language": facts.default_language, "printer": "none"},
        "picture": preview_picture(facts, proposal.plan, at),
        "texts": browser_texts(wanted.language, "web", "kiosk"),
    }
    return json_answer(body, 200)
