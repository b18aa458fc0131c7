"""Bodies and answers of the addresses of configuration."""

from typing import Annotated, Any

from pydantic import BaseModel, Field

from web.requests import MaybeOnce

LONGEST_FILE = 300_000  # characters; Leverkusen's has 35,000
Revision = Annotated[int, Field(ge=0, description="of the configuration that the draft was made from")]
Tables = Annotated[
    dict[str, Any], Field(max_length=40, description="tables that differ: name → all its rows, or its keys")
]


class Draft(MaybeOnce):
    revision: Revision
    tables: Tables


class Undo(MaybeOnce):
    revision: Revision
    change: Annotated[int, Field(ge=0, description="the revision that came of the change")]


class SiteFileText(MaybeOnce):
    text: Annotated[str, Field(max_length=LONGEST_FILE, description="TOML, see docs/site-file.md")]


class SiteFileImport(SiteFileText):
    revision: Revision


class ConfigurationAnswer(BaseModel):
    revision: int
    document: dict[str, Any] = Field(description="the site file: table → rows or keys")
    form: dict[str, Any] = Field(description="groups, tables and keys with their words, for the page's forms")
    history: list[dict[str, Any]] = Field(
        description="{revision, at, by, how, undoes, changes, may_be_undone}, newest first"
    )
    templates: dict[str, list[dict[str, Any]]] = Field(
        description="rows that come with the program, with their texts: topics, needs, languages"
    )
    shared_pages: dict[str, str] = Field(description="language → whose pages and texts its speakers read")
    readable: list[str] = Field(description="languages that the program has texts in")


class JudgedAnswer(BaseModel):
    findings: list[dict[str, Any]] = Field(description="{path, message, allowed}: what is wrong, and where")
    notes: list[dict[str, Any]] = Field(description="the same: good to know")
    changes: list[dict[str, Any]] = Field(description="{table, row, kind, keys}")
    touched: list[dict[str, Any]] = Field(
        description="{table, row, uses}: rows that go, and how often they are referred to"
    )


class RebasedAnswer(BaseModel):
    revision: int
    document: dict[str, Any]
    tables: dict[str, Any]


class SavedAnswer(BaseModel):
    revision: int
    changes: list[dict[str, Any]]
    touched: list[dict[str, Any]]
