"""Are the planned people enough: what a slot promises, against who is there and when."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.coverage import Gap, GapKind, Present, Promise, Span, gaps, lost, minus, shortages

OPENS = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
TOPICS, LANGUAGES = ("housing", "work", "family"), ("de", "ar")
LONG = 12  # steps of a slot in the properties


def at(step: int) -> datetime:
    return OPENS + timedelta(minutes=20 * step)


def promise(ends: int = LONG) -> Promise:
    return Promise(OPENS, at(ends), frozenset(TOPICS), frozenset(LANGUAGES), frozenset({"family"}))


def somebody(topics: str, languages: str = "de", comes: int = 0, leaves: int = LONG) -> Present:
    return Present(frozenset(topics.split()), frozenset(languages.split()), at(comes), at(leaves))


def told(found: list[Gap]) -> dict[str, tuple[Span, ...]]:
    return {f"{gap.kind} {gap.code}".strip(): gap.spans for gap in found}


ALL = somebody("housing work family", "de ar")
WHOLE = ((OPENS, at(LONG)),)


def test_one_person_with_everything_is_enough() -> None:
    assert gaps(promise(), [ALL]) == []


def test_without_anybody_only_that_is_said() -> None:
    (gap,) = gaps(promise(), [])
    assert (gap.kind, gap.code, gap.is_whole(promise())) == (GapKind.NOBODY, "", True)


def test_a_topic_and_a_language_that_nobody_has_are_missing_all_the_time() -> None:
    found = gaps(promise(), [somebody("housing work family", "de"), somebody("work", "de en")])
    assert told(found) == {"language ar": WHOLE}
    assert told(gaps(promise(), [somebody("work family", "de ar")])) == {"topic housing": WHOLE}


def test_who_leaves_early_takes_the_language_along() -> None:
    people = [somebody("housing work family", "de"), somebody("work", "ar", leaves=6)]
    assert told(gaps(promise(), people)) == {"language ar": ((at(6), at(LONG)),)}


def test_a_gap_in_the_middle_is_one_span() -> None:
    early, late = (
        somebody("housing work family", "de ar", leaves=4),
        somebody("housing work family", "de ar", comes=7),
    )
    assert told(gaps(promise(), [early, late])) == {"nobody": ((at(4), at(7)),)}


def test_a_discreet_topic_needs_somebody_who_also_serves_others() -> None:
    only = somebody("family", "de ar")
    assert told(gaps(promise(), [only, somebody("housing work")])) == {"topic family": WHOLE}
    assert gaps(promise(), [somebody("family work", "de ar"), somebody("housing")]) == []


def test_what_is_lost_is_what_only_this_person_had() -> None:
    people = [somebody("housing work", "de ar", leaves=6), somebody("housing work family", "de")]
    assert told(lost(promise(), people, people[1:])) == {"language ar": ((OPENS, at(6)),)}
    assert told(lost(promise(), people, people[:1])) == {
        "topic family": WHOLE,
        "topic housing": ((at(6), at(LONG)),),
        "topic work": ((at(6), at(LONG)),),
        "language de": ((at(6), at(LONG)),),
    }


# --- the same, moment by moment ---

people_of = st.lists(
    st.builds(
        lambda topics, languages, comes, stays: Present(
            frozenset(topics), frozenset(languages), at(comes), at(comes + stays)
        ),
        st.sets(st.sampled_from(TOPICS)),
        st.sets(st.sampled_from(LANGUAGES)),
        st.integers(-3, LONG),
        st.integers(-2, LONG),
    ),
    max_size=5,
)


def is_within(moment: datetime, spans: tuple[Span, ...]) -> bool:
    return any(low <= moment < high for low, high in spans)


@given(people_of)
def test_every_moment_is_covered_or_told(people: list[Present]) -> None:
    found = told(gaps(promise(), people))
    for step in range(LONG):
        moment = at(step)
        there = [one for one in people if one.comes_at <= moment < one.leaves_at]
        assert is_within(moment, found.get("nobody", ())) == (not there)
        for topic in TOPICS:
            able = [one for one in there if topic in one.topics]
            if topic == "family":
                able = [one for one in able if len(one.topics) > 1]
            assert is_within(moment, found.get(f"topic {topic}", ())) == (bool(there) and not able)
        for language in LANGUAGES:
            spoken = any(language in one.languages for one in there)
            assert is_within(moment, found.get(f"language {language}", ())) == (bool(there) and not spoken)


@given(people_of, people_of)
def test_more_people_never_lack_more_and_nothing_is_lost_that_is_still_there(
    people: list[Present], more: list[Present]
) -> None:
    few, many = told(shortages(promise(), people)), told(shortages(promise(), [*people, *more]))
    assert all(minus(spans, few.get(what, ())) == () for what, spans in many.items())
    gone = told(lost(promise(), [*people, *more], people))
    for what, spans in few.items():
        assert length(spans) == length(many.get(what, ())) + length(gone.get(what, ()))


def length(spans: tuple[Span, ...]) -> timedelta:
    assert all(low < high for low, high in spans)
    assert all(first[1] < second[0] for first, second in pairwise(spans)), "no seams"
    return sum((high - low for low, high in spans), timedelta())
