"""The board's live line: one whole picture a change. Clients send nothing."""

from typing import Any

from flask_socketio import Namespace, SocketIO, join_room

from realtime.rooms import display_room
from web.listening import admit, device_from, leave


class DisplayLine(Namespace):
    def on_connect(self, auth: Any = None) -> bool:
        device = device_from("display", auth)
        return admit(device, lambda known: join_room(display_room(known.site_id)))

    def on_disconnect(self, _reason: Any = None) -> None:
        leave()


def register(socketio: SocketIO) -> None:
    socketio.on_namespace(DisplayLine("/display"))
