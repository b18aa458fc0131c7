"""What a kiosk says of itself every 20 s, and what it hears: whether its page is still the right one."""

from datetime import timedelta

from kiosk.blueprint import kiosk
from kiosk.forms import HeartbeatAnswer, HeartbeatReport
from service_point.boards import Picture, iso
from service_point.kiosks import Heartbeat, note_heartbeat
from service_point.refused import settled_wishes
from web.guards import current_device, for_device
from web.house import house, voices_of
from web.program import kiosk_page_version


@kiosk.post("/api/heartbeat")
@for_device("kiosk")
@kiosk.input(HeartbeatReport, arg_name="told")
@kiosk.output(HeartbeatAnswer)
@kiosk.doc(responses=[401, 422])
def heartbeat(told: HeartbeatReport) -> Picture:
    """The kiosk is there. `page`: the version that it should show; another one is loaded between two visitors."""
    office, device = house().office, current_device()
    beat = Heartbeat(
        page=told.page,
        up_for=timedelta(seconds=told.up_for_s),
        clock_offset=timedelta(seconds=told.clock_offset_s),
        unsent=told.unsent,
    )
    note_heartbeat(office, device.id, device.site_id, beat)
    with office.read() as session:
        facts = office.facts(session, device.site_id)
        settled = settled_wishes(session, device.id)
    page = kiosk_page_version(facts.revision, device.printer, voices_of(facts))
    return {"now": iso(office.clock()), "page": page, "settled": settled}
