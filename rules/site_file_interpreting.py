"""The tables of a site file about interpreters."""

from rules import site_file_kinds as kind
from rules.site_file_key import Key, Table

_CODE = Key("code", kind.code, "name for the program and for figures: keep it for ever, texts may change")

INTERPRETERS = Table(
    "interpreters",
    "Who interprets talks when present: no login; on the console somebody marks who is here today.",
    (
        _CODE,
        Key("name", kind.text(60), "what the staff read"),
        Key(
            "languages",
            kind.list_of(kind.language, 1),
            "languages interpreted from and into German",
            of="languages",
        ),
    ),
    unique="code",
)
TELEPHONE_INTERPRETING = Table(
    "telephone_interpreting",
    "Whom to ring when nobody present speaks a visitor's language; a list on the console.",
    (
        Key("name", kind.text(60), "the service"),
        Key("number", kind.text(30), "what to dial"),
        Key(
            "languages",
            kind.list_of(kind.language),
            "its languages; left out: nearly all",
            default=(),
            of="languages",
        ),
        Key("hours", kind.list_of(kind.hours), "when somebody answers; left out: always", default=()),
        Key("hint", kind.texts(staff=True), "what the staff need to know, such as a code", default=None),
    ),
    unique="name",
)
