"""`/static/<face>/…` from each face's own folder: the kit, pages' modules, and third-party files put there at setup."""

from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

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


def register_static_files(app: Flask) -> None:
    @app.get("/static/<face>/<path:name>")
    @open_to_all
    def static_file(face: str, name: str) -> Response:
        if face not in FOLDERS:
            abort(404)
        return send_from_directory(FOLDERS[face], name, mimetype=TYPES.get(Path(name).suffix))
