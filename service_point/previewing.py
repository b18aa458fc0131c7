"""What a kiosk would show from a draft of the configuration, at any time. Nothing is written."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rules.hours import PlannedSlot, opening_state, slots_between
from rules.site_file_plan import SitePlan
from service_point.boards import Picture, iso, state_json
from service_point.facts import DeskFacts, SiteFacts, TopicFacts
from service_point.planning import day_off
from service_point.public_holidays import public_holidays

LOOK_AHEAD = timedelta(days=60)
YESTERDAY = timedelta(days=1)  # a slot may run across midnight


def facts_of_draft(plan: SitePlan, site_id: int, revision: int) -> SiteFacts:
    """As if the draft were the site's configuration."""
    return SiteFacts(
        id=site_id,
        code=plan.site.code,
        name=plan.site.name,
        revision=revision,
        zone=ZoneInfo(plan.site.time_zone),
        topics={
            topic.code: TopicFacts(
                topic.code,
                topic.icon,
                topic.name,
                topic.expected_minutes,
                topic.parent,
                topic.discreet,
                topic.guest,
            )
            for topic in plan.topics
        },
        desks={
            desk.number: DeskFacts(desk.number, desk.name, desk.step_free, desk.quiet) for desk in plan.desks
        },
        carriers={carrier.code: carrier.name for carrier in plan.carriers},
        plan=plan.document,
    )


def preview_picture(facts: SiteFacts, plan: SitePlan, at: datetime) -> Picture:
    """As `kiosk_picture` of service_point/boards.py at an instant, with nobody waiting."""
    on = facts.local_day(at)
    first, last = on - YESTERDAY, on + LOOK_AHEAD
    holidays = public_holidays(facts.holidays, first, last)
    slots = slots_between(plan.timetable, holidays, first, last)
    off = day_off(plan.timetable, facts.holidays, on)
    state = opening_state(slots, at, facts.zone, facts.doors, facts.last_call, off)
    return {
        "version": 0,
        "epoch": "preview",
        "now": iso(at),
        **state_json(state, facts),
        "pause": None,
        "topics": list(_offered(facts, plan, slots, at)) if state.open else [],
        "waiting": 0,
        "printers": {},
    }


def _offered(facts: SiteFacts, plan: SitePlan, slots: list[PlannedSlot], at: datetime) -> Iterator[str]:
    """Topics of the slots that take tickets, as far as somebody serves them; guests bring their own people."""
    taking = [slot for slot in slots if slot.opens_at - facts.doors <= at < slot.ends_at - facts.last_call]
    offered = {code for slot in taking for code in slot.topics or plan.ordinary_and_discreet_topics}
    served = {code for person in plan.case_managers for code in person.topics}
    guests = {code for slot in taking for code in slot.topics}
    return (code for code in facts.topics if code in offered & (served | guests))
