#!/usr/bin/env python3
"""Translations of a site file's own texts: topics, needs, reasons, guests. Lines and comments stay where they are.

    tools/site_texts.py missing sites/leverkusen.toml LANGUAGE …     prints {language: {"site": {english: ""}}}
    tools/site_texts.py fill sites/leverkusen.toml FILE.json …       takes the same shape back, with the translations

A text is found by its English line (`name.en = "Housing"`); each language stands on a line of its own, in the order
of [[languages]]. Other keys of the JSON (the domains of tools/catalogs.py) are left alone.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

TEXT = re.compile(r'^(?P<key>\w+)\.(?P<language>[A-Za-z-]+) = (?P<text>"(?:[^"\\]|\\.)*")$')
Block = dict[str, str]  # language → its line


def main(arguments: list[str]) -> int:
    command, path, *others = arguments
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    if command == "missing":
        print(
            json.dumps(
                {code: {"site": missing(lines, code)} for code in others}, ensure_ascii=False, indent=1
            )
        )
        return 0
    given: dict[str, dict[str, str]] = {}
    for name in others:
        for code, domains in json.loads(Path(name).read_text(encoding="utf-8")).items():
            given[code] = domains.get("site", {})
    Path(path).write_text("\n".join(filled(lines, given)) + "\n", encoding="utf-8")
    return 0


def missing(lines: list[str], language: str) -> dict[str, str]:
    """English text → "" for each text of the file without `language`."""
    blocks = [block for block in blocks_of(lines) if isinstance(block, dict)]
    return {text_in(block["en"]): "" for block in blocks if "en" in block and language not in block}


def filled(lines: list[str], given: dict[str, dict[str, str]]) -> list[str]:
    """The file's lines with the texts of `given`: {language: {english: text}}."""
    order = [row["code"] for row in tomllib.loads("\n".join(lines))["languages"]]
    written: list[str] = []
    for block in blocks_of(lines):
        written += [block] if isinstance(block, str) else _with(block, given, order)
    return written


def blocks_of(lines: list[str]) -> Iterator[str | Block]:
    """Line by line; lines that say the same thing in several languages come together."""
    block: Block = {}
    key = ""
    for line in lines:
        found = TEXT.match(line)
        if block and (not found or found["key"] != key or found["language"] in block):
            yield block
            block = {}
        if found:
            key = found["key"]
            block[found["language"]] = line
        else:
            yield line
    if block:
        yield block


def text_in(line: str) -> str:
    found = TEXT.match(line)
    return str(json.loads(found["text"])) if found else ""


def _with(block: Block, given: dict[str, dict[str, str]], order: list[str]) -> list[str]:
    key = next(iter(block.values())).split(".")[0]
    english = text_in(block.get("en", ""))
    for language, texts in given.items():
        if english in texts:
            block[language] = f"{key}.{language} = {json.dumps(texts[english], ensure_ascii=False)}"
    return [
        block[code] for code in sorted(block, key=lambda code: order.index(code) if code in order else -1)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
