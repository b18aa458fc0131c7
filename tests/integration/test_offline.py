"""A kiosk without the server: numbers ahead, tickets handed in afterwards, each once, none lost (decision 0015)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import AnsweredRequest, LeasedNumber, Outage, Ticket
from service_point.boards import iso
from service_point.handing_in import RENUMBERED
from service_point.housekeeping import clean_up
from tests.support.cast import AYLIN, LEAD, MONDAY_NOON, ServicePoint
from tests.support.faces import Reply, request_id

MONDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 26)  # today and the next opening day
STOCK = 30


def leased(point: ServicePoint, on: date = MONDAY, kiosk: int = 1) -> list[dict[str, Any]]:
    reply = point.kiosk(kiosk).reserve()
    assert reply.status == 201, reply
    return [stub for stub in reply.body["numbers"] if stub["on"] == on.isoformat()]


def tickets(point: ServicePoint) -> list[Ticket]:
    with point.read() as session:
        return list(session.scalars(select(Ticket).order_by(Ticket.id)))


def at(point: ServicePoint, **ago: float) -> str:
    return iso(point.clock.now - timedelta(**ago))


def the_ticket(point: ServicePoint, reply: Reply) -> Ticket:
    return point.ticket(reply.ticket["id"])


# --- numbers ahead -------------------------------------------------------------------------------------------------------


def test_a_kiosk_gets_numbers_for_today_and_the_next_opening_day(point: ServicePoint) -> None:
    numbers = point.kiosk().reserve().body["numbers"]
    days = [stub["on"] for stub in numbers]
    assert days == [MONDAY.isoformat()] * STOCK + [THURSDAY.isoformat()] * STOCK
    assert len({stub["code"] for stub in numbers}) == 2 * STOCK
    assert all(len(stub["pin"]) == 4 and len(stub["code"]) == 27 for stub in numbers)


def test_leased_numbers_come_from_the_counter_of_all_others(point: ServicePoint) -> None:
    first = point.kiosk().take().ticket["number"]
    assert [stub["number"] for stub in leased(point)] == list(range(first + 1, first + 1 + STOCK))
    assert point.kiosk().take().ticket["number"] == first + 1 + STOCK


def test_only_what_is_missing_is_leased(point: ServicePoint) -> None:
    held = {MONDAY.isoformat(): 12, THURSDAY.isoformat(): 25, "2026-02-31": 4, "1999-01-01": 3}
    days = [stub["on"] for stub in point.kiosk().reserve(held=held).body["numbers"]]
    assert days == [MONDAY.isoformat()] * 18


def test_the_same_click_gets_the_same_numbers(point: ServicePoint) -> None:
    click = request_id()
    assert point.kiosk().reserve(request_id=click).body == point.kiosk().reserve(request_id=click).body


def test_the_database_keeps_no_code_of_a_leased_number(point: ServicePoint) -> None:
    codes = {stub["code"] for stub in leased(point)}
    with point.read() as session:
        rows = list(session.scalars(select(LeasedNumber)))
    assert codes.isdisjoint({value for row in rows for value in vars(row).values() if isinstance(value, str)})


def test_pins_of_leased_numbers_die_with_their_day(point: ServicePoint) -> None:
    leased(point)
    point.clock.forward(days=1)
    point.night()
    with point.read() as session:
        rows = list(session.scalars(select(LeasedNumber)))
    assert {(row.on, row.pin is None) for row in rows} == {(MONDAY, True), (THURSDAY, False)}
    point.clock.forward(days=40)
    point.night()
    with point.read() as session:
        assert session.scalars(select(LeasedNumber.id)).all() == []


def test_only_kiosks_get_numbers(point: ServicePoint) -> None:
    assert point.line().ask("POST", "/kiosk/api/reserve", {"request_id": request_id()}).status == 401
    assert point.display().post("/kiosk/api/reserve", {"request_id": request_id()}).status == 401


def test_a_kiosk_that_asks_and_asks_is_stopped(point_with: Any) -> None:
    point = point_with(rate_limits="on")
    statuses = [point.kiosk().reserve().status for _ in range(31)]
    assert statuses == [201] * 30 + [429]
    assert point.kiosk(2).reserve().status == 201


def test_the_qr_code_comes_with_the_number_where_phones_reach_the_server(point_with: Any) -> None:
    assert leased(point_with())[0]["qr"] is None
    stub = leased(point_with(public_url="https://nummer.example.org"))[0]
    assert stub["phone_url"] == f"https://nummer.example.org/t/{stub['code']}"
    rows = [int(row, 16) for row in stub["qr"]]
    assert rows[0] >> (len(rows) - 7) == 0b1111111  # the finder pattern in the corner
    assert all(row < 2 ** len(rows) for row in rows)


def test_the_plan_says_hours_topics_and_days_off(point: ServicePoint) -> None:
    plan = point.kiosk().get("/kiosk/api/plan").body
    assert plan["days"] == [MONDAY.isoformat(), THURSDAY.isoformat()]
    today = plan["slots"][0]
    assert (today["on"], today["opens_at"], today["ends_at"]) == (
        MONDAY.isoformat(), "2026-11-23T11:45:00.000Z", "2026-11-23T15:45:00.000Z",
    )  # fmt: skip
    offered = {topic["code"] for topic in point.kiosk().offer().body["topics"]}
    assert "housing" in offered
    assert set(today["topics"]) == offered
    point.clock.now = datetime(2026, 12, 14, 12, tzinfo=UTC)
    assert "2026-12-25" in point.kiosk().get("/kiosk/api/plan").body["days_off"]


# --- handing in ----------------------------------------------------------------------------------------------------------


def test_a_ticket_made_without_the_server_takes_its_place_by_its_time(point: ServicePoint) -> None:
    stub = leased(point)[0]
    point.clock.forward(minutes=20)
    later = point.kiosk(2).take().ticket
    reply = point.kiosk().hand_in(stub, issued_at=at(point, minutes=10), language="uk", needs=["wheelchair"])
    ticket = the_ticket(point, reply)
    assert reply.status == 201
    assert (ticket.number, ticket.code, ticket.pin) == (stub["number"], stub["code"], stub["pin"])
    assert (ticket.state, ticket.language, ticket.needs) == ("waiting", "uk", ["wheelchair"])
    assert ticket.issued_at == ticket.key_at == point.clock.now - timedelta(minutes=10)
    assert point.console(AYLIN, desk=3).call().ticket["number"] == ticket.number
    assert point.kiosk().where(code=stub["code"]).ticket["id"] == ticket.id
    assert point.kiosk().where(number=later["number"], pin=later["pin"]).body["ahead"] == 0
    assert (point.events(ticket.id)[0].details or {})["offline"] is True


@pytest.mark.parametrize(
    ("told", "offset_s", "expected"),
    [
        (timedelta(minutes=-10), 0, timedelta(minutes=-10)),
        (
            timedelta(hours=-3, minutes=-10),
            3 * 3600,
            timedelta(minutes=-10),
        ),  # its clock is three hours behind
        (timedelta(days=-400), 0, timedelta(minutes=-30)),  # before the lease: the lease
        (timedelta(days=400), 0, timedelta(0)),  # in the future: the receipt
        (timedelta(0), 1_000_000_000, timedelta(0)),
    ],
)
def test_its_time_is_put_right_by_the_kiosks_clock_and_lies_between_lease_and_receipt(
    point: ServicePoint, told: timedelta, offset_s: int, expected: timedelta
) -> None:
    stub = leased(point)[0]
    point.clock.forward(minutes=30)
    reply = point.kiosk().hand_in(stub, issued_at=iso(point.clock.now + told), clock_offset_s=offset_s)
    assert the_ticket(point, reply).issued_at == point.clock.now + expected


@pytest.mark.parametrize("told", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_times_at_the_ends_of_the_calendar_are_times_too(point: ServicePoint, told: str) -> None:
    for offset_s in (-1_000_000_000, 1_000_000_000):
        stub = leased(point)[0]
        assert point.kiosk().hand_in(stub, issued_at=told, clock_offset_s=offset_s).status == 201


def test_handed_in_again_it_is_the_same_ticket_with_the_same_answer(point: ServicePoint) -> None:
    stub, click = leased(point)[0], request_id()
    made = {"request_id": click, "issued_at": at(point)}
    first = point.kiosk().hand_in(stub, **made)
    point.console(AYLIN, desk=3).call()
    assert point.kiosk().hand_in(stub, **made).body == first.body
    point.clock.forward(days=1)
    point.night()  # kept answers are gone
    assert point.kiosk().hand_in(stub, **made).ticket["id"] == first.ticket["id"]
    assert len(tickets(point)) == 1


def test_a_number_is_not_handed_in_for_a_second_visitor(point: ServicePoint) -> None:
    first, second = leased(point)[:2]
    click = request_id()
    assert point.kiosk().hand_in(first, request_id=click, issued_at=at(point)).status == 201
    for _ in range(2):
        for reply in (
            point.kiosk().hand_in(first, issued_at=at(point)),
            point.kiosk().hand_in(second, request_id=click, issued_at=at(point)),
        ):
            assert (reply.status, reply.code) == (409, "RequestIdReused")
        with point.write() as unit:
            unit.session.query(AnsweredRequest).delete()
    assert len(tickets(point)) == 1


def test_a_kiosk_hands_in_its_own_numbers_only(point: ServicePoint) -> None:
    stub = leased(point)[0]
    wrong_pin = f"{(int(stub['pin']) + 1) % 10_000:04d}"
    for reply in (
        point.kiosk(2).hand_in(stub, issued_at=at(point)),
        point.kiosk().hand_in({**stub, "pin": wrong_pin}, issued_at=at(point)),
        point.kiosk().hand_in({**stub, "number": stub["number"] + 1}, issued_at=at(point)),
        point.kiosk().hand_in({**stub, "code": "0" * 27}, issued_at=at(point)),
    ):
        assert (reply.status, reply.code) == (404, "UnknownCode")
    assert tickets(point) == []


def test_what_the_site_no_longer_knows_gives_way_and_the_ticket_stays(point: ServicePoint) -> None:
    stub = leased(point)[0]
    reply = point.kiosk().hand_in(
        stub, "gardening", "tlh", advice_languages=["tlh", "uk"], needs=["helicopter"], issued_at=at(point)
    )
    ticket = the_ticket(point, reply)
    assert (ticket.topic, ticket.language) == ("something-else", "de")
    assert (ticket.advice_languages, ticket.needs) == (["uk"], [])
    assert "gardening" not in repr(point.events(ticket.id)[0].details)


def test_an_unknown_language_of_the_talk_stays_unknown(point: ServicePoint) -> None:
    reply = point.kiosk().hand_in(leased(point)[0], language="und", issued_at=at(point))
    assert the_ticket(point, reply).advice_languages == []


# --- the server died in the middle of a POST ---------------------------------------------------------------------------------


def test_the_printed_number_stands_when_the_server_had_given_another(point: ServicePoint) -> None:
    stub, click = leased(point)[0], request_id()
    unheard = point.kiosk().take(request_id=click).ticket
    reply = point.kiosk().hand_in(stub, request_id=click, issued_at=at(point))
    ticket = point.ticket(unheard["id"])
    assert reply.ticket["id"] == ticket.id
    assert reply.body["renumbered_from"] == unheard["number"]
    assert (ticket.number, ticket.code, ticket.pin) == (stub["number"], stub["code"], stub["pin"])
    log = [(event.action, event.details) for event in point.events(ticket.id)]
    assert log[1] == (RENUMBERED, {"from": unheard["number"], "to": stub["number"]})
    assert point.kiosk().where(code=unheard["code"]).status == 404
    assert len(tickets(point)) == 1


def test_a_post_that_arrives_after_the_hand_in_makes_no_second_ticket(point: ServicePoint) -> None:
    for has_answer in (True, False):  # the server had answered, or only now sees it
        stub, click = leased(point)[0], request_id()
        if has_answer:
            point.kiosk().take(request_id=click)
        handed_in = point.kiosk().hand_in(stub, request_id=click, issued_at=at(point)).ticket
        late = point.kiosk().take(request_id=click).ticket
        assert (late["id"], late["number"], late["code"]) == (
            handed_in["id"], stub["number"], stub["code"],
        )  # fmt: skip
    assert len(tickets(point)) == 2


def test_a_number_called_meanwhile_changes_on_the_board(point: ServicePoint) -> None:
    stub, click = leased(point)[0], request_id()
    point.kiosk().take(request_id=click)
    aylin = point.console(AYLIN, desk=3)
    called = aylin.call().ticket
    point.kiosk().hand_in(stub, request_id=click, issued_at=at(point))
    assert [call["number"] for call in point.display().board()["calls"]] == [stub["number"]]
    assert aylin.move(called["id"], "start").status == 200


def test_who_missed_a_call_by_an_unheard_number_is_back_at_once(point: ServicePoint) -> None:
    stub, click = leased(point)[0], request_id()
    point.kiosk().take(request_id=click)
    aylin = point.console(AYLIN, desk=3)
    aylin.move(aylin.call().ticket["id"], "missed")
    reply = point.kiosk().hand_in(stub, request_id=click, issued_at=at(point))
    ticket = the_ticket(point, reply)
    assert (ticket.state, ticket.skipped, ticket.missed_at) == ("waiting", False, None)
    assert aylin.call().ticket["number"] == stub["number"]


def test_another_kiosks_request_id_is_another_click(point: ServicePoint) -> None:
    stub, click = leased(point)[0], request_id()
    other = point.kiosk(2).take(request_id=click).ticket
    assert point.kiosk().hand_in(stub, request_id=click, issued_at=at(point)).ticket["id"] != other["id"]


# --- too late ------------------------------------------------------------------------------------------------------------


def test_after_the_slots_end_it_is_recorded_as_unserved(point: ServicePoint) -> None:
    stub = leased(point)[0]
    point.clock.forward(hours=5)
    point.tick()
    reply = point.kiosk().hand_in(stub, issued_at=at(point, hours=4))
    ticket = the_ticket(point, reply)
    assert (reply.body["late"], ticket.state, ticket.ended_at) == (True, "unserved", point.clock.now)
    assert [event.action for event in point.events(ticket.id)] == ["issue", "close_slot"]
    assert ticket.slot_id == point.slots()[0].id


def test_on_the_next_day_it_is_recorded_for_its_own_day_and_its_code_is_dead(point: ServicePoint) -> None:
    stub = leased(point)[0]
    point.clock.now = MONDAY_NOON + timedelta(days=3)  # Thursday, in the next slot
    point.night()
    reply = point.kiosk().hand_in(stub, issued_at=iso(MONDAY_NOON + timedelta(hours=1)))
    ticket = the_ticket(point, reply)
    assert (ticket.on, ticket.state, ticket.code, ticket.pin) == (MONDAY, "unserved", None, None)
    assert ticket.issued_at == MONDAY_NOON + timedelta(hours=1)
    assert reply.body["slip_url"] is None
    assert point.kiosk().where(code=stub["code"]).status == 404


def test_a_number_of_the_next_opening_day_serves_there(point: ServicePoint) -> None:
    stub = leased(point, THURSDAY)[0]
    point.clock.now = MONDAY_NOON + timedelta(days=3)
    ticket = the_ticket(point, point.kiosk().hand_in(stub, issued_at=at(point, minutes=5)))
    assert (ticket.on, ticket.state, ticket.number) == (THURSDAY, "waiting", stub["number"])


# --- what the lead sees ------------------------------------------------------------------------------------------------------


def test_the_lead_sees_how_long_a_kiosk_was_without_the_server_and_what_came_in(point: ServicePoint) -> None:
    stubs = leased(point)
    point.clock.forward(minutes=40)
    for stub in stubs[:3]:
        point.kiosk().hand_in(stub, issued_at=at(point, minutes=10))
    report = {"began_at": at(point, minutes=32), "ended_at": at(point), "request_id": request_id()}
    for _ in range(2):
        assert point.kiosk().post("/kiosk/api/outages", report).status == 204
    outages = point.console(LEAD).get("/staff/api/forecasts").body["outages"]
    assert outages == [
        {
            "kiosk": "Kiosk 1",
            "began_at": report["began_at"],
            "ended_at": report["ended_at"],
            "tickets": 3,
            "late": 0,
        }
    ]
    point.clock.forward(days=2)
    assert point.console(LEAD).get("/staff/api/forecasts").body["outages"] == []


def test_an_outage_ends_now_at_the_latest(point: ServicePoint) -> None:
    report = {
        "began_at": "2027-01-01T00:00:00Z",
        "ended_at": "2028-01-01T00:00:00Z",
        "request_id": request_id(),
    }
    assert point.kiosk().post("/kiosk/api/outages", report).status == 204
    with point.read() as session:
        outage = session.scalars(select(Outage)).one()
    assert outage.began_at == outage.ended_at == point.clock.now


# --- what was not taken -----------------------------------------------------------------------------------------------------


def not_taken(point: ServicePoint, wish: str, kiosk: int = 1, **told: Any) -> Reply:
    body = {
        "wish": wish,
        "number": 417,
        "made_at": at(point, minutes=9),
        "topic": "housing",
        "language": "uk",
    }
    body |= {"why": "UnknownCode", "request_id": request_id(), **told}
    return point.kiosk(kiosk).post("/kiosk/api/refused-tickets", body)


def seen_by_the_lead(point: ServicePoint) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = point.console(LEAD).get("/staff/api/forecasts").body["refused_tickets"]
    return found


def settled(point: ServicePoint, kiosk: int = 1) -> list[str]:
    beat = {"page": "x", "up_for_s": 1, "clock_offset_s": 0, "unsent": 1}
    found: list[str] = point.kiosk(kiosk).post("/kiosk/api/heartbeat", beat).body["settled"]
    return found


def test_the_lead_sees_a_ticket_that_was_not_taken_until_somebody_has_seen_to_it(point: ServicePoint) -> None:
    wish = request_id()
    assert [not_taken(point, wish).status for _ in range(2)] == [204, 204]
    (refused,) = seen_by_the_lead(point)
    assert (refused["kiosk"], refused["number"], refused["why"]) == ("Kiosk 1", 417, "UnknownCode")
    assert (refused["topic"], refused["language"]) == ("housing", "uk")
    assert refused["made_at"] == at(point, minutes=9)
    assert point.console(AYLIN).queue()["refused_tickets"] == 1
    assert settled(point) == []
    path = f"/staff/api/refused-tickets/{refused['id']}/settle"
    assert point.console(AYLIN).post(path, {"request_id": request_id()}).code == "NotAllowed"
    assert point.console(LEAD).post(path, {"request_id": request_id()}).body["number"] == 417
    assert (seen_by_the_lead(point), point.console(AYLIN).queue()["refused_tickets"]) == ([], 0)
    assert (settled(point), settled(point, kiosk=2)) == ([wish], [])


def test_a_ticket_taken_after_all_is_nobodys_trouble(point: ServicePoint) -> None:
    (stub, *_) = leased(point)
    wish = request_id()
    not_taken(point, wish, number=stub["number"])
    assert point.kiosk().hand_in(stub, request_id=wish, issued_at=at(point)).status == 201
    assert (seen_by_the_lead(point), settled(point)) == ([], [wish])


def test_a_ticket_that_was_not_taken_is_forgotten_after_a_month(point: ServicePoint) -> None:
    not_taken(point, request_id())
    point.clock.forward(days=29)
    clean_up(point.office)
    assert len(seen_by_the_lead(point)) == 1
    point.clock.forward(days=2)
    clean_up(point.office)
    assert seen_by_the_lead(point) == []


def test_only_kiosks_tell_of_tickets_that_were_not_taken(point: ServicePoint) -> None:
    assert point.line().ask("POST", "/kiosk/api/refused-tickets", {}).status == 401
    lead = point.console(LEAD)
    for unknown in (1, 2**63):
        assert lead.post(f"/staff/api/refused-tickets/{unknown}/settle").code == "UnknownTicket"
