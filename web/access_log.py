"""One line a request; the code in a phone's address is never written."""

import logging
import re
import time

from flask import Flask, Response, g, request

log = logging.getLogger("lotse.access")

PHONE_CODE = re.compile(r"^/([ta])/[^/]*")
ANY_CODE = re.compile(r"[0-9A-Za-z]{26,}")  # also in an address that somebody mistyped


def register_access_log(app: Flask) -> None:
    @app.before_request
    def remember_start() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def write_line(response: Response) -> Response:
        if not request.path.startswith(("/static/", "/socket.io/")):
            took_ms = (time.perf_counter() - g.get("began", time.perf_counter())) * 1000
            log.info(
                "%s %s %d %.0f ms", request.method, without_code(request.path), response.status_code, took_ms
            )
        return response


def without_code(path: str) -> str:
    return ANY_CODE.sub("…", PHONE_CODE.sub(r"/\1/…", path))
