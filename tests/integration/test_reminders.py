"""Reminders go to a real mail server on loopback: once, again after trouble, never after a cancellation."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from app.mail_keeper import MailKeeper, MailServer
from models import Appointment, Mail
from service_point.appointments import STAFF, VISITORS, Booking, cancel, move
from service_point.issuing import TicketWish
from service_point.mails import claim_mail, remind
from tests.support.appointments import booked
from tests.support.cast import AYLIN, LEAD, ServicePoint
from tests.support.faces import Reply, request_id
from tests.support.mail_server import Letters, running_mail_server, settings_for

THURSDAY = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)  # 13:00 in Leverkusen
DAY_BEFORE = THURSDAY - timedelta(hours=24)
OLHA = "olha@example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[Letters]:
    with running_mail_server() as letters:
        yield letters


@pytest.fixture
def letters(server: Letters) -> Letters:
    for kept in (server.got, server.recipients, server.replies):
        kept.clear()
    server.refuses.clear()
    return server


@pytest.fixture
def point(point_with: Callable[..., ServicePoint], letters: Letters) -> ServicePoint:
    point = point_with(secret_key="s" * 40, **settings_for(letters))
    point.app.extensions["mails"].stop()
    return point


@pytest.fixture
def keeper(point: ServicePoint, letters: Letters) -> MailKeeper:
    settings = settings_for(letters)
    return MailKeeper(
        point.office, MailServer("127.0.0.1", settings["smtp_port"], "none", "", settings["smtp_from"], "")
    )


def with_mail(point: ServicePoint, language: str = "uk", starts_at: datetime = THURSDAY) -> Appointment:
    wish = Booking(TicketWish("housing", language, ("uk",)))
    appointment = booked(point, starts_at, wish)
    with point.write() as unit:
        remind(unit, unit.session.get_one(Appointment, appointment.id), OLHA, point.office.secret)
    return appointment


def mails(point: ServicePoint) -> list[tuple[str, str, int]]:
    with point.read() as session:
        return [(one.kind, one.state, one.tries) for one in session.scalars(select(Mail).order_by(Mail.id))]


def address_of(point: ServicePoint, appointment: Appointment) -> str | None:
    with point.read() as session:
        return session.get_one(Appointment, appointment.id).email_sealed


def test_the_day_before_one_mail_arrives_with_a_file_for_the_calendar(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    appointment = with_mail(point)
    sealed = address_of(point, appointment)
    assert sealed is not None
    assert OLHA not in sealed
    keeper.look()
    assert letters.got == [], "it is Monday"
    point.clock.now = DAY_BEFORE
    assert [keeper.look(), keeper.look()] == [1, 0]
    (message,) = letters.got
    assert letters.recipients == [OLHA]
    text = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "13:00" in text
    assert "Ваш запис" in str(message["Subject"])
    assert "Ihr Termin" in text
    assert f"{appointment.code[:4]} {appointment.code[4:]}" in text  # type: ignore[index]
    assert not {word for word in ("wohn", "житл") if word in text.lower()}, "nobody reads what it is about"
    (file,) = message.iter_attachments()
    (event,) = Calendar.from_ical(file.get_content()).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (THURSDAY, appointment.ends_at)


def test_an_address_can_be_given_while_booking_and_too_soon_is_not_kept(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    aylin = point.console(AYLIN, desk=1)

    def book(starts_at: str, **more: Any) -> Reply:
        body = {"topic": "housing", "language": "de", "starts_at": starts_at, "request_id": request_id()}
        return aylin.post("/staff/api/appointments", {**body, **more})

    assert book("2026-11-26T12:00:00Z", email="nobody").status == 422
    assert book("2026-11-26T12:00:00Z", email=OLHA).body["reminder"] is True
    soon = book("2026-11-23T13:00:00Z", email=OLHA).body
    assert soon["reminder"] is False
    assert soon["appointment"]["has_email"] is False
    assert mails(point) == [("reminder", "queued", 0)]


def test_trouble_is_tried_again_ever_later_and_a_lead_sees_it(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    with_mail(point)
    point.clock.now = DAY_BEFORE
    letters.replies[:] = ["451 later", "452 no room"]
    keeper.look()
    assert mails(point) == [("reminder", "queued", 1)]
    assert keeper.look() == 0, "not at once"
    (trouble,) = point.console(LEAD).get("/staff/api/appointments").body["mails"]
    assert (trouble["problem"], trouble["state"], trouble["tries"]) == ("not_now", "queued", 1)
    assert point.console(AYLIN).get("/staff/api/appointments").body["mails"] == []
    point.clock.forward(minutes=1)
    keeper.look()
    point.clock.forward(minutes=4)
    assert keeper.look() == 0, "the second pause is five minutes"
    point.clock.forward(minutes=1)
    keeper.look()
    assert mails(point) == [("reminder", "sent", 3)]
    assert len(letters.got) == 1


def test_what_may_have_arrived_is_never_sent_again(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    with_mail(point)
    point.clock.now = DAY_BEFORE
    letters.replies[:] = ["hang up"]
    keeper.look()
    point.clock.forward(hours=2)
    keeper.look()
    assert mails(point) == [("reminder", "failed", 1)]
    assert len(letters.got) == 1


def test_a_process_that_died_while_sending_sends_it_at_most_once(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    with_mail(point)
    point.clock.now = DAY_BEFORE
    assert claim_mail(point.office) is not None
    assert keeper.look() == 0, "somebody is sending it"
    point.clock.forward(minutes=11)
    keeper.look()
    assert (mails(point), letters.got) == ([("reminder", "failed", 1)], [])


def test_a_wrong_address_is_not_tried_again(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    with_mail(point)
    letters.refuses.add(OLHA)
    point.clock.now = DAY_BEFORE
    keeper.look()
    assert mails(point) == [("reminder", "failed", 1)]


def test_nobody_at_the_servers_address(point: ServicePoint) -> None:
    with_mail(point)
    point.clock.now = DAY_BEFORE
    MailKeeper(point.office, MailServer("127.0.0.1", 1, "none", "", "a@b.example", "")).look()
    assert mails(point) == [("reminder", "queued", 1)]


def test_who_is_moved_by_the_house_hears_of_it_and_is_reminded_of_the_new_time(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    appointment = with_mail(point, "ar")
    with point.write() as unit:
        row = unit.session.get_one(Appointment, appointment.id)
        move(unit, row, THURSDAY + timedelta(hours=20, minutes=30), STAFF)
    keeper.look()
    assert mails(point) == [("reminder", "lapsed", 0), ("moved", "sent", 1), ("reminder", "queued", 0)]
    assert "الموعد" in str(letters.got[0]["Subject"])
    assert "09:30" in letters.got[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_cancelled_appointment_is_told_by_the_house_only(
    point: ServicePoint, keeper: MailKeeper, letters: Letters
) -> None:
    ours, theirs = with_mail(point), with_mail(point, starts_at=THURSDAY + timedelta(minutes=60))
    with point.write() as unit:
        cancel(unit, unit.session.get_one(Appointment, ours.id), STAFF)
        cancel(unit, unit.session.get_one(Appointment, theirs.id), VISITORS)
    keeper.look()
    assert [str(one["Subject"]).startswith("Ваш запис скасовано") for one in letters.got] == [True]
    assert address_of(point, theirs) is None
    point.night()
    assert address_of(point, ours) is None


def test_the_address_is_gone_the_day_after(point: ServicePoint, keeper: MailKeeper) -> None:
    appointment = with_mail(point)
    point.clock.now = THURSDAY.replace(hour=22)
    point.night()
    assert address_of(point, appointment) is not None
    point.clock.now = THURSDAY.replace(hour=23, minute=1)
    point.night()
    assert address_of(point, appointment) is None
