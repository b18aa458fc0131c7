"""One function makes each room name."""


def display_room(site_id: int) -> str:
    """Every display of a site: they show the same picture."""
    return f"site-{site_id}-display"


def kiosk_room(site_id: int) -> str:
    return f"site-{site_id}-kiosk"


def staff_room(site_id: int, staff_id: int) -> str:
    """One person's consoles: each sees what this one may see."""
    return f"site-{site_id}-staff-{staff_id}"


DEVICE = "device-"


def device_room(token_hash: str) -> str:
    """Every line of one device's token: they end with it."""
    return f"{DEVICE}{token_hash}"


SESSION = "session-"


def session_room(session_hash: str) -> str:
    """Every line of one sign-in: they end with it."""
    return f"{SESSION}{session_hash}"
