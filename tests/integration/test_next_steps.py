"""The slip with the next steps: written by whoever gave the talk, for paper and phone, and gone the same night."""

import pypdfium2
import pytest
from sqlalchemy import select

from models import NextSteps
from tests.support.cast import AYLIN, JONAS, LEAD, OLHA, ServicePoint
from tests.support.faces import Console, Reply
from tests.support.printing import printer_at, work

STEPS = {"referred_to": ["jobcenter"], "documents": ["rent"]}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """On SQLite only: nothing here depends on the kind of database."""
    return sqlite_url


class Talk:
    """Aylin (desk 3) talks with a visitor who reads Ukrainian."""

    def __init__(self, point: ServicePoint, topic: str = "housing") -> None:
        self.point, self.aylin = point, point.console(AYLIN, 3)
        self.issued = point.kiosk().take(topic, "uk", advice_languages=["de"])
        self.id = int(self.issued.ticket["id"])
        self.aylin.call(self.id)
        self.aylin.move(self.id, "start")

    def write(self, who: Console | None = None, /, **steps: object) -> Reply:
        return (who or self.aylin).move(self.id, "next-steps", **(steps or STEPS))

    def finish(self) -> None:
        assert self.aylin.move(self.id, "finish", outcomes=["settled"]).status == 200

    def on_the_phone(self, language: str = "") -> str:
        query = f"?language={language}" if language else ""
        reply = self.point.line().ask("GET", f"/t/{self.issued.ticket['code']}/next-steps{query}")
        assert reply.status == 200, reply
        return str(reply.body["blocks"])


@pytest.fixture
def talk(point: ServicePoint) -> Talk:
    return Talk(point)


def test_the_phone_shows_them_when_the_talk_is_over_in_any_language_over_german(talk: Talk) -> None:
    assert talk.write().status == 200
    assert talk.on_the_phone() == "[]", "not during the talk"
    talk.finish()
    for words in (
        "Jobcenter",
        "понеділок (Montag): від 08:00 до 12:30",
        "Договір оренди житла",
        "Mietvertrag",
    ):
        assert words in talk.on_the_phone(), words
    assert "عقد الإيجار" in talk.on_the_phone("ar")
    assert "Договір" in talk.on_the_phone("xx"), "a language without pages: the ticket's"
    talk.write(come_again_at="2026-11-26T14:00", case_management_carrier="caritas")
    shown = talk.on_the_phone("de")
    assert "Jobcenter" not in shown, "the last one counts"
    assert "Donnerstag, 26.11.2026 · 14:00" in shown
    assert "Caritasverband Leverkusen begleitet Sie weiter." in shown


def test_without_a_time_the_opening_hours_stand_there(talk: Talk) -> None:
    talk.write(come_again=True)
    talk.finish()
    assert "Montag: von 12:45 bis 16:45" in talk.on_the_phone("de")


def test_they_are_gone_with_the_ticket_and_in_the_night(talk: Talk) -> None:
    talk.write()
    talk.finish()
    assert talk.point.phone(talk.issued).post("delete").status == 200
    assert remembered(talk.point) == 0
    other = Talk(talk.point)
    other.write()
    talk.point.clock.forward(hours=12)
    talk.point.night()
    assert remembered(talk.point) == 0


def remembered(point: ServicePoint) -> int:
    with point.read() as session:
        return len(session.scalars(select(NextSteps)).all())


def test_for_paper_only_when_the_case_manager_says_so(talk: Talk) -> None:
    talk.write(on_page=False, **STEPS)
    talk.finish()
    assert talk.on_the_phone() == "[]"
    assert "Jobcenter" in pdf_of(talk)


def pdf_of(talk: Talk) -> str:
    reply = talk.aylin.get(f"/staff/api/tickets/{talk.id}/next-steps.pdf")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "application/pdf")
    with pypdfium2.PdfDocument(reply.data) as document:
        return str(document[0].get_textpage().get_text_range())


def test_nobody_else_reads_or_writes_them(talk: Talk) -> None:
    jonas, olha, lead = talk.point.console(JONAS), talk.point.console(OLHA), talk.point.console(LEAD)
    assert talk.aylin.get(f"/staff/api/tickets/{talk.id}/next-steps.pdf").code == "NothingToPrint"
    talk.write()
    for stranger in (jonas, olha):
        assert talk.write(stranger).code == "NotYours"
        assert stranger.get(f"/staff/api/tickets/{talk.id}/next-steps.pdf").code == "NotYours"
        assert stranger.move(talk.id, "next-steps/print").code == "NotYours"
    assert lead.get(f"/staff/api/tickets/{talk.id}/next-steps.pdf").status == 200, "of the same carrier"


@pytest.mark.parametrize(
    "steps",
    [
        {"referred_to": ["Maria Muster"]},
        {"documents": ["diary"]},
        {"case_management_carrier": "nobody"},
        {"come_again_at": "2026-02-30T10:00"},
        {"come_again_at": "2026-11-22T10:00"},
        {"come_again_at": "tomorrow"},
        {"referred_to": []},
        {"note": "Maria Muster"},
    ],
    ids=str,
)
def test_only_codes_and_a_time_to_come_can_be_written(talk: Talk, steps: dict[str, object]) -> None:
    assert talk.write(**steps).status == 422
    assert remembered(talk.point) == 0


def test_only_during_or_after_a_talk(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, 3)
    ticket_id = point.kiosk().take().ticket["id"]
    assert aylin.move(ticket_id, "next-steps", **STEPS).code == "IllegalMove"


def test_it_comes_out_of_the_thermal_printer_once_and_is_no_ticket_slip(talk: Talk) -> None:
    talk.write()
    assert talk.aylin.move(talk.id, "next-steps/print").code == "NoPrinter"
    with printer_at(talk.point) as printer:
        assert talk.aylin.move(talk.id, "next-steps/print").status == 201
        talk.finish()
        work(talk.point)
        (slip,) = printer.slips
        assert slip.width == 576
        assert slip.height > 500
        assert talk.aylin.queue()["unprinted"] == []
        talk.aylin.move(talk.id, "next-steps/print")
        talk.point.phone(talk.issued).post("delete")
        work(talk.point)
        assert len(printer.slips) == 1, "what was deleted meanwhile is not printed"
