"""How the production server runs: one process of threads, because a websocket holds one (stack.md §1)."""

import gc
import sys
from typing import Any

from app.config import DEMO_DATABASE, Settings
from app.forecaster_keeper import Keeper
from app.startup_checks import invitation_to_set_up, refusals

_settings = Settings()
_keeper = Keeper()

bind = _settings.bind
workers = _settings.workers
worker_class = "gthread"
threads = 300  # sockets are refused above 250 (web/listening.py), so that pages are always answered
worker_connections = 4000  # open lines, most of them phones between two questions: 3700 of them are kept
graceful_timeout = 3  # seconds; open sockets would hold a stop for 30
timeout = 60  # seconds without a sign of life before a worker is replaced
keepalive = 30  # seconds; kiosks and consoles ask again and again
control_socket_disable = True
accesslog = None  # web/access_log.py writes it, without the codes of phone pages
max_requests = 0


def on_starting(_server: Any) -> None:
    reasons = [] if _is_demo() else refusals(_settings)
    if reasons:
        sys.stderr.write("\n  - ".join(["Lotse does not start:", *reasons, ""]))
        sys.exit(1)


def when_ready(_server: Any) -> None:
    """Once, in the master, however many workers there are."""
    sys.stderr.write(invitation_to_set_up(_settings))
    if _settings.forecasts == "on":
        _keeper.start()


def post_worker_init(_worker: Any) -> None:
    """The program itself is never rubbish: looking through it stopped everything for 200 ms now and then."""
    gc.collect()
    gc.freeze()


def on_exit(_server: Any) -> None:
    _keeper.stop()


def _is_demo() -> bool:
    """The demo command started this server: its own database, on loopback only."""
    return (
        _settings.demo and _settings.database_url == DEMO_DATABASE and _settings.bind.startswith("127.0.0.1:")
    )
