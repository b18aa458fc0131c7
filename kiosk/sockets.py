"""The kiosk's live line: whether it is open and how many wait. Clients send nothing."""

from typing import Any

from flask_socketio import Namespace, SocketIO, join_room

from realtime.rooms import kiosk_room
from web.listening import admit, device_from, leave


class KioskLine(Namespace):
    def on_connect(self, auth: Any = None) -> bool:
        device = device_from("kiosk", auth)
        return admit(device, lambda known: join_room(kiosk_room(known.site_id)))

    def on_disconnect(self, _reason: Any = None) -> None:
        leave()


def register(socketio: SocketIO) -> None:
    socketio.on_namespace(KioskLine("/kiosk"))
