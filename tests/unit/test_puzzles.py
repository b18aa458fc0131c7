"""The work before a booking: little for one person, more when many times are held, never without end."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from rules.puzzles import CALM, LEAST_BITS, MOST_BITS, bits_for, is_solved


def test_people_on_a_busy_day_hardly_notice_it() -> None:
    assert [bits_for(held) for held in (0, 1, CALM)] == [LEAST_BITS] * 3


def test_it_quadruples_with_every_doubling_and_ends_somewhere() -> None:
    assert [bits_for(CALM * times) - LEAST_BITS for times in (2, 4, 8)] == [2, 4, 6]
    assert bits_for(1_000_000) == MOST_BITS


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_more_held_is_never_less_work(one: int, other: int) -> None:
    assert bits_for(min(one, other)) <= bits_for(max(one, other))


def test_an_answer_is_one_only_for_its_puzzle() -> None:
    answer = next(str(number) for number in count() if is_solved("abc", str(number), 8))
    assert not is_solved("abd", answer, 8)
    assert not is_solved("abc", answer + "0", 8)
    assert not is_solved("abc", "0" * 41 + answer, 0), "no message passed along"
