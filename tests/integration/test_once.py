"""Promise 4: one click is one POST is one transaction; the same request id gives the same answer and nothing more."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select

from models import Ticket
from tests.support.cast import AYLIN, ServicePoint
from tests.support.effort import now_and_long
from tests.support.faces import Reply, request_id

SETTLED = {"outcomes": ["settled"]}


def count_tickets(point: ServicePoint) -> int:
    with point.read() as session:
        return int(session.scalars(select(func.count()).select_from(Ticket)).one())


def test_the_same_click_at_a_kiosk_gives_the_same_ticket(point: ServicePoint) -> None:
    click = request_id()
    first = point.kiosk().take(request_id=click)
    point.clock.forward(minutes=3)
    version = point.version
    again = point.kiosk().take(request_id=click)
    assert (again.status, again.body) == (first.status, first.body)
    assert (count_tickets(point), point.version) == (1, version), "answered, and nothing written"


def test_another_wish_with_the_same_id_is_refused(point: ServicePoint) -> None:
    click = request_id()
    point.kiosk().take("housing", request_id=click)
    reply = point.kiosk().take("work", request_id=click)
    assert (reply.status, reply.code) == (409, "RequestIdReused")
    assert count_tickets(point) == 1


def test_another_address_with_the_same_id_is_refused(point: ServicePoint) -> None:
    aylin, click = point.console(AYLIN, desk=3), request_id()
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call(request_id=click)
    reply = aylin.move(ticket_id, "start", request_id=click)
    assert (reply.status, reply.code) == (409, "RequestIdReused")
    assert point.state(ticket_id) == "called"


def test_two_kiosks_may_use_the_same_id(point: ServicePoint) -> None:
    click = request_id()
    one, two = (point.kiosk(number).take(request_id=click) for number in (1, 2))
    assert one.ticket["number"] != two.ticket["number"]


def test_a_second_press_of_next_with_the_same_id_calls_nobody_else(point: ServicePoint) -> None:
    aylin, click = point.console(AYLIN, desk=3), request_id()
    point.kiosk().take()
    point.kiosk().take()
    first, again = (aylin.call(request_id=click) for _ in range(2))
    assert (again.status, again.body) == (201, first.body)
    assert point.display().board()["waiting"] == 1


def test_finish_and_call_next_repeated_is_done_once(point: ServicePoint) -> None:
    aylin, click = point.console(AYLIN, desk=3), request_id()
    mine = point.kiosk().take().ticket["id"]
    point.kiosk().take()
    aylin.call()
    aylin.move(mine, "start")
    replies = [aylin.move(mine, "finish", call_next=True, request_id=click, **SETTLED) for _ in range(3)]
    assert [reply.status for reply in replies] == [201, 201, 201]
    assert replies[0].body == replies[1].body == replies[2].body
    assert [event.action for event in point.events(mine)].count("finish") == 1


def test_a_refused_click_may_be_tried_again(point: ServicePoint) -> None:
    aylin, click = point.console(AYLIN, desk=3), request_id()
    assert aylin.call(request_id=click).code == "NobodyWaiting"
    ticket_id = point.kiosk().take().ticket["id"]
    called = aylin.call(request_id=click)
    assert (called.status, called.ticket["id"]) == (201, ticket_id)


@pytest.mark.parametrize("twins", [8])
def test_concurrent_twins_give_one_ticket(point: ServicePoint, twins: int) -> None:
    click = request_id()
    kiosks = [point.kiosk() for _ in range(twins)]
    replies = together([partial(kiosk.take, request_id=click) for kiosk in kiosks])
    assert {reply.status for reply in replies} == {201}
    assert len({reply.ticket["number"] for reply in replies}) == 1
    assert count_tickets(point) == 1


@pytest.mark.parametrize("bad", now_and_long(["not a uuid", None, "\u0000"], ["", "1", 7, [], {}]))
def test_what_is_no_request_id_is_refused(point: ServicePoint, bad: Any) -> None:
    assert point.kiosk().take(request_id=bad).status == 422


def test_a_kiosk_must_send_a_request_id(point: ServicePoint) -> None:
    reply = point.kiosk().post("/kiosk/api/tickets", {"topic": "housing", "language": "de"})
    assert reply.status == 422


def test_the_spelling_of_an_id_does_not_matter(point: ServicePoint) -> None:
    click = request_id()
    point.kiosk().take(request_id=click)
    point.kiosk().take(request_id=click.upper())
    assert count_tickets(point) == 1


def test_answers_are_kept_until_local_midnight(point: ServicePoint) -> None:
    click = request_id()
    first = point.kiosk().take(request_id=click)
    point.clock.forward(hours=10, minutes=59)  # 23:59 in Leverkusen
    point.night()
    assert point.kiosk().take(request_id=click).body == first.body
    point.clock.forward(minutes=1)
    point.night()
    assert point.kiosk().take(request_id=click).code == "SlotClosed"


def test_versions_grow_by_one_with_every_write_and_never_otherwise(point: ServicePoint) -> None:
    aylin = point.console(AYLIN)
    seen = [point.version]

    def grows(reply: Reply, by: int = 1) -> None:
        seen.append(point.version)
        assert seen[-1] == seen[-2] + by, reply

    grows(aylin.post("/staff/api/duty", {"desk": 3}))
    grows(point.kiosk().take())
    grows(point.kiosk().take("gardening"), by=0)
    grows(point.kiosk().offer(), by=0)
    grows(aylin.call())
    grows(aylin.call(), by=0)
    grows(aylin.get("/staff/api/queue"), by=0)


def test_pictures_carry_the_version_of_their_snapshot(point: ServicePoint) -> None:
    aylin, issued = point.console(AYLIN, desk=3), point.kiosk().take()
    for change in (aylin.call, lambda: aylin.move(issued.ticket["id"], "start")):
        change()
        board, queue = point.display().board(), aylin.queue()
        status = point.phone(issued).status().body
        assert board["version"] == queue["version"] == status["version"] == point.version
        assert board["epoch"] == queue["epoch"] == status["epoch"] != ""


def test_a_picture_that_has_not_changed_is_not_sent_again(point: ServicePoint) -> None:
    aylin, issued = point.console(AYLIN, desk=3), point.kiosk().take()
    asked: list[Callable[..., Reply]] = [
        lambda **h: point.display().get("/display/api/board", **h),
        lambda **h: aylin.get("/staff/api/queue", **h),
        lambda **h: point.phone(issued).status(**h),
    ]
    for ask in asked:
        tag = ask().headers["ETag"]
        assert ask(**{"If-None-Match": tag}).status == 304
    tag = asked[0]().headers["ETag"]
    point.clock.forward(seconds=5)
    assert asked[0](**{"If-None-Match": tag}).status == 304, "the time alone is no news on the board"
    point.kiosk().take()
    assert asked[0](**{"If-None-Match": tag}).status == 200


def together(presses: list[Callable[[], Reply]]) -> list[Reply]:
    with ThreadPoolExecutor(len(presses)) as people:
        return [pressed.result() for pressed in [people.submit(press) for press in presses]]
