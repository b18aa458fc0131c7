"""What a table of a site file is made of: keys, each with the kind of its values, its meaning and its default."""

from dataclasses import dataclass

from rules.site_file_kinds import Kind

MISSING = object()  # a key without default must be in the file


@dataclass(frozen=True)
class Key:
    name: str
    kind: Kind
    meaning: str
    default: object = MISSING

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
