"""The sentence on the console for every rule that may choose a visitor: data of rules/routing.py in, words out."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from rules.routing import Adviser, Room, Waiting, pick, reason_by_hand
from rules.routing_settings import EFFECTS, NEEDS, Need, NeedKind, RoutingSettings
from tests.support.chromium import People
from tests.support.served import served_point

Say = Callable[..., str]
WORDS = """async ([language, reason, facts]) => {
  const { reasonNodes } = await import("/static/staff/reasons.js");
  const { textsOf } = await import("/static/web/texts.js");
  const texts = textsOf(JSON.parse(document.getElementById("boot").textContent).texts[language]);
  const box = document.createElement("p");
  box.append(...reasonNodes(reason, texts, facts).flat(Infinity));
  const bare = [...box.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && /[0-9]/.test(node.data));
  if (bare.length) throw new Error(`numbers without a direction: ${bare.map((node) => node.data)}`);
  return box.textContent;
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, prepared_sqlite: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    people = People(browser)
    copy = tmp_path_factory.mktemp("reasons") / "lotse.db"
    copy.write_bytes(prepared_sqlite.read_bytes())
    with served_point(f"sqlite:///{copy}") as point:
        page = people.arrive(locale="en")
        page.goto(f"{point.url}/staff/")
        yield page
        people.leave()


@pytest.fixture
def say(page: Page) -> Say:
    def run(reason: Any, language: str = "en", **facts: Any) -> str:
        text: str = page.evaluate(WORDS, [language, asdict(reason), facts])
        return text

    return run


def visitor(number: int, key: float, languages: tuple[str, ...] = ("de",), **more: Any) -> Waiting:
    return Waiting(
        ticket=number, number=number, key=key, topic="work", languages=frozenset(languages), **more
    )


def adviser(desk: int, *languages: str, **more: Any) -> Adviser:
    return Adviser(
        desk=desk,
        case_manager=desk,
        languages=frozenset(languages),
        topics=frozenset({"work"}),
        **more,
    )


ME, TWO, THREE = adviser(1, "de", "ar"), adviser(2, "de"), adviser(3, "de")


def chosen(*waiting: Waiting, advisers: tuple[Adviser, ...] = (ME, TWO, THREE), **more: Any) -> Any:
    picked = pick(Room(advisers, waiting, now=100.0, **more), ME)
    assert picked is not None
    return picked.reason


def test_the_example_of_the_specification(say: Say) -> None:
    reason = chosen(visitor(41, 59.0, passed_by_ordinary=1), visitor(47, 66.0, ("ar",)))
    assert reason.rule == "score"
    assert say(reason, language="en", waited=34) == (
        "Has been waiting for 34 minutes, +30: only you can advise on it. "
        "41 (41 min) has been passed 1 of at most 3 times; 2 colleagues can take it too."
    )


def test_the_shared_language_has_a_name(page: Page) -> None:
    reason = asdict(chosen(visitor(41, 59.0), visitor(47, 66.0, ("ar",))))
    german = page.evaluate(WORDS, ["de", reason, {"language": "Arabisch"}])
    assert german == (
        "Wartet 34 Minuten, +30: nur Sie können dazu auf Arabisch beraten. "
        "41 (41 min) wurde 0 von höchstens 3 Mal überholt; auch 2 andere können beraten."
    )


def test_two_of_you_share_the_credit(say: Say) -> None:
    both = (ME, adviser(2, "de", "ar"), adviser(3, "de"), adviser(4, "de"))
    reason = chosen(visitor(41, 62.0), visitor(47, 66.0, ("ar",)), advisers=both)
    assert say(reason).startswith("Has been waiting for 34 minutes, +15: 2 of you can advise on it.")


def test_a_shorter_topic_is_named_as_the_cause(say: Say) -> None:
    reason = chosen(visitor(41, 60.0, expected_minutes=45.0), visitor(47, 62.0, expected_minutes=15.0))
    older = {"scarce": reason.terms["scarce"], "topic": -22.5}
    text = say(reason, oldestTerms=older)
    assert text.startswith(
        "Has been waiting for 38 minutes. +15: its topic usually takes less time. 41 (40 min)"
    )


def test_the_oldest_one_is_simply_the_oldest(say: Say) -> None:
    reason = chosen(visitor(41, 59.0), visitor(47, 66.0))
    assert reason.rule == "oldest"
    assert say(reason) == (
        "Has been waiting for 41 minutes, longest of all you can advise. 2 colleagues could do it too."
    )


def test_one_who_was_put_back_is_named(say: Say) -> None:
    reason = chosen(visitor(41, 59.0, skipped=True), visitor(47, 66.0))
    assert reason.rule == "oldest_present"
    assert say(reason, alone=True) == (
        "Has been waiting for 34 minutes, longest of all who are there. "
        "41 (41 minutes) was not there and is passed over once."
    )


def test_a_hand_over_needs_no_arithmetic(say: Say) -> None:
    reason = chosen(visitor(41, 90.0), visitor(47, 66.0, only_case_manager=1))
    assert reason.rule == "for_you"
    assert say(reason) == "Was handed over to you and has been waiting for 34 minutes."


def test_an_appointment_says_since_when_it_is_due(say: Say) -> None:
    reason = chosen(visitor(41, 59.0), visitor(47, 95.0, appointment=95.0))
    assert reason.rule == "appointment"
    assert say(reason).startswith(
        "Has an appointment, due for 5 minutes. 41 (41 min) has been passed 0 of at most 8 times;"
    )


def test_an_appointment_called_before_its_start(say: Say) -> None:
    reason = chosen(visitor(41, 99.0), visitor(47, 105.0, appointment=105.0))
    assert say(reason).startswith("Has an appointment now.")


def test_priority_is_said(say: Say) -> None:
    settings = RoutingSettings(needs={**NEEDS, "quiet_room": Need(NeedKind.PRIORITY)})
    reason = chosen(visitor(41, 59.0), visitor(47, 80.0, needs=frozenset({"quiet_room"})), settings=settings)
    assert reason.rule == "priority"
    assert say(reason).startswith(
        "Has priority and has been waiting for 20 minutes. 41 (41 min) has been passed 0 of"
    )


def test_at_the_cap_it_goes_in_order(say: Say) -> None:
    capped = visitor(41, 59.0, passed_by_ordinary=3)
    reason = chosen(capped, visitor(47, 66.0, ("ar",)))
    assert reason.rule == "passed_enough"
    assert "It has been passed 3 times: now it is first." in say(reason, capped={"number": 41, "times": 3})
    other = say(reason, capped={"number": 45, "times": 3})
    assert "Now in order of arrival: 45 has been passed 3 times." in other
    assert "as often as the rule allows" in say(reason)


def test_chosen_by_hand(say: Say) -> None:
    room = Room((ME,), (visitor(41, 59.0), visitor(47, 99.0)), now=100.0)
    assert say(reason_by_hand(room, ME, room.waiting[1])) == "Chosen by hand after 1 minute."


def test_an_interpreter_and_an_unmet_wish_are_told(say: Say) -> None:
    reason = chosen(visitor(41, 20.0, ("ti",), needs=frozenset({"woman_adviser"})))
    assert reason.interpreter
    assert reason.unmet_needs == ["woman_adviser"]
    text = say(reason)
    assert "Nobody on duty speaks the language: please ask for an interpreter." in text
    assert "Not possible here now: woman_adviser." in text


def test_a_reason_of_an_older_version_still_reads_well(say: Say, page: Page) -> None:
    old = {
        "rule": "oldest_of_all", "number": 47, "waited_minutes": 1, "colleagues": 0, "interpreter": False,
        "oldest": {"number": 41, "waited_minutes": 2},
    }  # fmt: skip
    text = page.evaluate(WORDS, ["en", old, {}])
    assert text == "Has been waiting for 1 minute. 41 has been waiting longer: 2 minutes."


def test_every_number_of_the_rule_is_explained_as_the_rule_explains_it(page: Page) -> None:
    shown = page.evaluate('async () => (await import("/static/staff/rule_table.js")).EFFECTS')
    assert [(name, unit, text) for name, unit, _label, text in shown] == [
        (effect.name, effect.unit, effect.text) for effect in EFFECTS
    ]
