"""Are the people planned for a slot enough? Which topics nobody serves, which languages nobody speaks, and when.

All times are instants of one kind (aware datetimes); a span is (from, to) with from < to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Span = tuple[datetime, datetime]


class GapKind(StrEnum):
    NOBODY = "nobody"  # nobody at all is planned
    TOPIC = "topic"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Promise:
    """What a slot offers. `discreet`: those of the site's topics that may be called only to mixed places."""

    opens_at: datetime
    ends_at: datetime
    topics: frozenset[str]
    languages: frozenset[str] = frozenset()
    discreet: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who is there from `comes_at` to `leaves_at`."""

    topics: frozenset[str]
    languages: frozenset[str]
    comes_at: datetime
    leaves_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """`code`: of the topic or language; "" when nobody at all is there. `spans`: when, within the slot, in order."""

    kind: GapKind
    code: str
    spans: tuple[Span, ...]

    def is_whole(self, promise: Promise) -> bool:
        return self.spans == ((promise.opens_at, promise.ends_at),)


def gaps(promise: Promise, people: Sequence[Present]) -> list[Gap]:
    """What is missing. While nobody at all is there only that is said, not every topic and language once more."""
    empty = uncovered(promise, people)
    found = [Gap(GapKind.NOBODY, "", empty)] if empty else []
    return found + [
        Gap(gap.kind, gap.code, spans)
        for gap in shortages(promise, people)
        if (spans := minus(gap.spans, empty))
    ]


def shortages(promise: Promise, people: Sequence[Present]) -> list[Gap]:
    """Each topic and language with the times when nobody present has it, also while nobody at all is there."""
    by_topic = [
        Gap(GapKind.TOPIC, code, uncovered(promise, [one for one in people if serves(one, code, promise)]))
        for code in sorted(promise.topics)
    ]
    by_language = [
        Gap(GapKind.LANGUAGE, code, uncovered(promise, [one for one in people if code in one.languages]))
        for code in sorted(promise.languages)
    ]
    return [gap for gap in (*by_topic, *by_language) if gap.spans]


def lost(promise: Promise, before: Sequence[Present], after: Sequence[Present]) -> list[Gap]:
    """What was there with the people `before` and is not with those `after`, and when."""
    known = {(gap.kind, gap.code): gap.spans for gap in shortages(promise, before)}
    found = [
        Gap(gap.kind, gap.code, minus(gap.spans, known.get((gap.kind, gap.code), ())))
        for gap in shortages(promise, after)
    ]
    return [gap for gap in found if gap.spans]


def serves(person: Present, topic: str, promise: Promise) -> bool:
    """A discreet topic is called only to somebody who also serves others: else the call says what it is about."""
    if topic not in person.topics:
        return False
    return topic not in promise.discreet or bool(person.topics - promise.discreet)


def uncovered(promise: Promise, people: Iterable[Present]) -> tuple[Span, ...]:
    """The times of the slot when none of `people` is there."""
    return minus(((promise.opens_at, promise.ends_at),), [(one.comes_at, one.leaves_at) for one in people])


def minus(spans: Sequence[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """`spans` without every moment of `taken`. Spans of `spans` do not overlap; those of `taken` may."""
    left = list(spans)
    for begins, ends in taken:
        pieces = [piece for low, high in left for piece in ((low, min(high, begins)), (max(low, ends), high))]
        left = [(low, high) for low, high in pieces if low < high] if begins < ends else left
    return tuple(left)
