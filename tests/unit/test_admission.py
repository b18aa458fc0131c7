"""Three outlooks, three modes, and who may decide against them."""

import pytest

from rules.admission import Answer, Mode, Outlook, decide, has_weakened, outlook


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (None, "today"),
        (1.0, "today"),
        (0.8, "today"),
        (0.79, "uncertain"),
        (0.3, "uncertain"),
        (0.29, "not_today"),
    ],
)
def test_the_outlook_follows_the_chance(chance: float | None, expected: str) -> None:
    assert outlook(chance) == expected


def test_refuse_asks_the_visitor_when_uncertain_and_refuses_when_unlikely() -> None:
    assert decide(0.5, Mode.REFUSE).answer is Answer.ASK_VISITOR
    assert decide(0.5, Mode.REFUSE, stay=True).answer is Answer.ISSUE
    assert decide(0.1, Mode.REFUSE, stay=True).answer is Answer.REFUSE
    assert decide(0.9, Mode.REFUSE).answer is Answer.ISSUE


def test_advise_tells_the_outlook_and_issues() -> None:
    decision = decide(0.1, Mode.ADVISE)
    assert (decision.outlook, decision.answer, decision.by_hand) == (Outlook.NOT_TODAY, Answer.ISSUE, False)


def test_off_promises_nothing_less() -> None:
    assert decide(0.1, Mode.OFF).outlook is Outlook.TODAY


def test_staff_can_admit_by_hand_and_it_is_counted() -> None:
    decision = decide(0.1, Mode.REFUSE, by_staff=True)
    assert (decision.answer, decision.by_hand) == (Answer.ISSUE, True)
    assert not decide(0.9, Mode.REFUSE, by_staff=True).by_hand


def test_the_lead_is_told_when_a_promise_weakens() -> None:
    assert has_weakened(Outlook.TODAY, 0.49)
    assert not has_weakened(Outlook.TODAY, 0.5)
    assert not has_weakened(Outlook.UNCERTAIN, 0.1)
    assert not has_weakened(Outlook.TODAY, None)
