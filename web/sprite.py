"""The icons that a page's modules name, put into the page itself: a phone need not load the whole sprite for them."""

import re
from functools import lru_cache

from markupsafe import Markup

from web.modules import modules_of, text_of_module
from web.static_files import FOLDERS

SPRITE = FOLDERS["web"] / "vendor" / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"(.*?</symbol>)', re.DOTALL)
QUOTED = re.compile(r'"([a-z0-9-]+)"')


@lru_cache
def icons_of(entry: str) -> Markup:
    """The symbols named anywhere in `entry` ("/static/phone/phone.js") and what it imports, as `i-NAME`."""
    texts = [text_of_module(address) for address in (entry, *modules_of(entry))]
    named = {name for text in texts for name in QUOTED.findall(text)}
    symbols = [f'<symbol id="i-{name}"{rest}' for name, rest in SYMBOL.findall(_sprite()) if name in named]
    return Markup('<svg class="own-icons" width="0" height="0" aria-hidden="true">{}</svg>').format(
        Markup("".join(symbols))  # noqa: S704 (of our own sprite)
    )


@lru_cache
def _sprite() -> str:
    return SPRITE.read_text(encoding="utf-8")
