"""A follow-up from its booking to the next one: three taps, the mail, the calendar, late at the kiosk, called in order."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from playwright.sync_api import expect
from sqlalchemy import select

from models import Appointment
from tests.support.cast import AYLIN
from tests.support.chromium import People, accessibility_faults
from tests.support.desk import Desk
from tests.support.mail_server import Letters, running_mail_server, settings_for
from tests.support.served import ServedPoint, served_point
from tests.support.visitor import Visitor

THURSDAY_AT_ONE = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # 13:00 in Leverkusen
PATIENCE_S = 60
ADDRESS = "besuch@example.org"


@pytest.fixture
def letters() -> Iterator[Letters]:
    with running_mail_server() as server:
        yield server


@pytest.fixture
def point(sqlite_url: str, letters: Letters) -> Iterator[ServedPoint]:
    """With a mail server, and an address that phones reach."""
    with served_point(
        sqlite_url, public_url="http://127.0.0.1", secret_key="s" * 40, **settings_for(letters)
    ) as served:
        yield served


def test_from_a_follow_up_to_the_next(people: People, point: ServedPoint, letters: Letters) -> None:
    point.issue()
    aylin = Desk(people, point).open().sign_in(AYLIN).sit_down(3)
    talk_with_next(aylin)
    code = book_follow_up(aylin, THURSDAY_AT_ONE, email=ADDRESS)
    finish(aylin)
    is_on_the_list(aylin, "Donnerstag, 26. November", "13:00")

    move_clock_to(point, THURSDAY_AT_ONE - timedelta(hours=23, minutes=59))
    (calendar,) = arrived(letters)
    assert starts_of(calendar) == [THURSDAY_AT_ONE]
    by_phone = aylin.page.request.get(f"{point.url}/a/{code}/calendar.ics").body()
    assert starts_of(by_phone) == [THURSDAY_AT_ONE]

    move_clock_to(point, THURSDAY_AT_ONE - timedelta(minutes=10))
    walked_in = [point.issue(), point.issue()]
    move_clock_to(point, THURSDAY_AT_ONE + timedelta(minutes=10))
    late = check_in_at_the_kiosk(people, point, code)

    aylin = Desk(people, point).open().sign_in(AYLIN).sit_down(3)
    expect(aylin.waiting).to_have_text([str(number) for number in (*walked_in, late)])
    talk_with_next(aylin)
    expect(aylin.number).to_have_text(str(late))
    expect(aylin.page.locator(".visitor .chips")).to_contain_text("Termin 13:00")
    book_follow_up(aylin, THURSDAY_AT_ONE + timedelta(days=7))
    finish(aylin)
    assert point.state(late) == "done"
    assert appointments(point) == [
        ("checked_in", THURSDAY_AT_ONE), ("booked", THURSDAY_AT_ONE + timedelta(days=7)),
    ]  # fmt: skip


def talk_with_next(desk: Desk) -> None:
    expect(desk.page.locator(".idle-next")).to_be_visible()
    desk.press("n")
    expect(desk.page.locator(".called")).to_be_visible()
    desk.begin_talk()


def book_follow_up(desk: Desk, starts_at: datetime, email: str = "") -> str:
    """Three taps: the outcome, a time, "book"; a fourth for another day. Returns the code of the slip."""
    form = desk.page.locator(".outcome-appointment")
    desk.outcome("Folgetermin").click()
    day = form.locator(f'[data-day="{starts_at:%Y-%m-%d}"]')
    expect(day).to_be_visible()
    if day.get_attribute("aria-pressed") == "false":
        day.click()
    form.locator(f'[data-time="{starts_at:%Y-%m-%dT%H:%M}:00.000Z"]').click()
    assert accessibility_faults(desk.page) == []
    if email:
        form.locator("summary").click()
        form.get_by_label("E-Mail").fill(email)
    form.get_by_role("button", name="Termin buchen").click()
    booked = form.locator(".booked")
    expect(booked).to_be_visible()
    code = booked.locator("p", has_text="Code").locator(".num").inner_text()
    return code.replace(" ", "")


def is_on_the_list(desk: Desk, day: str, clock: str) -> None:
    desk.page.locator(".top-bar [popovertarget]").click()
    desk.page.locator(".menu-item", has_text="Termine").click()
    desk.page.locator("main .chip", has_text=day).click()
    row = desk.page.locator('tr[data-state="booked"]')
    expect(row).to_contain_text(clock)
    expect(row.get_by_role("button", name="Verschieben")).to_be_visible()
    expect(row.get_by_role("button", name="Ist da")).to_have_count(0)
    assert accessibility_faults(desk.page) == []


def finish(desk: Desk) -> None:
    desk.press("f")
    expect(desk.page.locator(".talking")).to_have_count(0)


def check_in_at_the_kiosk(people: People, point: ServedPoint, code: str) -> int:
    visitor = Visitor(people, point.url)
    visitor.tap(".doors .tile >> nth=0")
    visitor.types(code)
    visitor.tap(".go .primary")
    number = visitor.number()
    expect(visitor.page.locator(".card.next.note")).to_contain_text("Die Zeit für Ihren Termin ist vorbei")
    return number


def move_clock_to(point: ServedPoint, at: datetime) -> None:
    point.clock.forward(seconds=(at - point.clock()).total_seconds())


def arrived(letters: Letters) -> list[bytes]:
    """The calendar files of the mails that came to the visitor."""
    deadline = time.monotonic() + PATIENCE_S
    while not letters.got:
        assert time.monotonic() < deadline, "no mail came"
        time.sleep(0.05)
    assert letters.recipients == [ADDRESS]
    return [file.get_content().encode() for mail in letters.got for file in mail.iter_attachments()]


def starts_of(calendar: bytes) -> list[datetime]:
    return [event.decoded("DTSTART") for event in Calendar.from_ical(calendar).walk("VEVENT")]


def appointments(point: ServedPoint) -> list[tuple[str, datetime]]:
    with point.office.read() as session:
        rows = session.execute(select(Appointment.state, Appointment.starts_at).order_by(Appointment.id))
        return [(row.state, row.starts_at) for row in rows]
