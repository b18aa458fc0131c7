"""An appointment as a file for a phone's calendar: iCalendar (RFC 5545), written by hand, read by any calendar."""

from datetime import UTC, datetime

LINE_BYTES = 75  # longer lines go on in the next one, after a space (RFC 5545 §3.1)


def calendar_file(
    *,
    uid: str,
    made_at: datetime,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    place: str,
    text: str,
    is_cancelled: bool = False,
) -> bytes:
    """One event in UTC, so that it needs no rules of a zone. Times are aware. A later `made_at` replaces an earlier
    file of the same `uid`, also on a phone that already has it; `is_cancelled` takes it off."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Lotse//Appointments//EN",
        f"METHOD:{'CANCEL' if is_cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid)}",
        f"DTSTAMP:{_utc(made_at)}",
        f"SEQUENCE:{int(made_at.timestamp()) // 60 % 2**31}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SUMMARY:{_escaped(title)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{_escaped(text)}",
        f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _utc(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Never within a character."""
    parts: list[bytes] = []
    part = b""
    for sign in line:
        octets = sign.encode()
        if len(part) + len(octets) > LINE_BYTES - (1 if parts else 0):
            parts.append(part)
            part = b""
        part += octets
    return b"\r\n ".join([*parts, part])
