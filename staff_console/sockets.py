"""The console's live line: each person's own picture of the queue. Clients send nothing."""

from typing import Any

from flask_socketio import Namespace, SocketIO, join_room

from realtime.rooms import staff_room
from rules.roles import Permission, is_allowed
from web.listening import admit, leave, staff_from_cookie


class StaffLine(Namespace):
    def on_connect(self, _auth: Any = None) -> bool:
        who = staff_from_cookie()
        if who is not None and not is_allowed(who.role, Permission.SEE_QUEUE):
            return False
        return admit(who, lambda known: join_room(staff_room(known.site_id, known.staff_id)))

    def on_disconnect(self, _reason: Any = None) -> None:
        leave()


def register(socketio: SocketIO) -> None:
    socketio.on_namespace(StaffLine("/staff"))
