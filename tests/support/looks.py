"""Looking at screens as somebody does who sees little, reaches not far, or minds what flickers: figures, not pictures.

`look` measures a page as it stands, once for all questions; the functions below answer one question each, with the faults
they found. The figures are those of docs/accessibility.md, on a panel 1080 px wide.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.support.cast import kiosk_token
from tests.support.chromium import accessibility_faults
from tools.kiosk_walk import Walk
from tools.screens_kiosk import show, walk_at

Look = dict[str, Any]
Faults = list[Any]

SCRIPT = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
READ_PX = {"latin": 44, "other": 42}  # capitals of 7.3 mm: Atkinson's, Noto's
NOTO = {"ar", "bg", "ckb", "fa", "mk", "prs", "ps", "ru", "sr", "ti", "uk"}
SECOND_PX, SECOND_LARGE_PX = 32, 46
TOUCH_PX, APART_PX = 81, 21  # 20 mm and 5 mm
NEARLY = 0.5
TEXT, SIGN = 7.0, 3.0  # contrast
MOST_HZ = 3
UPPER_THIRD = 1 / 3


class Tour:
    """A kiosk whose screens are looked at, each in each language and view only once, by one page for each panel."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._walks: dict[str, Walk] = {}
        self._seen: dict[tuple[str, ...], Look] = {}

    def walk(self, panel: str) -> Walk:
        if panel not in self._walks:
            self._walks[panel] = walk_at(self._browser, self._address, kiosk_token(), panel)
        return self._walks[panel]

    def sees(
        self,
        screens: list[str],
        language: str,
        panel: str = "portrait",
        view: str = "normal",
        axe: bool = False,
    ) -> dict[str, Look]:
        """Screen → what was measured there; with `axe` also its faults."""
        return {name: self._look(name, language, panel, view, axe) for name in screens}

    def _look(self, screen: str, language: str, panel: str, view: str, axe: bool) -> Look:
        key = (screen, language, panel, view)
        if key not in self._seen or (axe and "axe" not in self._seen[key]):
            walk = self.walk(panel)
            show(walk, screen, language, view)
            found = look(walk.page)
            if axe:
                found["axe"] = accessibility_faults(walk.page)
            self._seen[key] = {**found, "language": language, "view": view}
        return self._seen[key]

    def close(self) -> None:
        for walk in self._walks.values():
            walk.page.unroute_all(behavior="ignoreErrors")
            walk.page.context.close()


def look(page: Page) -> Look:
    """What look.js measures, of the page or of the panel in front of it."""
    found: Look = page.evaluate(SCRIPT)
    return found


def faults_of(looks: Mapping[str, Look], question: Callable[[Look], Faults]) -> dict[str, Faults]:
    """Screen → what is wrong there; empty when all is well."""
    return {name: found for name, seen in looks.items() if (found := question(seen))}


# --- questions -------------------------------------------------------------------------------------------------------


def too_small_to_read(seen: Look) -> Faults:
    """Words that must be read; second lines in tiles and the doors below the topics are second."""
    least = READ_PX["other" if seen["language"] in NOTO else "latin"]
    read = [word for word in seen["words"] if word["isRead"] and not word["isDoor"] and not word["isHint"]]
    return [(word["text"], word["px"]) for word in read if word["px"] < least]


def too_small_at_all(seen: Look) -> Faults:
    least = SECOND_LARGE_PX if seen["view"] == "large" else SECOND_PX
    return [(word["text"], word["px"]) for word in seen["words"] if word["px"] < least - NEARLY]


def too_small_to_touch(seen: Look) -> Faults:
    def size(button: Look) -> float:
        return float(min(button["right"] - button["left"], button["bottom"] - button["top"]))

    return [(button["text"], size(button)) for button in seen["buttons"] if size(button) < TOUCH_PX - NEARLY]


def too_near_to_touch(seen: Look) -> Faults:
    return [pair for pair in seen["near"] if pair[2] < APART_PX - NEARLY]


def without_contrast(seen: Look) -> Faults:
    words = [(word["text"], word["contrast"]) for word in seen["words"] if word["contrast"] < TEXT]
    return words + [(sign["text"], sign["contrast"]) for sign in seen["signs"] if sign["contrast"] < SIGN]


def without_room(seen: Look) -> Faults:
    """Cut off, broken inside a word, beyond the edge, or under something else."""
    return [*seen["cutOff"], *seen["tooWide"], *seen["outside"], *seen["covered"]]


def only_by_dragging(seen: Look) -> Faults:
    return ["a long list without a button"] if seen["isLong"] and not seen["hasMore"] else []


def moving(seen: Look) -> Faults:
    return list(seen["moving"])


def too_high_to_reach(seen: Look) -> Faults:
    """What leads on lies in the lower two thirds of a panel that stands; lowered, everything does."""
    if seen["width"] > seen["height"]:
        return []
    least = seen["height"] * UPPER_THIRD
    asked = [one for one in seen["buttons"] if one["isMain"] or seen["view"] == "lowered"]
    return [one["text"] for one in asked if (one["top"] + one["bottom"]) / 2 < least]


def not_one_heading(seen: Look) -> Faults:
    return [] if seen["h1"] == 1 else [f"{seen['h1']} h1"]


def axe(seen: Look) -> Faults:
    return list(seen["axe"])
