"""A browser in two words, from what it says of itself: enough to know one's own sessions again, and nothing more."""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser_words(user_agent: str) -> str:
    """ "Firefox, Linux"; empty for a program that is no browser."""
    found = (
        next((name for mark, name in table if mark in user_agent), None) for table in (BROWSERS, SYSTEMS)
    )
    return ", ".join(name for name in found if name)
