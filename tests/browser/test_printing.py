"""Paper out, lid open, printer off, as people see it: at the kiosk and at the console, while it happens."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from printing.printer_line import Place
from service_point.printers import set_printer
from tests.support.cast import AYLIN, LEAD, OPERATOR
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.effort import now_and_long
from tests.support.paper_printer import PaperPrinter, paper_printer
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import LYING, STANDING, Visitor

NO_PAPER = {
    "de": "Der Drucker hat kein Papier",
    "ar": "لا يوجد ورق في الطابعة",
    "uk": "У принтері немає паперу",
}
IS_IN_SIGHT = """element => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const corners = [[left + 2, top + 2], [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2]];
  return corners.every(([x, y]) => element.closest(".card, .pin").contains(document.elementFromPoint(x, y)));
}"""
SOON_MS = 20_000  # the printer's thread looks once a second, on a machine that is busy


@pytest.fixture
def printer() -> Iterator[PaperPrinter]:
    with paper_printer() as printer:
        yield printer


@pytest.fixture
def place(sqlite_url: str, printer: PaperPrinter) -> Iterator[ServedPoint]:
    """Leverkusen on a Monday at 14:07, with a thermal printer at kiosk 1."""
    with served_point(sqlite_url, public_url="http://127.0.0.1") as served:
        with served.office.write(served.site_id) as unit:
            set_printer(unit, "Kiosk 1", "escpos", Place("127.0.0.1", printer.port))
        yield served


def change(place: ServedPoint, printer: PaperPrinter, paper: str) -> None:
    """The roll, or its end; noticed with the next look at the printer."""
    if paper == "enough":
        printer.new_roll()
    printer.paper = paper
    place.clock.forward(seconds=11)


def test_a_slip_comes_out_and_the_screen_says_so(
    place: ServedPoint, printer: PaperPrinter, people: People
) -> None:
    visitor = Visitor(people, place.url)
    visitor.takes_a_ticket("de")
    expect(visitor.page.locator(".done")).to_contain_text("ich habe meinen Zettel")
    expect(visitor.page.locator(".slip-frame")).to_have_count(0)
    wait_for(lambda: len(printer.slips) == 1)


@pytest.mark.access(10)
@pytest.mark.parametrize(
    ("language", "panel"), now_and_long([("ar", STANDING)], [("de", STANDING), ("uk", LYING)], several=True)
)
def test_without_paper_the_number_on_the_screen_is_what_counts(
    place: ServedPoint, printer: PaperPrinter, people: People, language: str, panel: tuple[int, int]
) -> None:
    change(place, printer, "out")
    visitor = Visitor(people, place.url, panel)
    expect(visitor.page.locator("#strip")).to_contain_text(NO_PAPER["de"], timeout=SOON_MS)
    visitor.takes_a_ticket(language)
    page = visitor.page
    expect(page.locator(".screen-ticket .note").first).to_contain_text(NO_PAPER[language])
    expect(page.locator("#strip")).to_be_empty()
    for what in (".big-number", ".qr", ".pin-number"):
        assert page.locator(what).evaluate(IS_IN_SIGHT), f"{what} must be on the photo"
    assert accessibility_faults(page) == []


@pytest.mark.long
def test_a_new_roll_is_noticed_while_the_visitor_stands_there(
    place: ServedPoint, printer: PaperPrinter, people: People
) -> None:
    change(place, printer, "out")
    visitor = Visitor(people, place.url)
    expect(visitor.page.locator("#strip")).to_contain_text(NO_PAPER["de"], timeout=SOON_MS)
    visitor.takes_a_ticket("de")
    expect(visitor.page.get_by_text("aufschreiben oder fotografieren")).to_be_visible()
    change(place, printer, "enough")
    expect(visitor.page.locator(".done")).to_contain_text("ich habe meinen Zettel", timeout=SOON_MS)
    expect(visitor.page.get_by_text("aufschreiben oder fotografieren")).to_have_count(0)


@pytest.mark.long
def test_the_number_stays_longer_when_it_has_to_be_written_down(
    place: ServedPoint, printer: PaperPrinter, people: People
) -> None:
    change(place, printer, "out")
    visitor = Visitor(people, place.url)
    expect(visitor.page.locator("#strip")).not_to_be_empty(timeout=SOON_MS)
    visitor.takes_a_ticket("de")
    visitor.page.clock.run_for(30_000)
    visitor.is_at("ticket")
    visitor.page.clock.run_for(20_000)
    visitor.is_at("start")


def test_the_console_says_it_and_prints_what_is_missing(
    place: ServedPoint, printer: PaperPrinter, people: People
) -> None:
    change(place, printer, "out")
    aylin = Desk(people, place).sign_in(AYLIN).sit_down(1)
    foot = aylin.page.locator(".foot-printers")
    expect(foot).to_contain_text("Drucker ohne Papier", timeout=SOON_MS)
    number = Visitor(people, place.url).takes_a_ticket("de")
    expect(foot).to_contain_text("1 ohne Ausdruck", timeout=SOON_MS)
    place.clock.forward(minutes=6)
    foot.click()
    dialog = aylin.page.get_by_role("dialog")
    expect(dialog).to_contain_text(str(number))
    expect(dialog.get_by_role("button", name="Testdruck")).to_have_count(0)
    assert accessibility_faults(aylin.page) == []
    change(place, printer, "enough")
    dialog.get_by_role("button", name="Ticket am Kiosk drucken").click()
    expect(foot).to_have_text("Drucker bereit", timeout=SOON_MS)
    assert len(printer.slips) == 1


@pytest.mark.long
def test_a_slip_once_more_from_the_list(place: ServedPoint, printer: PaperPrinter, people: People) -> None:
    place.issue()
    lead = Desk(people, place).sign_in(LEAD).sit_down(1)
    expect(lead.page.locator(".foot-printers")).to_have_text("Drucker bereit", timeout=SOON_MS)
    lead.page.locator(".side .row-number").first.click()
    lead.page.get_by_role("dialog").get_by_role("button", name="Ticket am Kiosk drucken").click()
    expect(lead.page.get_by_text("Das Ticket wird gedruckt.")).to_be_visible()
    wait_for(lambda: len(printer.slips) == 1)


@pytest.mark.access(10)
def test_an_operator_sees_printers_and_tries_them(
    place: ServedPoint, printer: PaperPrinter, people: People
) -> None:
    operator = Desk(people, place).sign_in(OPERATOR)
    expect(operator.page.get_by_text(f"127.0.0.1:{printer.port}")).to_be_visible()
    operator.button("Testdruck").click()
    expect(operator.page.get_by_text("Der Testdruck ist unterwegs.")).to_be_visible()
    wait_for(lambda: len(printer.slips) == 1)
    assert accessibility_faults(operator.page) == []


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON_MS / 1000
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.05)
