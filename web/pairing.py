"""The device's side of pairing by a code, for kiosk and display: begin, ask again and again, get the cookie."""

from flask import Response
from pydantic import BaseModel, Field

from rules.pairing import CODE_LASTS
from service_point.pairing import begin_pairing, claim_token
from service_point.passwords import hash_token
from service_point.times import iso
from web.answers import device_paired, json_answer
from web.clients import client_address
from web.guards import check_same_origin
from web.house import house
from web.requests import Body

ASK_EVERY_S = 3
BEGIN_LIMIT = (
    "30/10 minutes"  # a network address: nobody in a waiting room needs this, a house has a few screens
)
ASK_LIMIT = "60/minute"  # a secret


class PairingStart(Body):
    """Nothing is asked: the code is the server's."""


class PairingSecret(Body):
    secret: str = Field(min_length=1, max_length=200)


class PairingBegun(BaseModel):
    code: str = Field(description='for the console, "BCDF-GHJK"')
    secret: str = Field(description="with this the screen asks; it is shown to nobody")
    expires_at: str
    lasts_s: int
    every_s: int = Field(description="how often to ask")


class PairingState(BaseModel):
    state: str = Field(description='"waiting"; "paired": this answer sets the cookie; "over": begin anew')
    name: str | None = Field(description="of the device, once paired")


def pairing_begun(kind: str) -> Response:
    check_same_origin()
    house().count_attempt(BEGIN_LIMIT, "pairing", client_address())
    begun = begin_pairing(house().office, kind)
    body = {
        "code": begun.code,
        "secret": begun.secret,
        "expires_at": iso(begun.expires_at),
        "lasts_s": int(CODE_LASTS.total_seconds()),
        "every_s": ASK_EVERY_S,
    }
    return _kept_by_nobody(json_answer(body, 201))


def pairing_state(kind: str, secret: str) -> Response:
    check_same_origin()
    house().count_attempt(ASK_LIMIT, "pairing-ask", hash_token(secret))
    claim = claim_token(house().office, kind, secret)
    response = json_answer({"state": claim.state, "name": claim.name}, 200)
    return _kept_by_nobody(device_paired(kind, claim.token, response) if claim.token else response)


def _kept_by_nobody(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
