"""On which line each key of a TOML text stands. `tomllib` doesn't say; a problem without its line is hard to find.

Only for text that `tomllib` has accepted: the scanner trusts the grammar and never judges it.
"""

import re

from rules.site_file_problems import Path

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[^\s,\]}=.#\[{]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")


class Lines:
    """`lines[path]` is the line (from 1) of a table, key or array item; of what is missing, its nearest parent."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = _Scanner(text).lines

    def __getitem__(self, path: Path) -> int:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at = text.replace("\r\n", "\n"), 0
        self.lines: dict[Path, int] = {}
        self._rows: dict[Path, int] = {}  # how many [[tables]] of a name were opened
        self._table: Path = ()
        while self._skip(_BLANK) < len(self.text):
            self._header() if self._sees("[") else self._pair(self._table)

    def _header(self) -> None:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path = self._resolved(self._key())
        if many:
            self._rows[path] = self._rows.get(path, -1) + 1
            self._note(path, start)
            path += (self._rows[path],)
        self._note(path, start)
        self._table = path
        self.at = self.text.index("]", self.at) + (2 if many else 1)

    def _resolved(self, key: Path) -> Path:
        """A header below an array of tables belongs to its last row: [topics.name] is topics[last].name."""
        path: Path = ()
        for part in key[:-1]:
            path += (part,)
            if path in self._rows:
                path += (self._rows[path],)
        return path + key[-1:]

    def _pair(self, parent: Path) -> None:
        start = self.at
        path = parent
        for part in self._key():
            path += (part,)
            self._note(path, start)
        self.at += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> Path:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            parts.append(self._take(_STRING)[1:-1] if self.text[self.at] in "\"'" else self._take(_BARE))
            self._skip(_SPACE)
            if not self._sees("."):
                return tuple(parts)
            self.at += 1

    def _value(self, path: Path) -> None:
        if self._sees("["):
            self._items(path, "]")
        elif self._sees("{"):
            self._items(path, "}")
        elif self._sees('"') or self._sees("'"):
            self._take(_STRING)
        else:
            self._take(_SCALAR)

    def _items(self, path: Path, end: str) -> None:
        self.at += 1
        row = 0
        while self._skip(_BLANK) < len(self.text) and not self._sees(end):
            if end == "}":
                self._pair(path)
            else:
                self._note((*path, row), self.at)
                self._value((*path, row))
            row += 1
            self._skip(_BLANK)
            self.at += self._sees(",")
        self.at += 1

    def _note(self, path: Path, at: int) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, at) + 1)

    def _sees(self, character: str) -> bool:
        return self.text.startswith(character, self.at)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        self._take(pattern)
        return self.at

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        taken = found.group() if found else ""
        self.at += len(taken)
        return taken
