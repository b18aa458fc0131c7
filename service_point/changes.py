"""What has changed since the last look, whatever changed it: commands, other processes, the clock (promise 5)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select

from models import Site
from service_point.boards import board_picture
from service_point.displays import displays_json
from service_point.housekeeping import clean_up, end_what_is_due
from service_point.kiosks import kiosks_json
from service_point.unit_of_work import Office

CLEAN_UP_EVERY = timedelta(minutes=15)  # the night's work, cheap when there is none


class Changes:
    """Looked at once a second by one thread of the process."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._seen: dict[int, object] = {}
        self._cleaned_at: datetime | None = None

    def since_last_look(self) -> Iterable[int]:
        """Ids of sites whose pictures differ from those of the last look. Ends what is due on the way."""
        self._clean_up_now_and_then()
        for site_id in self._site_ids():
            end_what_is_due(self._office, site_id)
            seen = self._look(site_id)
            if self._seen.get(site_id) != seen:
                self._seen[site_id] = seen
                yield site_id

    def _site_ids(self) -> list[int]:
        with self._office.read() as session:
            return list(session.scalars(select(Site.id)))

    def _look(self, site_id: int) -> object:
        """The version changes with every write; the rest of the board, and devices that fall silent, by the clock."""
        now = self._office.clock()
        with self._office.read() as session:
            facts = self._office.facts(session, site_id)
            devices = {
                "kiosks": kiosks_json(session, facts, now),
                "displays": displays_json(session, facts, now),
            }
            picture = {**board_picture(session, facts, now), **devices}
        return {name: value for name, value in picture.items() if name != "now"}

    def _clean_up_now_and_then(self) -> None:
        now = self._office.clock()
        if self._cleaned_at is None or now - self._cleaned_at >= CLEAN_UP_EVERY:
            self._cleaned_at = now
            clean_up(self._office)
