"""Ties the rooms together: after a commit pictures go out and slips are printed; once a second the clock is asked."""

from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial

from apiflask import APIFlask
from flask_socketio import SocketIO
from sqlalchemy.orm import Session

from app.printer_keeper import PrinterKeeper
from realtime.broadcaster import Broadcaster
from realtime.ended_sessions import SessionKeeper
from realtime.messages import Listeners, Message, Pictures, messages
from service_point.boards import board_picture, kiosk_picture
from service_point.changes import Changes
from service_point.people import member_as_signed_in
from service_point.queues import queue_picture
from service_point.sessions import living_sessions
from service_point.unit_of_work import Office


def wire(app: APIFlask, socketio: SocketIO, office: Office) -> None:
    """Start pushing with the first request; a command never starts it."""
    changes = Changes(office)

    def messages_of(site_id: int, listeners: Listeners) -> Iterable[Message]:
        with ExitStack() as stack:
            session = stack.enter_context(office.read())
            yield from messages(site_id, listeners, _pictures(office, session, site_id))

    sessions = SessionKeeper(socketio, partial(living_sessions, office))

    def look() -> Iterable[int]:
        sessions.look()
        yield from changes.since_last_look()

    broadcaster = Broadcaster(socketio, messages_of, look)
    app.extensions["session_keeper"] = sessions
    office.after_commit.append(broadcaster.announce)
    app.extensions["broadcaster"] = broadcaster
    app.extensions["live"] = socketio
    printers = PrinterKeeper(office, app.extensions["lotse"].phone_url)
    office.after_commit.append(printers.announce)
    app.extensions["printers"] = printers

    @app.before_request
    def start_pushing() -> None:
        broadcaster.start()
        printers.start()


def _pictures(office: Office, session: Session, site_id: int) -> Pictures:
    """One snapshot for all pictures of a push."""
    facts, now = office.facts(session, site_id), office.clock()

    def queue(staff_id: int) -> dict[str, object] | None:
        who = member_as_signed_in(session, staff_id)
        return queue_picture(session, facts, who, now) if who else None

    return Pictures(
        board=lambda: board_picture(session, facts, now),
        kiosk=lambda: kiosk_picture(session, facts, now),
        queue=queue,
    )
