"""Builds the application: one place that knows every room."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apiflask import APIFlask
from flask_socketio import SocketIO

from app.commands import register_commands
from app.config import ROOT, Settings
from app.description import describe
from app.health import health
from app.start_page import start_page
from app.wiring import wire
from display import api as display_api
from display import sockets as display_sockets
from display import speech as display_speech
from display import views as display_views
from display.blueprint import display
from kiosk import api as kiosk_api
from kiosk import dates_api as kiosk_dates_api
from kiosk import files as kiosk_files
from kiosk import health_api as kiosk_health_api
from kiosk import offline_api as kiosk_offline_api
from kiosk import preview_api as kiosk_preview_api
from kiosk import sockets as kiosk_sockets
from kiosk import speech as kiosk_speech
from kiosk import views as kiosk_views
from kiosk.blueprint import kiosk
from models.database import Database
from phone import api as phone_api
from phone import appointment_page, appointment_views, booking_api
from phone import events_api as public_events_api
from phone import views as phone_views
from phone.blueprint import appointments, booking, events, phone
from realtime.lines import use_direct_lines
from service_point.identity_provider import IdentityProvider
from service_point.unit_of_work import Office
from speech.espeak import find_espeak
from speech.speaker import Speaker
from staff_console import (
    account_api,
    appointment_api,
    configuration_api,
    desk_api,
    device_api,
    duty_api,
    event_api,
    interpreter_api,
    lead_api,
    log_api,
    next_steps_api,
    notice_api,
    page_views,
    people_api,
    printer_api,
    provider_views,
    queue_api,
    recording_api,
    roster_api,
    session_api,
    setup_api,
    ticket_api,
    today_api,
)
from staff_console import display_api as staff_display_api
from staff_console import kiosk_api as staff_kiosk_api
from staff_console import sockets as staff_sockets
from staff_console.blueprint import staff_console
from staff_console.problems import STAFF_PROBLEMS
from web.access_log import register_access_log
from web.guards import is_own_origin
from web.headers import register_headers
from web.house import House
from web.problems import add_problems, register_problems
from web.requests import MAX_BODY_BYTES, LotseRequest
from web.static_files import register_static_files
from web.text_files import register_text_files

PING_S = 5  # a dead display is noticed within ten seconds (stack.md §1, trap 6)
ADDRESSES = (  # importing these gave the blueprints their addresses
    *(kiosk_api, kiosk_offline_api, kiosk_health_api, kiosk_speech, kiosk_files, kiosk_views),
    kiosk_preview_api,
    *(display_api, display_speech, display_views, phone_api, phone_views),
    configuration_api,
    setup_api,
    *(account_api, log_api, people_api, provider_views),
    *(device_api, staff_display_api, notice_api, event_api, kiosk_dates_api, public_events_api),
    *(appointment_api, appointment_views, appointment_page, booking_api),
    *(roster_api, today_api),
    *(duty_api, staff_kiosk_api, lead_api, page_views, printer_api),
    *(queue_api, recording_api, session_api, ticket_api),
    *(desk_api, interpreter_api, next_steps_api),
)
FACES = (kiosk, display, staff_console, phone, appointments, booking, events)


def create_app(settings: Settings | None = None, clock: Callable[[], datetime] | None = None) -> APIFlask:
    """The WSGI application with its sockets inside. `clock` returns aware UTC; tests inject theirs."""
    settings = settings or Settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    app = _flask(settings)
    office = Office(Database(settings.database), clock or (lambda: datetime.now(UTC)), settings.secret_key)
    app.extensions["lotse"] = House(
        office=office,
        speaker=Speaker(find_espeak(settings.espeak_ng), settings.speech),
        public_url=settings.public_url,
        demo=settings.demo,
        rate_limits=settings.rate_limits == "on",
        metrics_token=settings.metrics_token,
        redis_url=settings.redis_url,
        sends_mail=bool(settings.smtp_host and settings.smtp_from),
        provider=_provider(settings),
    )
    for blueprint in (*FACES, health, start_page):
        app.register_blueprint(blueprint)
    for register in (
        register_problems,
        register_headers,
        register_static_files,
        register_text_files,
        register_access_log,
    ):
        register(app)
    add_problems(STAFF_PROBLEMS)
    register_commands(app)
    describe(app)
    wire(app, _socketio(app, settings), office, settings)
    return app


def _provider(settings: Settings) -> IdentityProvider | None:
    if not settings.oidc_issuer or not settings.oidc_client_id:
        return None
    return IdentityProvider(
        settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, settings.oidc_name
    )


def _flask(settings: Settings) -> APIFlask:
    app = APIFlask(
        "lotse",
        title="Lotse",
        version="1",
        docs_path=None,
        spec_path="/api/openapi.json",
        static_folder=None,  # type: ignore[arg-type]  # web/static_files.py serves them
        template_folder=str(ROOT / "web" / "templates"),
    )
    app.request_class = LotseRequest
    app.config.update(
        SECRET_KEY=settings.flask_secret,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        AUTO_SERVERS=False,
        LOTSE_SETTINGS=settings,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # a phone's page in Arabic is half as long
    return app


def _socketio(app: APIFlask, settings: Settings) -> SocketIO:
    """Threads, said explicitly: auto-detection would take gevent when a test tool brings it (stack.md §1, trap 3)."""
    socketio = SocketIO(
        app,
        async_mode="threading",
        transports=["websocket"]
        if settings.workers > 1
        else None,  # polling would ask another process each time
        ping_interval=PING_S,
        ping_timeout=PING_S,
        cors_allowed_origins=lambda origin, environ: is_own_origin(
            origin or "", environ.get("HTTP_HOST", ""), settings.public_url
        ),
        max_http_buffer_size=4096,  # clients have nothing to say
    )
    use_direct_lines(socketio)
    socketio.on_event("connect", lambda _auth=None: False)  # nobody listens outside the faces' namespaces
    for sockets in (kiosk_sockets, display_sockets, staff_sockets):
        sockets.register(socketio)
    return socketio
