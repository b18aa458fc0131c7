"""Every screen of the kiosk: how a walk (tools/kiosk_walk.py) gets there in a language."""

from collections.abc import Callable
from datetime import date
from typing import Any

from i18n.languages import READABLE
from rules.ticketing import PauseReason
from service_point.public_holidays import public_holidays
from tools.kiosk_walk import Walk, Words

CHRISTMAS = date(2026, 12, 25)
NEXT = {"next_opens_at": "2026-11-26T12:00:00.000Z", "next_closes_at": "2026-11-26T16:00:00.000Z"}
CLOSED: dict[str, Words] = {  # it is Monday, 23 November, 14:07 in Leverkusen (tests/support/served.py)
    "closed": {"reason": "closed", **NEXT},
    "last-call": {"reason": "last_call", **NEXT},
    "holiday": {
        "reason": "holiday",
        "reason_texts": dict(public_holidays("DE-NW", CHRISTMAS, CHRISTMAS)[CHRISTMAS]),
        "next_opens_at": "2027-01-04T11:45:00.000Z",
        "next_closes_at": "2027-01-04T15:45:00.000Z",
    },
    "not-yet-open": {
        "reason": "not_yet_open",
        "next_opens_at": "2026-11-23T14:15:00.000Z",
        "next_closes_at": "2026-11-23T15:45:00.000Z",
    },
}
SINCE = "2026-11-23T13:00:00.000Z"
CLOSED |= {
    f"paused-{reason.replace('_', '-')}": {
        "reason": "paused",
        "pause": {"reason": reason, "since": SINCE},
        **NEXT,
    }
    for reason in PauseReason
}
PLACES: dict[str, Words] = {
    "place-waiting": {"ticket": {"id": 1, "number": 417, "state": "waiting"}, "ahead": 3,
                      "wait": {"from_minutes": 20, "to_minutes": 35, "kind": "position"}, "desk": None},
    "place-missed": {"ticket": {"id": 1, "number": 417, "state": "missed"}, "ahead": None, "wait": None,
                     "desk": None},
    "place-called": {"ticket": {"id": 1, "number": 417, "state": "called"}, "ahead": None, "wait": None,
                     "desk": 3},
}  # fmt: skip


def to_start(walk: Walk, _language: str) -> None:
    walk.is_at("[data-language]")


def to_topics(walk: Walk, language: str) -> None:
    walk.tap(f'.screen [data-language="{language}"]')
    walk.is_at(f'html[lang="{language}"] main:not(.screen-start)')


def to_subtopics(walk: Walk, language: str) -> None:
    """On a day when a guest is there for a topic that stands behind another's tile."""
    walk.told(topics=[*walk.offer["topics"], {"code": GUEST_TOPIC}])
    to_topics(walk, language)
    walk.tap(f'[data-topic="{BEHIND}"]')
    walk.is_at(".sub")


def to_dates(walk: Walk, language: str) -> None:
    """Guests of the coming weeks, as the site file has them."""
    to_topics(walk, language)
    walk.tap(".other-days")
    walk.is_at(".screen-dates")


def to_date(walk: Walk, language: str) -> None:
    to_dates(walk, language)
    walk.tap("[data-date]")
    walk.is_at(".screen-date")


def to_needs(walk: Walk, language: str) -> None:
    to_topics(walk, language)
    walk.tap('[data-topic="housing"]')


def to_needs_chosen(walk: Walk, language: str) -> None:
    to_needs(walk, language)
    walk.tap('[data-need="children"]')
    walk.tap('[data-talk="en"]')


def to_talk(walk: Walk, language: str) -> None:
    to_needs(walk, language)
    walk.tap(".talk .quiet")


def to_ticket(walk: Walk, language: str, **answer: Any) -> None:
    """`answer`: parts of the server's answer that are to be others."""
    if answer:
        walk.changes_answers("**/kiosk/api/tickets", lambda body: body.update(answer))
    to_needs(walk, language)
    walk.tap(".go .primary")
    walk.is_at(".screen-ticket")


def with_answer(**answer: Any) -> Callable[[Walk, str], None]:
    return lambda walk, language: to_ticket(walk, language, **answer)


def to_decision(code: str, outlook: str) -> Callable[[Walk, str], None]:
    """409 before a ticket: it is tight, or hardly fits."""
    wait = {"from_minutes": 90, "to_minutes": 140, "kind": "range"}
    body = {
        "code": code,
        "detail": "",
        "wait": wait,
        "outlook": outlook,
        "next_opens_at": NEXT["next_opens_at"],
    }

    def draw(walk: Walk, language: str) -> None:
        walk.answers("**/kiosk/api/tickets", lambda route: route.fulfill(status=409, json=body))
        to_needs(walk, language)
        walk.tap(".go .primary")
        walk.is_at(".decision")

    return draw


def to_tight_topics(walk: Walk, language: str) -> None:
    outlooks = ("today", "uncertain", "not_today")
    topics = [
        {**topic, "outlook": outlook} for topic, outlook in zip(walk.offer["topics"], outlooks, strict=False)
    ]
    walk.told(topics=[*topics, *walk.offer["topics"][len(topics) :]])
    to_topics(walk, language)
    walk.is_at(".outlook:not(:empty)")


def to_number(walk: Walk, language: str) -> None:
    to_topics(walk, language)
    walk.tap(".doors .tile:nth-child(2)")
    type_in(walk, "417")


def to_appointment(walk: Walk, language: str) -> None:
    to_topics(walk, language)
    walk.tap(".doors .tile:nth-child(1)")
    type_in(walk, "7K3")


def type_in(walk: Walk, keys: str) -> None:
    for key in keys:
        walk.tap(f'[data-key="{key}"]')


def to_trouble(walk: Walk, language: str) -> None:
    to_appointment(walk, language)
    walk.tap(".go .primary")
    walk.is_at(".screen-trouble")


def to_place(name: str) -> Callable[[Walk, str], None]:
    def draw(walk: Walk, language: str) -> None:
        walk.answers("**/kiosk/api/where", lambda route: route.fulfill(json=PLACES[name]))
        to_number(walk, language)
        walk.tap(".go .primary")
        type_in(walk, "2736")
        walk.tap(".go .primary")
        walk.is_at(".screen-place")

    return draw


def to_closed(name: str, on_start: bool = False) -> Callable[[Walk, str], None]:
    def draw(walk: Walk, language: str) -> None:
        walk.told(**CLOSED[name], open=False, topics=[])
        walk.is_at(".closed-card")
        if not on_start:
            to_topics(walk, language)
            walk.is_at(".screen-closed")

    return draw


# --- without the server, without paper ---


def to_lost_line(walk: Walk, language: str) -> None:
    """It goes on with numbers of its own."""
    walk.has_numbers()
    lose_the_line(walk, language)


def lose_the_line(walk: Walk, language: str) -> None:
    to_topics(walk, language)
    walk.lost()


def to_ticket_without_server(walk: Walk, language: str) -> None:
    to_lost_line(walk, language)
    walk.tap('[data-topic="housing"]')
    walk.tap(".go .primary")
    walk.is_at(".screen-ticket")


def to_no_numbers(walk: Walk, language: str) -> None:
    """Without the server, and without numbers."""
    walk.has_no_numbers()
    lose_the_line(walk, language)
    walk.tap('[data-topic="housing"]')
    walk.tap(".go .primary")
    walk.is_at(".screen-trouble")


def to_no_paper(walk: Walk, language: str) -> None:
    walk.told(printers={walk.device: "paper_out"})
    to_topics(walk, language)
    walk.is_at("#strip .line-lost")


def to_ticket_without_paper(walk: Walk, language: str) -> None:
    walk.told(printers={walk.device: "paper_out"})
    to_ticket(walk, language)


# --- panels, and nobody there ---


def with_sheet(place: int) -> Callable[[Walk, str], None]:
    def draw(walk: Walk, language: str) -> None:
        to_topics(walk, language)
        walk.open_bar(place)

    return draw


def with_view(choice: int) -> Callable[[Walk, str], None]:
    def draw(walk: Walk, language: str) -> None:
        to_topics(walk, language)
        walk.open_bar(3)
        walk.tap(f"dialog .tile >> nth={choice}")
        walk.close()

    return draw


def to_attract(walk: Walk, language: str) -> None:
    """The greeting in this language."""
    walk.pass_time(62)
    for _ in READABLE:
        if walk.page.locator(f'.attract-one[lang="{language}"]').count():
            return
        walk.pass_time(6)
    raise AssertionError(f"no greeting in {language}")


def to_closed_attract(walk: Walk, language: str) -> None:
    to_closed("closed", on_start=True)(walk, language)
    to_attract(walk, language)


def with_warning(walk: Walk, language: str) -> None:
    to_topics(walk, language)
    walk.pass_time(66)
    walk.is_at("dialog .ring")


GUEST_TOPIC, BEHIND = "labour-market", "work"
WAIT = {"from_minutes": 20, "to_minutes": 35, "kind": "range"}
SCREENS: dict[str, Callable[[Walk, str], None]] = {
    "start": to_start,
    "topics": to_topics,
    "subtopics": to_subtopics,
    "dates": to_dates,
    "date": to_date,
    "needs": to_needs_chosen,
    "talk": to_talk,
    "ticket": to_ticket,
    "ticket-wait": with_answer(ahead=3, wait=WAIT, outlook="uncertain"),
    "topics-tight": to_tight_topics,
    "uncertain": to_decision("Uncertain", "uncertain"),
    "not-today": to_decision("NotToday", "not_today"),
    "number": to_number,
    "appointment": to_appointment,
    "trouble": to_trouble,
    "line-lost": to_lost_line,
    "ticket-offline": to_ticket_without_server,
    "offline": to_no_numbers,
    "paper-out": to_no_paper,
    "ticket-paper-out": to_ticket_without_paper,
    **{name: to_place(name) for name in PLACES},
    **{name: to_closed(name) for name in CLOSED},
    "start-closed": to_closed("closed", on_start=True),
    "start-paused": to_closed("paused-short-break", on_start=True),
    "attract": to_attract,
    "attract-closed": to_closed_attract,
    "help": with_sheet(1),
    "languages": with_sheet(2),
    "view": with_sheet(3),
    "large": with_view(0),
    "contrast": with_view(1),
    "lowered": with_view(2),
    "warning": with_warning,
}
