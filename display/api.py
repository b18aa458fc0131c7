"""What a display asks for: its pairing and the whole board."""

from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, Field

from display.blueprint import display
from service_point.boards import board_picture
from web.answers import device_paired, picture_answer
from web.guards import current_device, for_device, known_device, open_to_all
from web.house import house
from web.requests import Body


class Pairing(Body):
    token: Annotated[str, Field(min_length=1, max_length=200)]


class BoardCall(BaseModel):
    number: int
    desk: int
    called_at: str
    times: int = Field(description="how often called")


class Board(BaseModel):
    version: int
    epoch: str
    site: dict[str, Any] = Field(description="name, zone, opening times and state of the day")
    now: str
    calls: list[BoardCall] = Field(description="every open call, newest first")
    recent: list[BoardCall] = Field(description="at most 5 ended ones")
    missed: list[int] = Field(description="of the last 10 minutes")
    waiting: int
    notice: str | None


@display.post("/api/device")
@open_to_all
@display.input(Pairing, arg_name="pairing")
@display.doc(responses=[204, 401])
def pair(pairing: Pairing) -> Response:
    """Keep the device's token as its cookie."""
    known_device("display", pairing.token)
    return device_paired("display", pairing.token)


@display.get("/api/board")
@for_device("display")
@display.output(Board)
@display.doc(responses=[304, 401])
def get_board() -> Response:
    """The whole board, with `ETag`."""
    office, device = house().office, current_device()
    with office.read() as session:
        return picture_answer(board_picture(session, office.facts(session, device.site_id), office.clock()))
