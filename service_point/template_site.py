"""What comes with the program for a new site: topics, needs, lists and languages, with their texts in every language.

The words are those of the first site, Leverkusen's (sites/leverkusen.toml).
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "sites" / "leverkusen.toml"
THEIR_OWN = ("place", "hours")  # of bodies in that town
OFFERED = ("topics", "needs", "languages", "outcomes", "referral_bodies", "gaps", "call_reasons")


@lru_cache
def template() -> Mapping[str, Any]:
    """The whole document. Not to be changed."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def template_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows that a form may offer, with their texts."""
    return {
        name: [{key: value for key, value in row.items() if key not in THEIR_OWN} for row in template()[name]]
        for name in OFFERED
    }
