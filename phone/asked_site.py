"""Which site a public page or address is about: the only one, or the one of `?site=`."""

from typing import Any

from flask import abort, request

from service_point.facts import SiteFacts
from service_point.people import public_site
from web.house import house


def asked_site(session: Any) -> SiteFacts:
    """404 where there is none, or it is not said which. `session`: of the house's office, which faces only pass on."""
    site_id = public_site(session, request.args.get("site"))
    if site_id is None:
        abort(404)
    return house().office.facts(session, site_id)
