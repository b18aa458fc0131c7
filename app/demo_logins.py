"""The demo's ways in: tokens and a password that everybody knows. The production server refuses to start with them."""

from sqlalchemy.orm import Session

from i18n.texts import N_, Texts
from rules.roles import Role
from service_point.people import demo_people

KIOSK_TOKEN = "demo-kiosk-token"  # noqa: S105 (public on purpose)
DISPLAY_TOKEN = "demo-display-token"  # noqa: S105
PASSWORD = "lotse-demo"  # noqa: S105


ROLES = {Role.LEAD: N_("Lead"), Role.CASE_MANAGER: N_("Case manager"), Role.RECEPTION: N_("Reception")}


def faces(texts: Texts, demo: bool) -> list[dict[str, str]]:
    """The four faces, with the demo's device tokens in their addresses."""
    _ = texts.gettext
    kiosk_token = f"#device={KIOSK_TOKEN}" if demo else ""
    display_token = f"#device={DISPLAY_TOKEN}" if demo else ""
    found = [
        {
            "name": _("Kiosk"),
            "text": _("Take a ticket, in your language"),
            "href": f"/kiosk/{kiosk_token}",
            "icon": "ticket",
        },
        {
            "name": _("Display"),
            "text": _("The board of the waiting room"),
            "href": f"/display/{display_token}",
            "icon": "monitor",
        },
        {
            "name": _("Console"),
            "text": _("Call visitors and record outcomes"),
            "href": "/staff/",
            "icon": "user-round",
        },
    ]
    if demo:
        text = _("Follow your ticket: the code on the slip leads here")
        found.append({"name": _("Phone"), "text": text, "href": "/kiosk/", "icon": "smartphone"})
    return found


def logins(texts: Texts, session: Session) -> list[dict[str, str]]:
    """Rows of the start page's table."""
    return [
        {
            "username": member.username or "",
            "password": PASSWORD,
            "name": member.name,
            "role": texts.gettext(ROLES[Role(member.role)]),
        }
        for member in demo_people(session)
    ]
