"""The colours of tokens.css keep their contrast in every theme (WCAG 2.2, people.md: text 7:1, graphics 3:1)."""

import re

import pytest

from tests.support.source import ROOT

TOKENS = (ROOT / "web/static/tokens.css").read_text(encoding="utf-8")
BLOCK = re.compile(r'^(:root|\[data-theme="(\w+)"\]) \{(.*?)^\}', re.MULTILINE | re.DOTALL)
TOKEN = re.compile(r"--([\w-]+): ([^;]+);")

READ = [  # text on its ground, 7:1
    ("text", "page"),
    ("text", "card"),
    ("number", "card"),
    ("on-action", "action"),
    ("on-action", "action-pressed"),
    ("on-bar", "bar"),
    ("on-quiet", "quiet"),
    ("on-call", "call"),
    ("on-next", "next"),
    ("on-good-ground", "good-ground"),
    ("on-bad-ground", "bad-ground"),
    ("text-2", "page"),
    ("text-2", "card"),
    ("on-stop", "stop"),
    ("bad", "card"),
    ("good", "card"),
]
SEEN = [  # signs, edges and rings, 3:1
    ("sign", "page"),
    ("sign", "card"),
    ("outline", "card"),
    ("outline", "page"),
    ("focus", "page"),
    ("focus", "card"),
    ("focus-on-bar", "bar"),
]


def themes() -> dict[str, dict[str, str]]:
    """Theme → its colours; dark and contrast stand on the light ones."""
    blocks = {name or "light": dict(TOKEN.findall(body)) for _, name, body in BLOCK.findall(TOKENS)}
    return {name: {**blocks["light"], **blocks[name]} for name in ("light", "dark", "contrast")}


@pytest.mark.access(5)
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("pairs", "least"), [(READ, 7.0), (SEEN, 3.0)])
def test_what_must_be_read_or_seen_stands_out(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = themes()[theme]
    ratios = {f"{front} on {ground}": contrast(colours, front, ground) for front, ground in pairs}
    assert {pair: round(ratio, 1) for pair, ratio in ratios.items() if ratio < least} == {}


def test_the_figures_of_the_design_are_reached() -> None:
    light = themes()["light"]
    assert contrast(light, "ink", "paper") == pytest.approx(14.6, abs=0.1)
    assert contrast(light, "surface", "sea") == pytest.approx(8.4, abs=0.1)
    assert contrast(light, "ink", "sun") == pytest.approx(7.8, abs=0.1)


def contrast(colours: dict[str, str], front: str, ground: str) -> float:
    """WCAG's contrast ratio of two tokens, 1 to 21."""
    light, dark = sorted((luminance(colours, front), luminance(colours, ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colours: dict[str, str], name: str) -> float:
    value = colours[name]
    if alias := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return luminance(colours, alias[1])
    channels = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
