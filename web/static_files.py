"""`/static/<face>/…` from each face's own folder: the kit, pages' modules, and third-party files put there at setup."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request, send_from_directory
from werkzeug.security import safe_join

from web.guards import open_to_all

ROOT = Path(__file__).parent.parent
FOLDERS = {
    "web": ROOT / "web" / "static",
    "kiosk": ROOT / "kiosk" / "static",
    "display": ROOT / "display" / "static",
    "staff": ROOT / "staff_console" / "static",
    "phone": ROOT / "phone" / "static",
}
TYPES = {
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
PACKED = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}  # a third of their size; no secrets


def register_static_files(app: Flask) -> None:
    @app.get("/static/<face>/<path:name>")
    @open_to_all
    def static_file(face: str, name: str) -> Response:
        if face not in FOLDERS:
            abort(404)
        if Path(name).suffix in PACKED and request.accept_encodings["gzip"]:
            return _packed(FOLDERS[face], name)
        response = send_from_directory(FOLDERS[face], name, mimetype=TYPES.get(Path(name).suffix))
        response.vary.add("Accept-Encoding")
        return response


def _packed(folder: Path, name: str) -> Response:
    found = safe_join(str(folder), name)
    path = Path(found) if found else folder
    if not path.is_file():
        abort(404)
    body, tag = _gzip(path, path.stat().st_mtime_ns)
    response = Response(body, mimetype=PACKED[path.suffix])
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(tag)
    response.make_conditional(request)
    return response


@lru_cache(maxsize=512)
def _gzip(path: Path, _changed_at: int) -> tuple[bytes, str]:
    """(content, tag); once for each version of a file."""
    body = gzip.compress(path.read_bytes(), mtime=0)
    return body, hashlib.sha256(body).hexdigest()[:20]
