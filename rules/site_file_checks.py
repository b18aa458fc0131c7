"""Does a site file make sense as a whole: references, hours, and who serves what? One function for each rule.

Rules about single rows look at every row of the right shape; rules about a whole table wait until its rows are right.
"""

from collections.abc import Iterator

from rules.site_file_hours_checks import hours_checked
from rules.site_file_kinds import Kind
from rules.site_file_problems import Finding, Path, said
from rules.site_file_schema import STAFF_LANGUAGES, TABLES
from rules.site_file_shape import Draft, nearest

ALL_TOPICS = "all"  # `staff add --topics all` means every topic
SHARED_PAGES = {"prs": "fa"}  # language → whose pages and texts its speakers read (i18n/languages.py)
NEEDS_MET_BY_DESKS = {"wheelchair": "step_free", "quiet_room": "quiet"}  # need → key of [[desks]]
NEED_MET_BY_PEOPLE = "woman_adviser"  # key of [[case_managers]]


def checked(draft: Draft) -> Iterator[Finding]:
    """Every problem that only shows when tables are read together."""
    yield from _unique(draft)
    yield from _languages(draft)
    yield from _texts(draft)
    yield from _references(draft)
    yield from _topics(draft)
    yield from _needs(draft)
    yield from _numbering(draft)
    yield from hours_checked(draft)
    if draft.is_sound("topics", "case_managers"):
        yield from _served_topics(draft)


def _unique(draft: Draft) -> Iterator[Finding]:
    for table in TABLES:
        seen: dict[object, Path] = {}
        for path, row in draft.each(table.name) if table.unique else ():
            value = getattr(row, table.unique)
            if value in seen:
                message = said("{value} is already there in another row", value=value)
                yield Finding((*path, table.unique), message)
            seen.setdefault(value, path)


def _languages(draft: Draft) -> Iterator[Finding]:
    if not draft.is_sound("languages"):
        return
    pages = _page_languages(draft)
    if not pages:
        yield Finding(("languages",), said("no language has pages"))
    if not _advice_languages(draft):
        yield Finding(("languages",), said("no language has advice"))
    for path, language in draft.each("languages"):
        shared = SHARED_PAGES.get(language.code, language.code)
        if language.pages and shared not in pages:
            message = said('its pages are those of "{language}", which has none here', language=shared)
            yield Finding((*path, "pages"), message, f'false, or pages = true for "{shared}"')
    for path, site in draft.each("site"):
        yield from _member(
            (*path, "default_language"), site.default_language, pages, said("a language with pages")
        )
        for place, code in enumerate(site.board_languages):
            yield from _member((*path, "board_languages", place), code, pages, said("a language with pages"))


def _texts(draft: Draft) -> Iterator[Finding]:
    if not draft.is_sound("languages"):
        return
    known = [*dict.fromkeys([*draft.values("languages"), *STAFF_LANGUAGES])]
    for table in TABLES:
        for path, row in draft.each(table.name):
            for key in table.keys:
                if key.kind.staff is not None and getattr(row, key.name):
                    yield from _text(draft, key.kind, (*path, key.name), getattr(row, key.name), known)


def _text(draft: Draft, kind: Kind, path: Path, texts: dict[str, str], known: list[str]) -> Iterator[Finding]:
    for language in _needed_languages(draft, kind):
        if language not in texts:
            message = said('the text in "{language}" is missing', language=language)
            yield Finding(path, message, kind.allowed)
    for language in texts:
        yield from _member(
            (*path, language), language, known, said("a code of {table}", table="[[languages]]")
        )


def _needed_languages(draft: Draft, kind: Kind) -> list[str]:
    if kind.staff:
        return list(STAFF_LANGUAGES)
    languages = _text_languages(draft)
    return [code for code in languages if code in STAFF_LANGUAGES] if kind.passing else languages


def unread(draft: Draft) -> Iterator[Finding]:
    """Texts that some visitors will read in easy German and English: no mistake, but good to know."""
    for table in TABLES:
        for path, row in draft.each(table.name):
            for key in (key for key in table.keys if key.kind.passing and getattr(row, key.name)):
                absent = [code for code in _text_languages(draft) if code not in getattr(row, key.name)]
                if absent:
                    message = said(
                        "not in {languages}: their readers see German and English",
                        languages=", ".join(absent),
                    )
                    yield Finding((*path, key.name), message)


def _references(draft: Draft) -> Iterator[Finding]:
    topics, carriers, funding = (draft.values(table) for table in ("topics", "carriers", "funding"))
    for path, person in draft.each("case_managers"):
        yield from _member(
            (*path, "carrier"), person.carrier, carriers, said("a code of {table}", table="[[carriers]]")
        )
        if person.funding is not None:
            yield from _member(
                (*path, "funding"), person.funding, funding, said("a code of {table}", table="[[funding]]")
            )
        for place, topic in enumerate(person.topics):
            yield from _member(
                (*path, "topics", place), topic, topics, said("a code of {table}", table="[[topics]]")
            )
        if draft.is_sound("languages"):
            for place, language in enumerate(person.languages):
                known = _advice_languages(draft)
                yield from _member((*path, "languages", place), language, known, said("a language of advice"))
    for table in ("interpreters", "telephone_interpreting") if draft.is_sound("languages") else ():
        for path, row in draft.each(table):
            for place, language in enumerate(row.languages):
                known = draft.values("languages")
                yield from _member(
                    (*path, "languages", place),
                    language,
                    known,
                    said("a code of {table}", table="[[languages]]"),
                )


def _topics(draft: Draft) -> Iterator[Finding]:
    by_code = {topic.code: topic for _, topic in draft.each("topics")}
    for path, topic in draft.each("topics"):
        if topic.code == ALL_TOPICS:
            yield Finding((*path, "code"), said('"all" already means every topic'), said("any other code"))
        if topic.discreet and topic.guest:
            message = said("a discreet topic is offered in every slot")
            yield Finding((*path, "guest"), message, said("discreet or guest"))
        if topic.discreet and topic.bring:
            message = said("a slip that says what to bring would tell what the appointment is about")
            yield Finding((*path, "bring"), message, said("nothing, for a discreet topic"))
        if topic.parent is None:
            continue
        yield from _member(
            (*path, "parent"),
            topic.parent,
            draft.values("topics"),
            said("a code of {table}", table="[[topics]]"),
        )
        if not topic.guest:
            yield Finding((*path, "parent"), said("only a guest topic joins another tile"), "guest = true")
        elif topic.parent in by_code and not by_code[topic.parent].is_ordinary:
            allowed = said("a topic that is neither guest nor discreet")
            message = said('"{topic}" has no tile to join', topic=topic.parent)
            yield Finding((*path, "parent"), message, allowed)


def _needs(draft: Draft) -> Iterator[Finding]:
    for path, need in draft.each("needs"):
        if need.kind == "filter":
            by_people = {NEED_MET_BY_PEOPLE: NEED_MET_BY_PEOPLE}
            yield from _need_met(draft, (*path, "kind"), need.code, "case_managers", by_people)
        elif need.kind == "desk":
            yield from _need_met(draft, (*path, "kind"), need.code, "desks", NEEDS_MET_BY_DESKS)


def _need_met(draft: Draft, path: Path, code: str, table: str, met_by: dict[str, str]) -> Iterator[Finding]:
    """`met_by`: which key of the table's rows meets which need. Somebody or some desk must have it."""
    if code not in met_by:
        message = said("nothing in {table} can meet {code}", table=f"[[{table}]]", code=code)
        yield Finding(path, message, said("only for {codes}", codes=", ".join(met_by)))
    elif draft.is_sound(table) and not any(getattr(row, met_by[code]) for _, row in draft.each(table)):
        yield Finding(path, said("nothing in {table} has {key}", table=f"[[{table}]]", key=met_by[code]))


def _numbering(draft: Draft) -> Iterator[Finding]:
    for path, numbering in draft.each("numbering"):
        if numbering.first_to < numbering.first_from:
            allowed = said(
                "a whole number from {lowest} to {highest}", lowest=numbering.first_from, highest=999
            )
            message = said("{number} is below the lowest first number", number=numbering.first_to)
            yield Finding((*path, "first_to"), message, allowed)


def _served_topics(draft: Draft) -> Iterator[Finding]:
    ordinary = {topic.code for _, topic in draft.each("topics") if topic.is_ordinary}
    discreet = {topic.code for _, topic in draft.each("topics") if topic.discreet}
    served = {code for _, person in draft.each("case_managers") for code in person.topics}
    for path, topic in draft.each("topics"):
        if not topic.guest and topic.code not in served:
            yield Finding((*path, "code"), said("no case manager serves {topic}", topic=topic.code))
    for path, person in draft.each("case_managers"):
        if discreet.intersection(person.topics) and not ordinary.intersection(person.topics):
            message = said("a call of somebody who serves only discreet topics would give the visitor away")
            yield Finding((*path, "topics"), message, said("a discreet topic beside an ordinary one"))


def _member(path: Path, value: object, known: list[str], what: str) -> Iterator[Finding]:
    if value not in known:
        allowed = ", ".join(dict.fromkeys(map(str, known)))
        message = said('"{value}" is not {what}{hint}', value=value, what=what, hint=nearest(value, known))
        yield Finding(path, message, allowed)


def _page_languages(draft: Draft) -> list[str]:
    return [language.code for _, language in draft.each("languages") if language.pages]


def _text_languages(draft: Draft) -> list[str]:
    """Languages in which every text for visitors must be there."""
    return [code for code in _page_languages(draft) if code not in SHARED_PAGES]


def _advice_languages(draft: Draft) -> list[str]:
    return [language.code for _, language in draft.each("languages") if language.advice]
