"""What a table and a key of a site file are: the words in which `site_file_schema.py` says all of them."""

from dataclasses import dataclass

from rules.site_file_kinds import Kind

MISSING = object()  # a key without default must be in the file


@dataclass(frozen=True)
class Key:
    name: str
    kind: Kind
    meaning: str
    default: object = MISSING
    of: str = ""  # the table whose rows it names

    @property
    def is_required(self) -> bool:
        return self.default is MISSING


@dataclass(frozen=True)
class Table:
    """`many`: written [[name]], once for each row. `unique`: the key by which rows are told apart."""

    name: str
    meaning: str
    keys: tuple[Key, ...]
    many: bool = True
    at_least: int = 0
    unique: str = ""

    @property
    def header(self) -> str:
        return f"[[{self.name}]]" if self.many else f"[{self.name}]"

    def key(self, name: str) -> Key | None:
        return next((key for key in self.keys if key.name == name), None)
