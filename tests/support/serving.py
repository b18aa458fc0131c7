"""What runs in a server's own process: see tests/support/mortal.py."""

import logging

from werkzeug.serving import make_server

from app.config import Settings
from app.factory import create_app
from tests.support.served import KeepsTheLine


def serve_for_ever(database_url: str, port: int) -> None:
    """Until the process is killed."""
    app = create_app(
        Settings(database_url=database_url, rate_limits="off", log_level="ERROR", forecasts="off")
    )
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    make_server("127.0.0.1", port, app, threaded=True, request_handler=KeepsTheLine).serve_forever(0.02)
