"""Forecasts in the product: computed outside every transaction, told with the ticket, too old after a minute, learned from."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from app.forecaster import Forecaster
from models import Forecast, Learning, Slot
from rules.forecast import Spread
from service_point.forecasting import forecast_site, inputs_of, take_snapshot
from service_point.learning import learn_from_closed_slots, learned
from service_point.slips import slip_of
from service_point.slots import open_until
from tests.support.cast import AYLIN, JONAS, LEAD, OLHA, ROOT, ServicePoint
from tests.support.futures import Says, Told, forecast_now

END = datetime(2026, 11, 23, 15, 45, tzinfo=UTC)  # 16:45 in Leverkusen


def test_what_the_forecast_says_is_told_everywhere(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    for name, desk in ((JONAS, 4), (OLHA, 5), (LEAD, 6)):
        point.console(name, desk=desk)
    forecast_now(point)
    told = {"from_minutes": 5, "to_minutes": 35, "kind": "range"}
    tile = next(tile for tile in point.kiosk().offer().body["topics"] if tile["code"] == "housing")
    assert (tile["wait"], tile["outlook"]) == (told, "today")
    issued = point.kiosk().take()
    assert (issued.body["wait"], issued.body["outlook"]) == (told, "today")
    forecast_now(point, waiting=Spread(20.0, 30.0, 38.0, 0.9))
    later = {"from_minutes": 15, "to_minutes": 45, "kind": "range"}
    assert point.phone(issued).status().body["wait"] == later
    assert point.kiosk().where(code=issued.ticket["code"]).body["wait"] == later
    [row] = aylin.queue()["waiting"]
    assert (row["wait"], row["chance"], row["outlook"], row["weakened"]) == (later, 0.9, "today", False)


def test_the_slip_says_clock_times_of_what_was_told_first(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    point.clock.forward(minutes=2)
    forecast_now(point)
    ticket_id = point.kiosk().take().ticket["id"]
    point.clock.forward(minutes=3)
    forecast_now(point, Spread(60.0, 80.0, 90.0, 1.0))
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        slip = slip_of(session, facts, point.ticket(ticket_id), None)
    # 13:02 and 8 to 34.4 minutes, outward to five
    assert [at.strftime("%H:%M") for at in (slip.wait_from_at, slip.wait_to_at) if at] == ["12:10", "12:40"]


def test_a_small_queue_says_the_position_first_and_the_first_in_line_is_next(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    forecast_now(point)
    assert point.kiosk().take().body["wait"]["kind"] == "position"
    forecast_now(point, Spread(0.0, 0.0, 1.0, 1.0))
    assert point.kiosk().take().body["wait"] == {"from_minutes": 0, "to_minutes": 5, "kind": "next"}


def test_after_a_minute_nobody_knows(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    forecast_now(point, Spread(100.0, 150.0, 200.0, 0.5))
    point.clock.forward(seconds=60)
    issued = point.kiosk().take()
    assert (issued.body["wait"] is None, issued.body["outlook"]) == (False, "uncertain")
    point.clock.forward(seconds=1)
    late = point.kiosk().take()
    assert (late.body["wait"], late.body["outlook"]) == (None, "today")
    assert point.ticket(late.ticket["id"]).first_forecast is None
    assert point.phone(issued).status().body["wait"] is None
    assert {(row["wait"], row["chance"]) for row in aylin.queue()["waiting"]} == {(None, None)}


def test_with_nobody_on_duty_nobody_knows(point: ServicePoint) -> None:
    engine = forecast_now(point)
    assert engine.asked == [], "there is nothing to play forward"
    assert point.kiosk().take().body["wait"] is None
    aylin = point.console(AYLIN, desk=3)
    aylin.post("/staff/api/duty/break")
    forecast_now(point)
    assert point.kiosk().take().body["wait"] is None


def test_a_break_ends_some_time(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3).post("/staff/api/duty/break")
    point.console(JONAS, desk=4)
    [(state, _)] = forecast_now(point).asked
    assert [adviser.desk for adviser in state.room.advisers] == [3, 4]
    assert {desk: round(at - state.room.now) for desk, at in state.away_until.items()} == {3: 15}


def test_topics_that_nobody_on_duty_serves_are_unknown(point: ServicePoint) -> None:
    point.console(JONAS, desk=4)  # all but Jonas serve the topic `family`
    forecast_now(point)
    waits = {tile["code"]: tile["wait"] for tile in point.kiosk().offer().body["topics"]}
    assert waits["family"] is None
    assert waits["housing"] is not None
    assert point.kiosk().take("family").body["wait"] is None


def test_no_transaction_is_open_while_it_computes(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    seen: list[tuple[int, int]] = []

    def engine(state: Any, seed: int) -> Told:
        open_readers = transactions_open(point)
        issued = point.kiosk().take()  # with a write transaction open it would wait for the lock, and fail
        seen.append((open_readers, issued.status))
        return Says()(state, seed)

    assert forecast_site(point.office, point.site_id, engine)
    assert seen == [(0, 201)]
    with point.read() as session:
        session.scalars(select(Slot)).all()
        assert transactions_open(point) == 1, "an open snapshot would have been seen"


def transactions_open(point: ServicePoint) -> int:
    """Of other connections. SQLite: 1 when a snapshot keeps the log from being emptied."""
    sqlite = point.office.database.is_sqlite
    with point.office.database.engine.connect() as connection:
        if not sqlite:
            mine = "datname = current_database() AND pid <> pg_backend_pid()"
            query = f"SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction' AND {mine}"
            return int(connection.exec_driver_sql(query).scalar_one())
    with sqlite3.connect(point.url.removeprefix("sqlite:///"), timeout=0.1) as other:
        return int(other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def test_the_same_state_gives_the_same_seed_and_answers(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    point.kiosk().take("work", "ar")
    (first, seed), *_ = forecast_now(point).asked
    before = newest(point)
    (again, same_seed), *_ = forecast_now(point).asked
    assert (seed, first) == (same_seed, again)
    assert newest(point) == before
    point.kiosk().take()
    [(_, other_seed)] = forecast_now(point).asked
    assert other_seed != seed


def newest(point: ServicePoint) -> tuple[Any, ...]:
    with point.read() as session:
        row = session.get_one(Forecast, point.site_id)
        return (row.event_id, row.computed_at, row.tickets, row.newcomers)


def test_a_batch_starts_no_batch_but_pages_see_it(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    engine = Says()
    forecaster = Forecaster(point.office, engine)
    before = point.version
    assert forecaster.look() == 1
    assert point.version == before + 1
    assert [forecaster.look() for _ in range(3)] == [0, 0, 0]
    for _ in range(3):
        point.kiosk().take()
    assert [forecaster.look() for _ in range(2)] == [1, 0], "three tickets, one batch: the newest state wins"
    assert len(engine.asked[-1][0].room.waiting) == 3
    point.clock.forward(seconds=44)
    assert forecaster.look() == 0
    point.clock.forward(seconds=1)
    assert forecaster.look() == 1, "before the answers are a minute old"


def test_duties_and_slots_are_inputs(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    seen = {inputs(point)}
    for change in (
        lambda: aylin.post("/staff/api/duty/break"),
        lambda: aylin.post("/staff/api/duty", {"desk": 3}),
        lambda: point.console(JONAS, desk=4),
        lambda: prolong(point),
    ):
        change()
        seen.add(inputs(point))
    assert len(seen) == 4, "back from the break it is as before"


def inputs(point: ServicePoint) -> Any:
    with point.read() as session:
        return inputs_of(session, point.office.facts(session, point.site_id), point.clock())


def prolong(point: ServicePoint) -> None:
    with point.write() as unit:
        open_until(unit, time(20, 0))


def test_no_slot_no_forecast_and_none_after_last_call(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    point.clock.now = END - timedelta(minutes=15)
    assert inputs(point) is None
    assert forecast_now(point).asked == []
    point.clock.now = END + timedelta(hours=8)
    assert forecast_now(point).asked == []


def test_a_slot_through_midnight_and_the_change_of_the_clocks_is_one_stretch_of_minutes(
    point: ServicePoint,
) -> None:
    point.clock.now = datetime(
        2026, 10, 24, 21, 0, tzinfo=UTC
    )  # 23:00, the night in which 02:00-03:00 comes twice
    with point.write() as unit:
        open_until(unit, time(4, 0))
    point.console(AYLIN, desk=3)
    point.clock.forward(hours=2)
    point.kiosk().take()
    with point.read() as session:
        snapshot = take_snapshot(session, point.office.facts(session, point.site_id), point.clock())
    assert snapshot is not None
    assert snapshot.latest == 4 * 60 - 15, "01:00 summer time to 04:00 winter time"
    assert snapshot.state.room.now - snapshot.state.opens_at == 120
    assert snapshot.state.arrivals.edges[0] == snapshot.state.opens_at


def test_before_the_opening_waits_count_from_it_and_pages_add_the_time_until_then(
    point: ServicePoint,
) -> None:
    point.clock.now = datetime(2026, 11, 23, 11, 25, tzinfo=UTC)  # 20 minutes before the opening
    point.console(AYLIN, desk=3)
    forecast_now(point, Spread(20.0, 20.0, 21.0, 1.0))
    first = point.kiosk().take()
    assert first.body["wait"] == {"from_minutes": 20, "to_minutes": 25, "kind": "next"}
    forecast_now(point, Spread(30.0, 40.0, 50.0, 1.0))
    second = point.ticket(point.kiosk().take().ticket["id"]).first_forecast
    assert second is not None
    assert [second[name] for name in ("q10", "q50", "q90", "low", "high")] == [10, 20, 30, 28, 54.4]


def test_a_first_forecast_is_kept_once_and_scored_once(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    forecast_now(point)
    called, withdrawn, parked, waiting = (point.kiosk().take() for _ in range(4))
    kept = point.ticket(called.ticket["id"]).first_forecast
    point.clock.forward(minutes=1)
    forecast_now(point, Spread(1.0, 2.0, 3.0, 0.1))
    assert point.ticket(called.ticket["id"]).first_forecast == kept
    point.phone(withdrawn).post("withdraw")
    point.phone(parked).post("step-out")
    point.clock.forward(minutes=89)
    serve(point, aylin, called.ticket["id"], minutes=30)
    assert learn(point) == 0, "the slot still runs"
    close(point)
    assert learn(point) == 1
    assert learn(point) == 0
    with point.read() as session:
        taught = learned(session, point.site_id)
        [slot] = [one for one in taught.slots if one["scored"]]
    assert [one[5] for one in slot["scored"]] == [90.0], "minutes until called; of the others nobody knows"
    assert taught.correction.scored == 1
    assert taught.correction.up[1] > 1.2, "it took longer than told: upwards the range grows"
    assert taught.correction.down[1] < 1.0
    assert point.state(waiting.ticket["id"]) == "unserved"


def serve(point: ServicePoint, console: Any, ticket_id: int, minutes: int) -> None:
    assert console.call(ticket_id).status == 201
    console.move(ticket_id, "start")
    point.clock.forward(minutes=minutes)
    console.move(ticket_id, "finish", outcomes=["settled"])


def close(point: ServicePoint) -> None:
    point.clock.now = END
    point.tick()
    point.clock.forward(minutes=10)
    point.tick()


def learn(point: ServicePoint) -> int:
    return learn_from_closed_slots(point.office, point.site_id)


def test_talks_and_arrivals_of_a_slot_are_learned(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    cold = expectations(point)
    ticket_id = point.kiosk().take("housing").ticket["id"]
    serve(point, aylin, ticket_id, minutes=100)
    running = expectations(point)
    assert running["housing"] > cold["housing"], "what the day has shown already counts today"
    close(point)
    learn(point)
    point.clock.now = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    assert expectations(point) == running, "counted once"
    with point.read() as session:
        row = session.get_one(Learning, point.site_id)
    assert row.durations["topics"] == {"housing": [1, 100.0]}
    assert row.profile["counts"][1] == 1, "the second quarter of an hour: 13:00 to 13:15"
    assert sum(row.profile["counts"]) == 1


def expectations(point: ServicePoint) -> dict[str, float]:
    with point.read() as session:
        snapshot = take_snapshot(session, point.office.facts(session, point.site_id), point.clock())
    assert snapshot is not None
    return {topic: snapshot.state.durations.mean(topic) for topic in ("housing", "work")}


def test_a_talk_that_runs_on_is_waited_for_but_not_for_ever(point: ServicePoint) -> None:
    aylin = point.console(AYLIN, desk=3)
    ticket_id = point.kiosk().take().ticket["id"]
    aylin.call()
    aylin.move(ticket_id, "start")
    close(point)
    assert learn(point) == 0
    point.clock.forward(hours=2)
    assert learn(point) == 1


def test_a_new_site_forecasts_from_its_plan(point: ServicePoint) -> None:
    point.console(AYLIN, desk=3)
    with point.read() as session:
        facts = point.office.facts(session, point.site_id)
        snapshot = take_snapshot(session, facts, point.clock())
        assert session.scalars(select(Learning)).all() == []
    assert snapshot is not None
    state = snapshot.state
    assert snapshot.correction.scored == 0
    assert state.mix, "each topic in each language once"
    assert sum(state.arrivals.per_minute) > 0
    order = sorted(facts.topics, key=lambda code: facts.topics[code].expected_minutes)
    assert state.durations.mean(order[0]) < state.durations.mean(order[-1]), "the site file's minutes count"


def test_the_real_engine_answers_and_repeats_itself(point: ServicePoint) -> None:
    for name, desk in ((AYLIN, 3), (JONAS, 4)):
        point.console(name, desk=desk)
    for number in range(12):
        point.kiosk().take(("housing", "work")[number % 2], ("de", "ar", "uk")[number % 3])
    Forecaster(point.office).look()
    first = newest(point)
    Forecaster(point.office).look()
    assert newest(point) == first
    answers = list(first[2].values())
    assert len(answers) == 12
    assert all(one["low"] <= one["q50"] <= one["high"] for one in answers)
    assert sorted(one["q50"] for one in answers)[-1] > 20
    issued = point.kiosk().take()
    assert issued.body["wait"]["to_minutes"] > 20


def test_workers_and_commands_never_load_the_engine() -> None:
    code = "import sys, wsgi; print(sorted({'numba', 'numpy', 'engine'} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert answer.stdout.strip() == "[]"


def test_learned_slots_are_marked(point: ServicePoint) -> None:
    close(point)
    learn(point)
    with point.read() as session:
        over = session.scalars(select(Slot).where(Slot.closed_at.is_not(None))).all()
    assert over
    assert all(slot.learned_at == point.clock.now for slot in over)
