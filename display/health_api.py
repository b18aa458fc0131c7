"""What a board says of itself every 20 s, and what it hears: whether its page is still the right one."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from display.blueprint import display
from service_point.boards import Picture, iso
from service_point.kiosks import Heartbeat, note_heartbeat
from web.guards import current_device, for_device
from web.house import house
from web.program import display_page_version
from web.requests import Body


class BoardHeartbeat(Body):
    """Sent every 20 s. `clock_offset_s`: the server's clock less the display's."""

    page: Annotated[str, Field(max_length=40)]
    up_for_s: Annotated[int, Field(ge=0, le=1_000_000_000)]
    clock_offset_s: Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]


class BoardHeartbeatAnswer(BaseModel):
    now: str
    page: str = Field(description="the version that the board should show")


@display.post("/api/heartbeat")
@for_device("display")
@display.input(BoardHeartbeat, arg_name="told")
@display.output(BoardHeartbeatAnswer)
@display.doc(responses=[401, 422])
def heartbeat(told: BoardHeartbeat) -> Picture:
    """The board is there. `page`: the version that it should show; another one is loaded while nobody is called."""
    office, device = house().office, current_device()
    beat = Heartbeat(
        page=told.page,
        up_for=timedelta(seconds=told.up_for_s),
        clock_offset=timedelta(seconds=told.clock_offset_s),
    )
    note_heartbeat(office, device.id, device.site_id, beat)
    with office.read() as session:
        revision = office.facts(session, device.site_id).revision
    return {"now": iso(office.clock()), "page": display_page_version(revision)}
