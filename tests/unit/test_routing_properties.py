"""The specification of the credit rule as properties, on random rooms (queueing.md §1)."""

from collections import defaultdict
from dataclasses import asdict, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.routing import Adviser, Pick, Room, Waiting, passed, pick
from rules.routing_settings import Need, NeedKind, RoutingSettings

TOPICS = ("housing", "work", "day_care")
LANGUAGES = ("de", "ar", "uk", "fa")
WITH_PRIORITY = RoutingSettings(needs={"priority": Need(NeedKind.PRIORITY)})

advisers = st.lists(
    st.builds(
        Adviser,
        case_manager=st.just(0),
        desk=st.just(0),
        topics=st.frozensets(st.sampled_from(TOPICS), min_size=1),
        languages=st.frozensets(st.sampled_from(LANGUAGES), min_size=1),
    ),
    min_size=1,
    max_size=8,
).map(lambda people: [replace(person, case_manager=i, desk=i + 1) for i, person in enumerate(people)])

tickets = st.lists(
    st.builds(
        Waiting,
        ticket=st.just(0),
        number=st.just(0),
        key=st.integers(0, 60).map(float),
        topic=st.sampled_from(TOPICS),
        languages=st.frozensets(st.sampled_from((*LANGUAGES, "so")), max_size=2),
        needs=st.sampled_from((frozenset(), frozenset(), frozenset({"priority"}))),
        skipped=st.sampled_from((False, False, False, True)),
        appointment=st.sampled_from((None, None, 50.0, 75.0)),
        expected_minutes=st.sampled_from((15.0, 25.0, 40.0)),
        passed_by_ordinary=st.integers(0, 3),
        passed_by_any=st.integers(0, 8),
    ),
    min_size=1,
    max_size=14,
).map(lambda line: [replace(ticket, ticket=i, number=100 + i) for i, ticket in enumerate(line)])

rooms = st.builds(
    Room, advisers=advisers, waiting=tickets, now=st.just(61.0), settings=st.just(WITH_PRIORITY)
)


def called(room: Room, answer: Pick) -> Waiting:
    return next(ticket for ticket in room.waiting if ticket.ticket == answer.ticket)


@given(rooms)
def test_nobody_is_called_to_a_case_manager_without_the_skills(room: Room) -> None:
    spoken = frozenset().union(*(adviser.languages for adviser in room.advisers))
    for adviser in room.advisers:
        answer = pick(room, adviser)
        if answer:
            ticket = called(room, answer)
            assert ticket.topic in adviser.topics
            assert (
                not ticket.languages or ticket.languages & adviser.languages or not ticket.languages & spoken
            )


@given(rooms)
def test_no_case_manager_is_idle_while_an_eligible_ticket_waits(room: Room) -> None:
    for adviser in room.advisers:
        due = [
            t
            for t in room.waiting
            if room.may_serve(adviser, t) and (t.appointment is None or t.appointment <= 71)
        ]
        assert (pick(room, adviser) is not None) == bool(due)


def press(room: Room, desk: int, pending: dict[int, list[Pick]]) -> Room:
    """One press of *next*: the called ticket leaves, the passed ones gain a pending pass."""
    answer = pick(room, room.advisers[desk])
    if answer is None:
        return room
    pending[desk].append(answer)
    return Room(
        room.advisers,
        [marked(t, answer) for t in room.waiting if t.ticket != answer.ticket],
        room.now,
        settings=room.settings,
    )


def marked(ticket: Waiting, answer: Pick) -> Waiting:
    if ticket.ticket not in answer.passed:
        return ticket
    more = answer.is_ordinary
    return replace(
        ticket,
        pending_by_ordinary=ticket.pending_by_ordinary + more,
        pending_by_any=ticket.pending_by_any + 1,
    )


@given(rooms)
def test_desks_that_press_together_never_pass_anyone_more_than_the_caps(room: Room) -> None:
    pending: dict[int, list[Pick]] = defaultdict(list)
    for desk in range(len(room.advisers)):
        room = press(room, desk, pending)
        assert all(ticket.by_ordinary <= 3 and ticket.by_any <= 8 for ticket in room.waiting)


def test_eight_desks_without_pending_passes_would_break_the_cap() -> None:
    """The premise of pending passes: with confirmed passes only, eight desks pass one ticket eight times."""
    people = [Adviser(i, i + 1, frozenset({"work"}), frozenset({"de"})) for i in range(8)]
    long_talk = Waiting(0, 100, 0.0, "work", frozenset({"de"}), expected_minutes=90.0)
    short = [
        Waiting(i, 100 + i, 1.0 + i / 10, "work", frozenset({"de"}), expected_minutes=10.0)
        for i in range(1, 9)
    ]
    careless = Room(people, [long_talk, *short], 20.0)
    for desk in range(8):
        answer = pick(careless, people[desk])
        assert answer
        assert 0 in answer.passed
        careless = Room(people, [t for t in careless.waiting if t.ticket != answer.ticket], 20.0)
    careful = Room(people, [long_talk, *short], 20.0)
    order: dict[int, list[Pick]] = defaultdict(list)
    for desk in range(8):
        careful = press(careful, desk, order)
    assert [order[desk][0].ticket for desk in range(5)] == [1, 2, 3, 0, 4]


@given(rooms)
def test_an_ordinary_pass_spans_no_more_than_the_credits_allow(room: Room) -> None:
    means = [ticket.expected_minutes for ticket in room.waiting]
    widest = 30 * (1 - 1 / len(room.advisers)) + 0.5 * (max(means) - min(means))
    for adviser in room.advisers:
        answer = pick(room, adviser)
        if answer and answer.is_ordinary:
            left = [t for t in room.waiting if t.ticket in answer.passed]
            ordinary = [t for t in left if t.appointment is None and not t.needs]
            assert all(called(room, answer).key - t.key <= widest + 1e-9 for t in ordinary)


@given(rooms)
def test_equal_skills_without_topic_weight_are_served_first_come_first_served(room: Room) -> None:
    equal = [replace(a, topics=frozenset(TOPICS), languages=frozenset(LANGUAGES)) for a in room.advisers]
    line = [
        replace(t, needs=frozenset(), appointment=None, skipped=False, passed_by_ordinary=0, passed_by_any=0)
        for t in room.waiting
    ]
    plain = Room(equal, line, room.now, settings=RoutingSettings(topic_weight=0.0))
    order = []
    while answer := pick(plain, equal[0]):
        assert answer.passed == ()
        order.append(answer.ticket)
        plain = Room(
            equal, [t for t in plain.waiting if t.ticket != answer.ticket], room.now, settings=plain.settings
        )
    assert order == [t.ticket for t in sorted(line, key=lambda t: (t.key, t.number))]


@given(rooms)
def test_at_the_cap_of_any_passes_the_smallest_key_is_called(room: Room) -> None:
    for adviser in room.advisers:
        able = [t for t in room.waiting if room.may_serve(adviser, t) and room.is_due(t)]
        able = [t for t in able if not t.skipped] or able
        if any(t.by_any >= 8 for t in able):
            answer = pick(room, adviser)
            assert answer
            assert called(room, answer).key == min(t.key for t in able)


@given(rooms)
def test_at_the_cap_of_ordinary_passes_younger_ordinary_tickets_are_barred(room: Room) -> None:
    for adviser in room.advisers:
        answer = pick(room, adviser)
        if answer and answer.is_ordinary:
            left = [t for t in room.waiting if t.ticket in answer.passed]
            assert all(t.by_ordinary < 3 for t in left)


@given(rooms, st.randoms())
def test_the_same_log_gives_the_same_picks_in_whatever_order_it_is_loaded(room: Room, chance) -> None:
    shuffled = list(room.waiting)
    chance.shuffle(shuffled)
    again = Room(room.advisers, shuffled, room.now, settings=room.settings)
    for adviser in room.advisers:
        first, second = pick(room, adviser), pick(again, adviser)
        assert (first and (first.ticket, asdict(first.reason))) == (
            second and (second.ticket, asdict(second.reason))
        )


@given(rooms)
def test_a_ticket_that_was_put_back_is_passed_over_once_and_counts_no_pass(room: Room) -> None:
    for adviser in room.advisers:
        answer = pick(room, adviser)
        if answer and not called(room, answer).skipped:
            put_back = {t.ticket for t in room.waiting if t.skipped}
            assert not put_back & set(answer.passed)
            assert put_back & {
                t.ticket for t in room.waiting if room.may_serve(adviser, t) and room.is_due(t)
            } == set(answer.unskipped)


@given(rooms)
@settings(max_examples=30)
def test_passes_are_those_eligible_with_a_smaller_key(room: Room) -> None:
    for adviser in room.advisers:
        for ticket in room.waiting:
            names = passed(room, adviser, ticket)
            expected = {
                t.ticket
                for t in room.waiting
                if t.key < ticket.key and not t.skipped and room.may_serve(adviser, t) and room.is_due(t)
            }
            assert set(names) == expected
