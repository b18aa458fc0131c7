"""The console's live line: each person's own picture of the queue. Clients send nothing."""

from typing import Any

from flask_socketio import Namespace, SocketIO, emit, join_room

from realtime.messages import EVENT
from realtime.rooms import session_room, staff_room
from rules.roles import Permission, is_allowed
from service_point.people import SignedIn
from service_point.queues import queue_picture
from web.house import house
from web.listening import admit, leave, staff_from_cookie


class StaffLine(Namespace):
    def on_connect(self, _auth: Any = None) -> bool:
        who = staff_from_cookie()
        if who is not None and not is_allowed(who.role, Permission.SEE_QUEUE):
            return False
        return admit(who, _welcome)

    def on_disconnect(self, _reason: Any = None) -> None:
        leave()


def _welcome(who: SignedIn) -> None:
    """Into the room first, then the whole picture: nothing falls between the two."""
    join_room(session_room(who.session_hash))
    join_room(staff_room(who.site_id, who.staff_id))
    office = house().office
    with office.read() as session:
        facts = office.facts(session, who.site_id)
        emit(EVENT, queue_picture(session, facts, who, office.clock()))


def register(socketio: SocketIO) -> None:
    socketio.on_namespace(StaffLine("/staff"))
