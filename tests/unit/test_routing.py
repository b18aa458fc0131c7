"""Whom to call, told with a small cast: Amira (Arabic, German), Bernd (German), Clara (German; opted in as a woman)."""

import json
from dataclasses import asdict, replace

from rules.routing import (
    Adviser,
    Interpreter,
    Room,
    Waiting,
    offers,
    pick,
    reason_by_hand,
    terms_of,
    unmet_needs,
)
from rules.routing_settings import EFFECTS, Need, NeedKind, RoutingSettings

ALL = frozenset({"work", "housing"})
AMIRA = Adviser(1, 1, ALL, frozenset({"de", "ar"}))
BERND = Adviser(2, 2, ALL, frozenset({"de"}), step_free=True)
CLARA = Adviser(3, 3, ALL, frozenset({"de"}), woman_adviser=True)
TEAM = (AMIRA, BERND, CLARA)


def ticket(number: int, key: float, languages: str = "de", **more) -> Waiting:
    spoken = frozenset(languages.split()) if languages else frozenset()
    return Waiting(number, number, key, more.pop("topic", "work"), spoken, **more)


def room(*waiting: Waiting, now: float = 60.0, team=TEAM, **more) -> Room:
    return Room(team, waiting, now, **more)


def next_number(place: Room, adviser: Adviser) -> int | None:
    answer = pick(place, adviser)
    return answer.ticket if answer else None


def test_an_empty_room_has_no_next() -> None:
    assert pick(room(), AMIRA) is None


def test_the_only_arabic_speaker_calls_the_arabic_visitor_before_a_german_one_with_ten_minutes_more() -> None:
    place = room(ticket(41, 20.0), ticket(47, 30.0, "ar"))
    answer = pick(place, AMIRA)
    assert answer
    assert answer.ticket == 47
    assert answer.passed == (41,)
    assert answer.reason.rule == "score"
    assert answer.reason.oldest == {
        "number": 41,
        "waited_minutes": 40,
        "passed": 0,
        "at_most": 3,
        "passed_by_any": 0,
        "at_most_by_any": 8,
        "colleagues": 2,
    }
    assert answer.reason.terms["scarce"] == 30.0
    assert answer.reason.terms["able"] == 1


def test_but_not_before_one_with_twenty_five_minutes_more() -> None:
    assert next_number(room(ticket(41, 20.0), ticket(47, 45.0, "ar")), AMIRA) == 41


def test_bernd_never_calls_the_arabic_visitor_while_amira_is_on_duty() -> None:
    assert next_number(room(ticket(47, 0.0, "ar")), BERND) is None


def test_without_amira_anyone_on_the_topic_serves_the_arabic_visitor_marked_interpreter() -> None:
    answer = pick(room(ticket(47, 0.0, "ar"), team=(BERND, CLARA)), BERND)
    assert answer
    assert answer.reason.interpreter
    assert answer.reason.terms["able"] == 2


def test_a_free_interpreter_lets_bernd_serve_and_a_busy_one_does_not() -> None:
    waiting = ticket(47, 0.0, "fa")
    free = room(waiting, interpreters=(Interpreter(frozenset({"fa"})),))
    busy = room(waiting, interpreters=(Interpreter(frozenset({"fa"}), is_free=False),))
    assert next_number(free, BERND) == 47
    assert next_number(busy, BERND) is None


def test_a_priority_need_counts_double_and_starts_with_sixty() -> None:
    rule = RoutingSettings(needs={"pregnant": Need(NeedKind.PRIORITY)})
    place = room(ticket(41, 0.0), ticket(50, 55.0, needs=frozenset({"pregnant"})), settings=rule)
    assert next_number(place, BERND) == 50
    assert terms_of(place, place.waiting[1]).score == 60 + 10 + 10 - 12.5


def test_an_appointment_is_called_from_ten_minutes_before_its_start() -> None:
    booked = ticket(300, 71.0, appointment=71.0)
    assert next_number(room(booked), BERND) is None
    assert next_number(room(booked, now=61.0), BERND) == 300


def test_a_visitor_at_the_cap_is_not_passed_by_another_ordinary_one_but_by_a_due_appointment() -> None:
    capped = ticket(41, 20.0, passed_by_ordinary=2, pending_by_ordinary=1)
    assert next_number(room(capped, ticket(47, 21.0, "ar")), AMIRA) == 41
    assert next_number(room(capped, ticket(300, 50.0, appointment=50.0)), AMIRA) == 300


def test_at_eight_passes_by_anyone_order_decides_and_the_reason_says_so() -> None:
    place = room(ticket(41, 20.0, passed_by_any=8), ticket(300, 50.0, appointment=50.0))
    answer = pick(place, AMIRA)
    assert answer
    assert (answer.ticket, answer.reason.rule) == (41, "passed_enough")


def test_a_ticket_put_back_waits_one_call_and_then_comes_first() -> None:
    put_back = ticket(41, 20.0, skipped=True)
    answer = pick(room(put_back, ticket(42, 25.0)), BERND)
    assert answer
    assert (answer.ticket, answer.unskipped, answer.passed) == (42, (41,), ())
    assert answer.reason.rule == "oldest_present"
    assert next_number(room(put_back), BERND) == 41


def test_a_hand_over_makes_only_that_case_manager_eligible_while_on_duty() -> None:
    for_clara = ticket(41, 0.0, only_case_manager=3)
    assert next_number(room(for_clara), BERND) is None
    answer = pick(room(for_clara), CLARA)
    assert answer
    assert answer.reason.rule == "for_you"
    assert next_number(room(for_clara, team=(AMIRA, BERND)), BERND) == 41


def test_a_wheelchair_waits_for_the_step_free_desk_while_it_is_staffed() -> None:
    wheelchair = ticket(41, 0.0, needs=frozenset({"wheelchair"}))
    assert next_number(room(wheelchair), AMIRA) is None
    assert next_number(room(wheelchair), BERND) == 41
    assert next_number(room(wheelchair, team=(AMIRA,)), AMIRA) == 41


def test_the_wish_for_a_woman_binds_for_45_minutes_and_then_staff_are_told() -> None:
    wish = ticket(41, 20.0, needs=frozenset({"woman_adviser"}))
    assert next_number(room(wish, now=64.0), BERND) is None
    assert next_number(room(wish, now=64.0), CLARA) == 41
    answer = pick(room(wish, now=66.0), BERND)
    assert answer
    assert answer.reason.unmet_needs == ["woman_adviser"]
    assert unmet_needs(room(wish), CLARA, wish) == []


def test_needs_that_inform_change_nothing() -> None:
    needs = frozenset({"children", "fetch_me"})
    plain, informed = ticket(41, 0.0), ticket(41, 0.0, needs=needs)
    assert terms_of(room(plain), plain) == terms_of(room(informed), informed)


def test_a_new_ticket_is_offered_first_to_whom_can_serve_the_fewest() -> None:
    mix = [ticket(1, 0.0, "ar"), ticket(2, 0.0), ticket(3, 0.0, topic="housing")]
    only_work = replace(BERND, topics=frozenset({"work"}))
    place = room(ticket(47, 0.0), team=(AMIRA, only_work, CLARA))
    ranked = offers(place, place.waiting[0], place.advisers, mix)
    assert [adviser.desk for adviser in ranked] == [2, 3, 1]


def test_a_reason_is_plain_data_that_survives_json() -> None:
    place = room(ticket(41, 20.0), ticket(47, 30.0, "ar"))
    answer = pick(place, AMIRA)
    assert answer
    stored = json.loads(json.dumps(asdict(answer.reason)))
    assert stored == asdict(answer.reason)
    assert reason_by_hand(place, AMIRA, place.waiting[0]).rule == "by_hand"


def test_every_setting_of_the_rule_is_explained() -> None:
    explained = {effect.name for effect in EFFECTS}
    assert explained == set(RoutingSettings.__slots__) - {"needs"}
    rule = RoutingSettings()
    assert all(effect.lowest <= getattr(rule, effect.name) <= effect.highest for effect in EFFECTS)
