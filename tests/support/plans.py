"""Another site than Leverkusen's as it stands: the plan of a served site, changed behind the back of its file."""

from collections.abc import Callable
from typing import Any

from models import Site
from service_point.unit_of_work import Office

Plan = dict[str, Any]
MADE_UP = ("en-XA", "ar-XB")  # i18n/pseudo.py: no site file may name them


def change_plan(office: Office, site_id: int, change: Callable[[Plan], Plan]) -> None:
    """From now on `change(plan)` is the site's plan."""
    with office.write(site_id) as unit:
        site = unit.session.get_one(Site, site_id)
        site.plan = change(dict(site.plan))
        site.plan_revision += 1


def pages_only_in(*codes: str) -> Callable[[Plan], Plan]:
    """The other languages have no pages."""

    def change(plan: Plan) -> Plan:
        rows = [{**row, "pages": row["code"] in codes} for row in plan["languages"]]
        return {**plan, "languages": rows}

    return change


def with_made_up_languages(plan: Plan) -> Plan:
    """The languages of layout tests come first, and the board speaks them."""
    rows = [_made_up(code) for code in MADE_UP]
    site = {**plan["site"], "board_languages": list(MADE_UP), "default_language": MADE_UP[0]}
    return {**plan, "site": site, "languages": [*rows, *plan["languages"]]}


def _made_up(code: str) -> dict[str, Any]:
    direction = "rtl" if code == "ar-XB" else "ltr"
    names = {"name": f"[{code} Ëñĝľïŝħ]", "staff_name": {"de": code, "en": code}}
    return {"code": code, "direction": direction, "pages": True, "advice": True, **names}
