"""Waits in words at kiosk and phone, in every shipped language: the right plural, numbers that keep their order."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from i18n.languages import SHIPPED, find_language, plural_index
from i18n.texts import browser_texts
from tests.support.chromium import People
from tests.support.served import ServedPoint, served_point
from web.text_files import DOMAINS, text_files

RANGES = [(0, 5), (5, 10), (5, 15), (10, 20), (20, 40), (40, 65), (60, 100), (75, 105)]  # minutes, as rounded
PLACES = [1, 2, 3, 4, 5, 8, 11, 12, 21, 22, 101]  # people before you: every plural of every language
BEFORE = ("{count} person before you", "{count} people before you")
KIOSK = """async (cases) => {
  const { waitFacts } = await import("/static/kiosk/waits.js");
  return (texts) => cases.map((told) => waitFacts(texts, told).filter(Boolean));
}"""
PHONE = """async (cases) => {
  const { aheadWords, waitWords } = await import("/static/phone/ticket_view.js");
  const { h } = await import("/static/web/dom.js");
  return (texts) => cases.map(({ ahead, wait }) => [waitWords, aheadWords].map((words) => h("p", {}, words(texts, ahead, wait))));
}"""
DRAWN = """async ({ files, cases }) => {
  const { loadTexts, textsOf } = await import("/static/web/texts.js");
  const draw = await (%s)(cases);
  const found = {};
  for (const [language, file] of Object.entries(files)) {
    const texts = textsOf(await loadTexts(file));
    const room = document.createElement("div");
    Object.assign(room, { lang: language, dir: texts.direction });
    document.body.append(room);
    found[language] = draw(texts).map((lines) => {
      room.replaceChildren(...lines);
      return lines.map((line) => ({
        text: line.textContent,
        numbers: [...line.querySelectorAll("bdi[dir=ltr]")].map((one) => [one.textContent, one.getBoundingClientRect().x]),
      }));
    });
    room.remove();
  }
  return found;
}"""


@pytest.fixture
def page(sqlite_url: str, people: People) -> Iterator[Page]:
    with served_point(sqlite_url) as place:
        yield opened(place, people)


def opened(place: ServedPoint, people: People) -> Page:
    """Any page of ours will do: the modules are loaded into it."""
    page = people.arrive(1080, 1920)
    page.goto(f"{place.url}/")
    return page


@pytest.mark.parametrize(
    ("face", "script", "words"),
    [
        ("kiosk", KIOSK, ("about {from} to {count} minute", "about {from} to {count} minutes", "from")),
        ("phone", PHONE, ("about {a} to {count} minute", "about {a} to {count} minutes", "a")),
    ],
)
def test_every_language_has_its_plural_and_keeps_numbers_in_order(
    page: Page, face: str, script: str, words: tuple[str, str, str]
) -> None:
    told = [range_told(first, last) for first, last in RANGES] + [place_told(ahead) for ahead in PLACES]
    found = page.evaluate(DRAWN % script, {"files": text_files(face, SHIPPED), "cases": told})
    assert set(found) == set(SHIPPED)
    for language, drawn in found.items():
        is_mirrored = find_language(language).direction == "rtl"
        for (first, last), (line, _place) in zip(RANGES, drawn, strict=False):
            assert line["text"] == said(face, language, words[:2], last, **{words[2]: first}), language
            assert [number for number, _x in line["numbers"]] == [str(first), str(last)], language
            places = [x for _number, x in line["numbers"]]
            assert places == sorted(places, reverse=is_mirrored), language
        for ahead, (_range, line) in zip(PLACES, drawn[len(RANGES) :], strict=True):
            assert line["text"] == said(face, language, BEFORE, ahead), language
    assert len({drawn[0][0]["text"] for drawn in found.values()}) > len(SHIPPED) - 4, (
        "languages look the same"
    )


def range_told(first: int, last: int) -> dict[str, Any]:
    return {"ahead": 6, "wait": {"from_minutes": first, "to_minutes": last, "kind": "range"}}


def place_told(ahead: int) -> dict[str, Any]:
    """With a range; both faces say the place in their second line."""
    return {"ahead": ahead, "wait": {"from_minutes": 20, "to_minutes": 35, "kind": "range"}}


def said(face: str, language: str, words: tuple[str, ...], n: int, **values: Any) -> str:
    """What the face's catalogs say for `n`; the form is chosen by the catalog's own rule, not by the browser's."""
    forms = browser_texts(language, *DOMAINS[face])["messages"].get(words[0])
    form = forms[plural_index(language, n)] if forms else words[n != 1]
    return str(form.format(**{"count": n, **values}))
