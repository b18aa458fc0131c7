"""The pages of the console and of recording. They hold texts and settings only; everything else comes after sign-in."""

from flask import Response

from i18n.languages import STAFF_SHIPPED
from staff_console.blueprint import staff_console
from web.guards import open_to_all
from web.house import house
from web.languages import reader_language
from web.pages import face_page


@staff_console.get("/")
@staff_console.doc(hide=True)
@open_to_all
def console_page() -> str:
    """One page for sign-in, desk and queue: its state is never in the address, and a reload repeats nothing."""
    return _page("staff_console/console.html")


@staff_console.get("/recording")
@staff_console.doc(hide=True)
@open_to_all
def recording_page() -> Response:
    """Where the kiosk's voice is recorded: the only page that may use the microphone."""
    response = Response(_page("staff_console/recording.html"))
    response.headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()"
    return response


@staff_console.get("/configuration")
@staff_console.doc(hide=True)
@open_to_all
def configuration_page() -> str:
    """What the site file says, in forms; with the link that the server printed, the first run."""
    return _page("staff_console/configuration.html")


def _page(template: str) -> str:
    language, provider = reader_language(), house().provider
    return face_page(
        template,
        language if language in STAFF_SHIPPED else "en",
        face="staff",
        languages=STAFF_SHIPPED,
        inside=STAFF_SHIPPED,
        boot={"languages": list(STAFF_SHIPPED), "provider": provider.name if provider else None},
    )
