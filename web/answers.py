"""Answers that several faces give, and their shapes for the API description."""

import hashlib
import json
from typing import Any

from flask import Response, jsonify, request
from pydantic import BaseModel, Field

from service_point.arriving import Arrival
from service_point.boards import Picture, iso
from service_point.issuing import count_ahead
from service_point.outlooks import wait_json
from service_point.statuses import Status
from service_point.unit_of_work import Unit
from web.house import house


class IssuedTicket(BaseModel):
    id: int
    number: int
    code: str = Field(description="27 symbols of 0-9 A-Z without I, O, Y, Z; the last one checks the others")
    pin: str = Field(description="four digits")
    state: str
    issued_at: str = Field(description="UTC, ISO 8601")


class Wait(BaseModel):
    from_minutes: int
    to_minutes: int
    kind: str = Field(description='"range"; "position": say how many are ahead first; "next": you are next')


class TicketIssued(BaseModel):
    ticket: IssuedTicket
    ahead: int
    wait: Wait | None
    outlook: str = Field(description='"today", "uncertain", "not_today"')
    phone_url: str | None
    slip_url: str | None = Field(description="None once the code's day is over")
    print: str = Field(description='"queued", "paper_out", "offline", "none"')


class CheckedIn(TicketIssued):
    """`TicketIssued` for somebody with an appointment."""

    note: str | None = Field(description='"early", "late"; null: on time')
    starts_at: str = Field(description="of the appointment")
    called_from: str | None = Field(description="who is early is not called before")


class TicketStatus(BaseModel):
    number: int
    state: str
    ahead: int | None = Field(description="waiting, and parked: how many are before this one")
    wait: Wait | None
    desk: int | None
    times: int | None = Field(description="how often it was called to this desk")
    version: int
    epoch: str


def issued_json(unit: Unit, ticket: Any, printing: str = "none") -> Picture:
    """The answer to whoever took a ticket. `printing`: what becomes of its slip, see `queue_slip`."""
    return {
        "ticket": {
            "id": ticket.id,
            "number": ticket.number,
            "code": ticket.code,
            "pin": ticket.pin,
            "state": ticket.state,
            "issued_at": iso(ticket.issued_at),
        },
        "ahead": count_ahead(unit.session, ticket),
        "wait": wait_json(ticket.first_forecast),
        "outlook": ticket.promised or "today",
        "phone_url": phone_url(ticket.code),
        "slip_url": f"/t/{ticket.code}/slip.pdf" if ticket.code else None,
        "print": printing,
    }


def arrived_json(unit: Unit, arrival: Arrival, printing: str = "none") -> Picture:
    """The answer to whoever checked in."""
    return {
        **issued_json(unit, arrival.ticket, printing),
        "note": arrival.note,
        "starts_at": iso(arrival.starts_at),
        "called_from": iso(arrival.called_from) if arrival.called_from else None,
    }


def phone_url(code: str | None) -> str | None:
    """The address for the QR code; None when phones can't reach this server."""
    return house().phone_url(code)


def dates_url(site: str) -> str | None:
    """The public page of what comes at a site; None when phones can't reach this server."""
    return house().dates_url(site)


def public_answer(body: str | bytes, mimetype: str) -> Response:
    """For everybody, with `ETag`; anybody on the way may keep it for a while."""
    response = Response(body, mimetype=mimetype)
    response.add_etag()
    response.headers["Cache-Control"] = f"public, max-age={PUBLIC_FOR_S}"
    response.make_conditional(request)
    return response


def picture_answer(picture: Picture) -> Response:
    """A picture with an `ETag` over all but the time it was taken."""
    response = jsonify(picture)
    response.set_etag(_etag(picture))
    response.headers["Cache-Control"] = "no-store"
    response.make_conditional(request)
    return response


def remembered_answer(status: Status) -> Response:
    """The same for a status that many ask for again and again: written down once."""
    if status.ready is None:
        status.ready = jsonify(status.picture).get_data(), _etag(status.picture)
    body, etag = status.ready
    is_known = request.if_none_match.contains(etag)
    response = Response(b"" if is_known else body, 304 if is_known else 200, mimetype="application/json")
    response.set_etag(etag)
    response.headers["Cache-Control"] = "no-store"
    return response


def _etag(picture: Picture) -> str:
    seen = json.dumps({key: value for key, value in picture.items() if key != "now"}, sort_keys=True)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def with_cookie(response: Response, name: str, value: str, *, same_site: str, max_age_s: int) -> Response:
    """Set one of our cookies: never readable by scripts, `Secure` exactly when we are on https."""
    response.set_cookie(
        house().cookie(name),
        value,
        max_age=max_age_s,
        secure=house().is_https,
        httponly=True,
        samesite=same_site,
        path="/",
    )
    return response


def device_paired(kind: str, token: str, response: Response | None = None) -> Response:
    """The device's cookie: its token left the address bar and comes back by itself."""
    return with_cookie(
        response or Response(status=204), kind, token, same_site="Strict", max_age_s=DEVICE_COOKIE_S
    )


PUBLIC_FOR_S = 300  # an event that was moved is right everywhere after five minutes
DEVICE_COOKIE_S = 400 * 24 * 3600  # the longest that browsers keep a cookie


def json_answer(body: Any, status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    return response
