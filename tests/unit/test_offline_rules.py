"""What a kiosk holds ahead, and where a ticket belongs that it made without the server."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rules.offline import REFILL_BELOW, STOCK, corrected, days_to_stock, missing, slot_of

MONDAY, TUESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DOORS = timedelta(minutes=30)
times = st.datetimes(timezones=st.just(UTC))
offsets = st.timedeltas(min_value=timedelta(days=-12_000), max_value=timedelta(days=12_000))


@dataclass(frozen=True)
class Slot:
    on: date
    opens_at: datetime
    ends_at: datetime
    topics: tuple[str, ...] = ("work", "housing")


MORNING = Slot(MONDAY, NOON - timedelta(hours=3), NOON - timedelta(hours=1))
AFTERNOON = Slot(MONDAY, NOON + timedelta(hours=1), NOON + timedelta(hours=4))
GUEST = Slot(MONDAY, NOON + timedelta(hours=1), NOON + timedelta(hours=6), ("naturalisation",))
NEXT = Slot(THURSDAY, NOON + timedelta(days=3), NOON + timedelta(days=3, hours=4))
SLOTS = [MORNING, AFTERNOON, GUEST, NEXT]


def test_numbers_are_held_for_the_first_two_days_that_still_have_hours() -> None:
    assert days_to_stock(SLOTS, NOON) == [MONDAY, THURSDAY]
    assert days_to_stock(SLOTS, NOON + timedelta(hours=7)) == [THURSDAY]
    later = [*SLOTS, Slot(TUESDAY, NOON + timedelta(days=1), NOON + timedelta(days=2))]
    assert days_to_stock(later, NOON) == [MONDAY, TUESDAY]


def test_a_stock_is_filled_up_when_it_runs_low() -> None:
    days = [MONDAY, THURSDAY]
    assert missing(days, {}) == {MONDAY: STOCK, THURSDAY: STOCK}
    assert missing(days, {MONDAY: REFILL_BELOW, THURSDAY: REFILL_BELOW - 1}) == {
        THURSDAY: STOCK - REFILL_BELOW + 1
    }
    assert missing(days, {MONDAY: 9_999, THURSDAY: STOCK}) == {}


@given(times, offsets, times, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
def test_a_corrected_time_lies_between_lease_and_receipt(
    told: datetime, offset: timedelta, leased: datetime, after: timedelta
) -> None:
    leased = min(leased, datetime(9990, 1, 1, tzinfo=UTC))
    assert leased <= corrected(told, offset, leased, leased + after) <= leased + after


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=9)), offsets)
def test_a_true_time_on_a_wrong_clock_comes_out_true(after: timedelta, offset: timedelta) -> None:
    leased, received = NOON, NOON + timedelta(hours=9)
    assert corrected(NOON + after - offset, offset, leased, received) == NOON + after


def test_a_ticket_belongs_to_the_slot_that_took_it() -> None:
    def found(hours: float, topic: str = "work", on: date = MONDAY) -> Slot | None:
        return slot_of(SLOTS, on, NOON + timedelta(hours=hours), topic, DOORS)

    assert found(-2) is MORNING
    assert found(2) is AFTERNOON
    assert found(0.6) is AFTERNOON, "numbers are given before the opening"
    assert found(2, "naturalisation") is GUEST
    assert found(72, on=THURSDAY) is NEXT


def test_when_the_plan_has_changed_the_nearest_slot_takes_it() -> None:
    at = NOON - timedelta(minutes=50)
    assert slot_of(SLOTS, MONDAY, at, "work", DOORS) is MORNING, "between two slots: the nearer one"
    assert slot_of([NEXT], MONDAY, at, "work", DOORS) is NEXT, "a day without slots: any"
    assert slot_of([GUEST], MONDAY, NOON + timedelta(hours=2), "work", DOORS) is GUEST
    assert slot_of([], MONDAY, at, "work", DOORS) is None


@given(st.sampled_from([MONDAY, TUESDAY, THURSDAY]), times, st.sampled_from(["work", "nothing"]))
def test_no_ticket_is_without_a_slot(on: date, at: datetime, topic: str) -> None:
    at = min(max(at, datetime(2000, 1, 1, tzinfo=UTC)), datetime(2100, 1, 1, tzinfo=UTC))
    assert slot_of(SLOTS, on, at, topic, DOORS) is not None
