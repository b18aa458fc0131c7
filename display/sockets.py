"""The board's live line: one whole picture a change. Clients send nothing."""

from typing import Any

from flask_socketio import Namespace, SocketIO, emit, join_room

from realtime.messages import EVENT
from realtime.rooms import device_room, display_room
from service_point.boards import board_picture
from service_point.devices import KnownDevice
from web.house import house
from web.listening import admit, device_from, leave


class DisplayLine(Namespace):
    def on_connect(self, auth: Any = None) -> bool:
        device = device_from("display", auth)
        return admit(device, _welcome)

    def on_disconnect(self, _reason: Any = None) -> None:
        leave()


def _welcome(device: KnownDevice) -> None:
    """Into the room first, then the whole picture: nothing falls between the two."""
    join_room(device_room(device.token_hash))
    join_room(display_room(device.site_id))
    office = house().office
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        emit(EVENT, board_picture(session, facts, office.clock()))


def register(socketio: SocketIO) -> None:
    socketio.on_namespace(DisplayLine("/display"))
