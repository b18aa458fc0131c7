"""A site is loaded from its file, written back equal, and its slots are planned without touching what people used."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from i18n.languages import SHIPPED
from models import Base, Carrier, Database, Desk, Site, Slot, StaffMember, Ticket, Topic
from rules.roles import Role
from rules.site_file_problems import SiteFileRefused
from service_point.people import NewStaff, add_staff
from service_point.planning import SlotChanges
from service_point.public_holidays import is_known, public_holidays
from service_point.sites import UnknownSite, check_site, dump_site, load_site, plan_ahead, plan_slots
from service_point.slots import close_now, open_until, opening
from service_point.unit_of_work import Office

LEVERKUSEN = (Path(__file__).parents[2] / "sites" / "leverkusen.toml").read_text(encoding="utf-8")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)  # a slot from 12:45 to 16:45
FRIDAY = date(2026, 11, 27)


class Town:
    """A service point's office with a clock that the test sets."""

    def __init__(self, url: str) -> None:
        self.now = at("08:00")
        self.database = Database(url)
        Base.metadata.create_all(self.database.engine)
        self.office = Office(self.database, lambda: self.now)
        self.told: list[int] = []
        self.office.after_commit.append(self.told.append)

    @property
    def site(self) -> Site:
        with self.office.read() as session:
            return session.scalars(select(Site)).one()

    def slots(self, first: date = MONDAY, last: date = FRIDAY) -> list[str]:
        """The planned and used slots of these days, as the wall shows them."""
        with self.office.read() as session:
            rows = session.scalars(
                select(Slot).where(Slot.on >= first, Slot.on <= last).order_by(Slot.opens_at)
            )
            return [f"{wall(row.opens_at):%a %d.%m. %H:%M}-{wall(row.ends_at):%H:%M}" for row in rows]

    def slot_on(self, on: date, kind: str = "regular") -> Slot:
        with self.office.read() as session:
            return session.scalars(select(Slot).where(Slot.on == on, Slot.kind == kind)).one()

    def issue(self, slot: Slot) -> None:
        with self.office.write(slot.site_id) as unit:
            unit.session.add(
                Ticket(
                    site_id=slot.site_id, slot_id=slot.id, on=slot.on, number=101, code="C", pin="1234",
                    state="waiting", topic="housing", language="de", advice_languages=["de"], needs=[],
                    issued_by="kiosk", issued_at=self.now, key_at=self.now,
                )
            )  # fmt: skip

    def count(self, table: type[Base]) -> int:
        with self.office.read() as session:
            return session.scalars(select(func.count()).select_from(table)).one()


@pytest.fixture(params=["sqlite", "postgresql"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    sqlite = f"sqlite:///{tmp_path / 'lotse.sqlite'}"
    town = Town(sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    yield town
    town.database.dispose()


def at(clock: str, on: date = MONDAY) -> datetime:
    return datetime.fromisoformat(f"{on} {clock}").replace(tzinfo=BERLIN).astimezone(UTC)


def wall(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)


def edited(*changes: tuple[str, str]) -> str:
    text = LEVERKUSEN
    for old, new in changes:
        assert old in text, f"{old!r} is not in the file"
        text = text.replace(old, new, 1)
    return text


LATER_MONDAYS = edited(('opens = "12:45"\nends = "16:45"', 'opens = "13:00"\nends = "17:15"'))
LONGER_MONDAYS = edited(('ends = "16:45"', 'ends = "17:15"'))
WEEK = ["Mon 23.11. 12:45-16:45", "Thu 26.11. 13:00-17:00", "Fri 27.11. 08:30-12:30"]


# --- load and dump ---


def test_a_new_site_has_all_that_its_file_says(town: Town) -> None:
    report = load_site(town.office, LEVERKUSEN)
    assert report.is_new
    assert (len(report.tables["carriers"].added), len(report.tables["desks"].added)) == (5, 8)
    assert (town.count(Carrier), town.count(Desk), town.count(Topic)) == (5, 8, 10)
    assert town.count(StaffMember) == len(report.tables["case_managers"].added) == 9
    site = town.site
    assert (site.code, site.zone, site.version, site.plan_revision) == ("leverkusen", "Europe/Berlin", 1, 1)
    assert site.epoch
    with town.office.read() as session:
        facts = town.office.facts(session, site.id)
        quiet = [desk.number for desk in facts.desks.values() if desk.quiet]
        nobody = session.scalars(select(StaffMember.code).where(StaffMember.username.is_not(None))).all()
    assert quiet == [4, 5]
    assert list(facts.topics)[:2] == ["language-courses", "day-care"]
    assert facts.topics["day-care"].name["uk"] == "Місце в дитячому садку"
    assert nobody == [], "loading creates no logins"


def test_a_second_load_changes_nothing_and_says_so(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    before = town.site
    town.told.clear()
    report = load_site(town.office, LEVERKUSEN)
    assert report.is_unchanged
    assert list(report.lines()) == ["leverkusen: nothing changed"]
    assert (town.site.version, town.site.plan_revision) == (before.version, before.plan_revision)
    assert town.told == []


def test_a_comment_more_is_no_change(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    assert load_site(town.office, "# a comment\n" + LEVERKUSEN).is_unchanged


def test_a_dump_is_equal_to_the_file_and_loads_without_change(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    dumped = dump_site(town.office, "leverkusen")
    assert tomllib.loads(dumped) == tomllib.loads(LEVERKUSEN)
    assert load_site(town.office, dumped).is_unchanged


def test_an_unknown_site_has_no_dump(town: Town) -> None:
    with pytest.raises(UnknownSite):
        dump_site(town.office, "leverkusen")


def test_what_changed_is_counted_and_told(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    before = town.site
    town.told.clear()
    report = load_site(
        town.office,
        edited(
            ('name = "Raum 8"', 'name = "Raum 8a"'),
            ('[[desks]]\nnumber = 7\nname = "Raum 7"\n', '[[desks]]\nnumber = 9\nname = "Raum 9"\n'),
        ),
    )
    desks = report.tables["desks"]
    assert (desks.added, desks.changed, desks.retired) == ((9,), (8,), (7,))
    assert set(report.tables) == {"desks"}
    assert list(report.lines()) == ["leverkusen: changed", "  desks: 1 new, 1 changed, 1 retired"]
    assert (town.site.version, town.site.plan_revision) == (before.version + 1, before.plan_revision + 1)
    assert town.told == [before.id]


def test_what_leaves_the_file_sleeps_and_wakes_with_the_same_id(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    seven = desk(town, 7)
    without = edited(('[[desks]]\nnumber = 7\nname = "Raum 7"\n', ""))
    load_site(town.office, without)
    assert not desk(town, 7).active
    with town.office.read() as session:
        assert 7 not in town.office.facts(session, seven.site_id).desks
    load_site(town.office, LEVERKUSEN)
    assert (desk(town, 7).active, desk(town, 7).id) == (True, seven.id)


def test_a_change_that_touches_no_table_is_remembered_too(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    report = load_site(town.office, edited(('mode = "advise"', 'mode = "refuse"')))
    assert report.is_plan_changed
    assert not report.tables
    with town.office.read() as session:
        assert town.office.facts(session, town.site.id).plan["admission"]["mode"] == "refuse"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('holidays = "DE-NW"', 'holidays = "DE-XX"', "site.holidays"),
        ('mode = "advise"', 'mode = "x"', "admission.mode"),
    ],
)
def test_a_file_with_a_mistake_changes_nothing(town: Town, old: str, new: str, key: str) -> None:
    load_site(town.office, LEVERKUSEN)
    before = town.site
    text = edited((old, new), ('name = "Raum 8"', 'name = "Raum 8a"'))
    with pytest.raises(SiteFileRefused) as refused:
        load_site(town.office, text)
    (problem,) = refused.value.problems
    assert (problem.key, problem.line) == (key, text[: text.index(new)].count("\n") + 1)
    assert (town.site.version, desk(town, 8).name) == (before.version, "Raum 8")
    with pytest.raises(SiteFileRefused):
        check_site(text)


def test_a_language_that_the_program_has_no_texts_in_cannot_have_pages() -> None:
    head = (
        '[[languages]]\ncode = "hu"\nname = "Magyar"\nstaff_name = { de = "Ungarisch", en = "Hungarian" }\n'
    )
    text = re.sub(r"^(\w+)(\.en = .*)$", r'\1\2\n\1.hu = "x"', LEVERKUSEN, flags=re.MULTILINE)
    text = text.replace(
        "[[carriers]]", f'{head}direction = "ltr"\npages = true\nadvice = true\n\n[[carriers]]', 1
    )
    with pytest.raises(SiteFileRefused) as refused:
        check_site(text)
    (problem,) = refused.value.problems
    assert problem.key.endswith(".pages")
    assert '"hu"' in problem.message
    check_site(
        text.replace(
            "pages = true\nadvice = true\n\n[[carriers]]", "pages = false\nadvice = true\n\n[[carriers]]"
        )
    )


def test_two_sites_live_beside_each_other(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    assert load_site(town.office, edited(('code = "leverkusen"', 'code = "opladen"'))).is_new
    assert town.count(Site) == 2
    assert load_site(town.office, LEVERKUSEN).is_unchanged


# --- people ---


def test_a_login_given_by_hand_survives_the_next_load(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    with town.office.write(town.site.id) as unit:
        add_staff(unit, NewStaff("a-demir", "secret", Role.LEAD, "city", ("de",), None))
        add_staff(unit, NewStaff("reception", "secret", Role.RECEPTION, None, ("de",), ()))
    assert load_site(town.office, LEVERKUSEN).is_unchanged
    lead = person(town, "a-demir")
    assert (lead.username, lead.role, lead.languages, lead.topics) == ("a-demir", Role.LEAD, ["de"], None)
    assert lead.name == "Aylin Demir"
    assert person(town, "reception").active


def test_a_person_changed_in_the_file_is_changed_but_keeps_role_and_login(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    with town.office.write(town.site.id) as unit:
        add_staff(unit, NewStaff("a-demir", "secret", Role.LEAD, "city", ("de",), None))
    report = load_site(town.office, edited(('"de", "tr", "en", "ar"', '"de", "tr"')))
    assert report.tables["case_managers"].changed == ("a-demir",)
    lead = person(town, "a-demir")
    assert (lead.username, lead.role, lead.languages) == ("a-demir", Role.LEAD, ["de", "tr"])


def test_only_people_of_the_file_leave_with_it(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    with town.office.write(town.site.id) as unit:
        add_staff(unit, NewStaff("by-hand", "secret", Role.CASE_MANAGER, "city", ("de",), ("housing",)))
    start = LEVERKUSEN.index('[[case_managers]]\ncode = "t-weiss"')
    report = load_site(town.office, LEVERKUSEN[:start])
    assert report.tables["case_managers"].retired == ("t-weiss",)
    assert not person(town, "t-weiss").active
    assert person(town, "by-hand").active


# --- slots ---


def test_loading_plans_the_coming_weeks(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    assert town.slots() == WEEK
    assert town.slots(date(2026, 12, 23), date(2027, 1, 5)) == ["Mon 04.01. 12:45-16:45"], (
        "Christmas is closed"
    )
    assert town.slots(date(2027, 1, 23), date(2028, 1, 1)) == [], "60 days ahead are planned"
    regular = town.slot_on(MONDAY)
    assert (regular.kind, regular.origin, regular.title) == ("regular", "plan", None)
    assert regular.topics == [
        "language-courses", "day-care", "work", "housing", "volunteering", "family", "something-else",
    ]  # fmt: skip
    visiting = town.slot_on(date(2026, 12, 9), "guest")
    assert visiting.topics == ["naturalisation"]
    assert visiting.title is not None
    assert visiting.title["de"] == "Einbürgerungsbehörde"


def test_planning_again_changes_nothing(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    version = town.site.version
    assert plan_ahead(town.office, town.site.id) == SlotChanges()
    assert plan_slots(town.office, town.site.id, MONDAY, FRIDAY) == SlotChanges()
    assert town.site.version == version


def test_a_day_later_one_day_more_is_planned(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    town.now = at("00:10", FRIDAY)
    assert plan_ahead(town.office, town.site.id) == SlotChanges(added=1)
    assert town.slots(date(2027, 1, 23), date(2028, 1, 1)) == ["Mon 25.01. 12:45-16:45"]
    assert town.slots() == WEEK, "the past stays"


def test_a_public_holiday_far_ahead_has_no_slot(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    plan_slots(town.office, town.site.id, date(2027, 3, 25), date(2027, 4, 1))
    assert town.slots(date(2027, 3, 25), date(2027, 4, 1)) == [
        "Thu 25.03. 13:00-17:00",
        "Thu 01.04. 13:00-17:00",
    ]


def test_an_exception_opens_a_public_holiday(town: Town) -> None:
    good_friday = '[[exceptions]]\non = "2027-03-26"\nopens = "09:00"\nends = "11:00"\n\n[[exceptions]]'
    load_site(town.office, edited(("[[exceptions]]", good_friday)))
    plan_slots(town.office, town.site.id, date(2027, 3, 26), date(2027, 3, 29))
    assert town.slots(date(2027, 3, 26), date(2027, 3, 29)) == ["Fri 26.03. 09:00-11:00"]


@pytest.mark.parametrize("text", [LATER_MONDAYS, LONGER_MONDAYS])
def test_new_hours_reach_slots_that_nobody_used(town: Town, text: str) -> None:
    load_site(town.office, LEVERKUSEN)
    report = load_site(town.office, text)
    assert report.slots
    assert town.slots()[0] in {"Mon 23.11. 13:00-17:15", "Mon 23.11. 12:45-17:15"}
    assert len(town.slots()) == 3


def test_a_longer_slot_keeps_its_id(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    before = town.slot_on(MONDAY).id
    report = load_site(town.office, LONGER_MONDAYS)
    assert (report.slots.added, report.slots.removed) == (0, 0)
    assert town.slot_on(MONDAY).id == before


@pytest.mark.parametrize("text", [LATER_MONDAYS, LONGER_MONDAYS])
def test_a_slot_with_tickets_is_left_as_it_is(town: Town, text: str) -> None:
    load_site(town.office, LEVERKUSEN)
    town.issue(town.slot_on(MONDAY))
    load_site(town.office, text)
    assert town.slots()[0] == "Mon 23.11. 12:45-16:45"
    assert len(town.slots()) == 3
    assert town.slots(date(2026, 11, 30), date(2026, 11, 30))[0].endswith("17:15")


def test_a_slot_with_tickets_outlives_its_hours(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    town.issue(town.slot_on(MONDAY))
    closed = '[[exceptions]]\non = "2026-11-23"\nclosed = true\nreason = { de = "x", en = "x", uk = "x", ar = "x" }\n\n'
    load_site(town.office, edited(("[[exceptions]]", closed + "[[exceptions]]")))
    assert town.slots() == WEEK


def use_open(town: Town) -> None:
    with town.office.write(town.site.id) as unit:
        open_until(unit, wall(at("18:00")).time())


def use_close(town: Town) -> None:
    with town.office.write(town.site.id) as unit:
        close_now(unit)


@pytest.mark.parametrize(
    ("clock", "use", "shown"),
    [
        ("14:00", use_open, "Mon 23.11. 12:45-18:00"),
        ("12:20", use_open, "Mon 23.11. 12:20-18:00"),
        ("14:00", use_close, "Mon 23.11. 12:45-14:00"),
        ("12:20", use_close, "Mon 23.11. 12:20-12:20"),
    ],
    ids=["prolonged", "opened early", "closed early", "closed before it opened"],
)
def test_what_was_opened_or_closed_by_hand_stays_so(
    town: Town, clock: str, use: Callable[[Town], None], shown: str
) -> None:
    load_site(town.office, LEVERKUSEN)
    town.now = at(clock)
    use(town)
    assert town.slots(MONDAY, MONDAY) == [shown]
    load_site(town.office, LONGER_MONDAYS)
    plan_ahead(town.office, town.site.id)
    assert town.slots(MONDAY, MONDAY) == [shown]


def test_an_opening_in_the_morning_does_not_cost_the_afternoon(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    with town.office.write(town.site.id) as unit:
        open_until(unit, wall(at("10:00")).time())
    plan_ahead(town.office, town.site.id)
    assert town.slots(MONDAY, MONDAY) == ["Mon 23.11. 08:00-10:00", "Mon 23.11. 12:45-16:45"]


def test_slots_of_the_past_are_neither_made_nor_taken_away(town: Town) -> None:
    load_site(town.office, LEVERKUSEN)
    town.now = at("18:00")
    load_site(town.office, LATER_MONDAYS)
    assert town.slots(MONDAY, MONDAY) == ["Mon 23.11. 12:45-16:45"]
    assert plan_slots(town.office, town.site.id, MONDAY - timedelta(days=7), MONDAY) == SlotChanges()


def test_two_guests_may_open_at_the_same_time(town: Town) -> None:
    twin = (
        '[[guest_slots]]\non = "2026-12-09"\nopens = "14:00"\nends = "15:00"\ntopics = ["child-care"]\n'
        'title = { de = "x", en = "x", uk = "x", ar = "x" }\n\n[[guest_slots]]'
    )
    load_site(town.office, edited(("[[guest_slots]]", twin)))
    on = date(2026, 12, 9)
    assert town.slots(on, on) == ["Wed 09.12. 14:00-15:00", "Wed 09.12. 14:00-16:00"]
    assert plan_ahead(town.office, town.site.id) == SlotChanges()


# --- what the kiosk says on special days ---


@pytest.mark.parametrize(
    ("on", "reason", "text"),
    [
        (date(2026, 12, 31), "closed_day", "Між Різдвом і Новим роком зачинено."),
        (date(2027, 5, 6), "holiday", "Вознесіння Господнє"),
        (date(2027, 5, 4), "closed", None),
    ],
)
def test_a_closed_kiosk_says_why(town: Town, on: date, reason: str, text: str | None) -> None:
    load_site(town.office, LEVERKUSEN)
    town.now = at("14:00", on)
    plan_ahead(town.office, town.site.id)
    with town.office.read() as session:
        state = opening(session, town.office.facts(session, town.site.id), town.now)
    assert (state.open, state.reason, state.slot) == (False, reason, None)
    assert state.next_slot is not None
    assert state.next_slot.opens_at > town.now
    assert (state.day_off.texts["uk"] if state.day_off else None) == text


def test_german_holidays_have_a_name_in_every_language() -> None:
    days = public_holidays("DE-NW", date(2026, 11, 1), date(2031, 12, 31))
    assert len(days) >= 5 * 10
    assert all(set(texts) == set(SHIPPED) and all(texts.values()) for texts in days.values())
    corpus_christi = days[date(2027, 5, 27)]
    assert (corpus_christi["de"], corpus_christi["tr"]) == ("Fronleichnam", "Corpus Christi Yortusu")
    elsewhere = [
        names for region in ("DE-BB", "DE-BE", "DE-BY", "DE-SN") for names in year_of(region).values()
    ]
    assert [names for names in elsewhere if "ti" not in names] == []


def test_two_holidays_on_one_day_are_both_named() -> None:
    both = year_of("DE-NW", 2008)[date(2008, 5, 1)]
    assert (both["de"], both["fr"]) == ("Christi Himmelfahrt; Erster Mai", "Ascension; Fête du Travail")


def test_other_countries_have_the_names_that_are_known_and_no_region_has_none() -> None:
    assert set(year_of("FR")[date(2027, 7, 14)]) == {"de", "en", "uk"}
    assert year_of("") == {}


def year_of(region: str, year: int = 2027) -> Mapping[date, Mapping[str, str]]:
    return public_holidays(region, date(year, 1, 1), date(year, 12, 31))


def test_regions_are_known_or_not() -> None:
    assert all(is_known(region) for region in ("", "DE", "DE-NW", "FR", "AT-1"))
    assert not any(is_known(region) for region in ("XX", "DE-XX", "DEU"))


def desk(town: Town, number: int) -> Desk:
    with town.office.read() as session:
        return session.scalars(select(Desk).where(Desk.number == number)).one()


def person(town: Town, code: str) -> StaffMember:
    with town.office.read() as session:
        return session.scalars(select(StaffMember).where(StaffMember.code == code)).one()
