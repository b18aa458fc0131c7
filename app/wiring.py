"""Ties the rooms together: after a commit pictures go out and slips are printed; once a second the clock is asked."""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial

from apiflask import APIFlask
from flask_socketio import SocketIO
from sqlalchemy.orm import Session

from app.config import Settings
from app.mail_keeper import MailKeeper, MailServer
from app.printer_keeper import PrinterKeeper
from app.this_process import my_name
from realtime.broadcaster import Broadcaster
from realtime.ended_lines import device_keeper, session_keeper
from realtime.messages import Listeners, Message, Pictures, messages
from realtime.neighbours import Neighbours
from service_point.boards import board_picture, kiosk_picture
from service_point.changes import Changes
from service_point.devices import living_devices
from service_point.people import member_as_signed_in
from service_point.queues import queue_picture
from service_point.sessions import living_sessions
from service_point.unit_of_work import Office


def wire(app: APIFlask, socketio: SocketIO, office: Office, settings: Settings) -> None:
    """Start pushing with the first request or live line; a command never starts it."""
    changes = Changes(office, my_name())

    def messages_of(site_id: int, listeners: Listeners) -> Iterable[Message]:
        with ExitStack() as stack:
            session = stack.enter_context(office.read())
            yield from messages(site_id, listeners, _pictures(office, session, site_id))

    sessions = session_keeper(socketio, partial(living_sessions, office))
    devices = device_keeper(socketio, partial(living_devices, office))

    def look() -> Iterable[int]:
        sessions.look()
        devices.look()
        yield from changes.since_last_look()

    broadcaster = Broadcaster(socketio, messages_of, look)
    app.extensions["session_keeper"] = sessions
    app.extensions["device_keeper"] = devices
    office.after_commit.append(broadcaster.announce)
    office.around_write = broadcaster.writing
    app.extensions["broadcaster"] = broadcaster
    app.extensions["lotse"].statuses.let_boards_go_first = broadcaster.wait_until_calm
    app.extensions["live"] = socketio
    house = app.extensions["lotse"]
    printers = PrinterKeeper(office, house.phone_url, house.dates_url)
    office.after_commit.append(printers.announce)
    app.extensions["printers"] = printers
    workers: list[Broadcaster | PrinterKeeper | MailKeeper | Neighbours] = [broadcaster, printers]
    mail_server = MailServer.of(settings)
    if mail_server is not None:
        mails = app.extensions["mails"] = MailKeeper(office, mail_server)
        office.after_commit.append(mails.announce)
        workers.append(mails)
    if settings.redis_url:
        neighbours = _neighbours(settings, list(office.after_commit))
        office.after_commit.append(neighbours.announce)
        workers.append(neighbours)

    @app.before_request
    def start_working() -> None:
        for worker in workers:
            worker.start()

    app.extensions["lotse"].start_working = start_working


def _neighbours(settings: Settings, tell: list[Callable[[int], None]]) -> Neighbours:
    """What another process has changed is news for the same as what this one has."""

    def on_change(site_id: int) -> None:
        for one in tell:
            one(site_id)

    service = hashlib.sha256(settings.database.encode()).hexdigest()[:12]
    return Neighbours(settings.redis_url, f"lotse-{service}", on_change)


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
