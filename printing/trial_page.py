"""The test print: whether the roll is in right, the whole width prints, and every script comes out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from printing.sheet import DOT, MM, Sheet
from printing.text_layout import Style, break_lines, direction_of
from printing.typefaces import EXTRABOLD, REGULAR, faces

PAPER = 80 * MM
PRINTABLE = 72 * MM
EDGE = (PAPER - PRINTABLE) / 2
MARGIN = 4 * MM
SAMPLES = (
    ("de", "Äpfel, Öl, Übung, Straße 0123456789"),
    ("ro", "Țară, școală, înțeleg, să"),
    ("kmr", "Çîrok, şêr, ê, û, î"),
    ("uk", "Їжак, ґанок, є, щастя"),
    ("ar", "أهلاً وسهلاً، لا بأس"),
    ("fa", "خوش آمدید، گچ پژ چای"),
    ("ckb", "بەخێربێن، ڕۆژ، گەڵ، چۆن"),
    ("ti", "ሰላም፣ እንቋዕ ብደሓን መጻእኩም"),
)


def trial_pdf(site_name: str, printer: str, at: datetime, zone: str) -> bytes:
    """The test print as a PDF of one page, laid out like a slip. `printer`: how staff calls it; `at` is aware."""
    sheet = Sheet(PAPER, top=3 * MM)
    top = sheet.y
    sheet.skip(3 * MM)
    _text(sheet, "Prüfdruck · Test print", Style(faces(EXTRABOLD), 15))
    when = f"{at.astimezone(ZoneInfo(zone)):%d.%m.%Y %H:%M:%S}"
    for line in (site_name, printer, when):
        _text(sheet, line, Style(faces(REGULAR), 10))
    sheet.skip(2 * MM)
    for language, sample in SAMPLES:
        _text(sheet, sample, Style(faces(REGULAR), 12.5, language))
    sheet.skip(3 * MM)
    sheet.frame(EDGE + DOT, top, PRINTABLE - 2 * DOT, sheet.y - top, 2 * MM, 2 * DOT)
    sheet.skip(3 * MM)
    return sheet.pdf(title="Test", author=site_name, language="de")


def _text(sheet: Sheet, text: str, style: Style) -> None:
    direction = direction_of(text, "rtl")
    for line in break_lines(text, style, direction, PRINTABLE - 2 * MARGIN):
        left = PAPER - EDGE - MARGIN - line.width if direction == "rtl" else EDGE + MARGIN
        sheet.line(line, left)
