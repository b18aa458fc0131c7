"""Devices of the site: connect one by the code on its screen, rename it, disconnect it. How they are: `kiosk_api`,
`display_api`, `printer_api`."""

from flask import Response

from rules.roles import Permission
from service_point.boards import Picture
from service_point.devices import device_json, rename_device, revoke_device
from service_point.pairing import approve_pairing
from service_point.unit_of_work import Unit
from staff_console.blueprint import staff_console
from staff_console.device_forms import DeviceAnswer, DeviceName, NewDevice, RevokeDevice
from web.answers import json_answer
from web.guards import current_staff, for_staff
from web.house import house
from web.requests import request_of

CODE_LIMIT = "10/10 minutes"  # wrong codes of an account


@staff_console.post("/api/devices")
@for_staff(Permission.DEVICES)
@staff_console.input(NewDevice, arg_name="given")
@staff_console.output(DeviceAnswer, status_code=201)
@staff_console.doc(responses=[401, 403, 404, 409, 422, 429])
def pair_device(given: NewDevice) -> Response:
    """The screen that shows this code becomes a device of this site. 404 `UnknownPairing`, `UnknownDevice`; 409
    `DeviceNameTaken`; 403 `ConfirmNeeded`, and `NotAllowed` for a device of another kind."""
    who, office = current_staff(), house().office
    key = ("pairing-code", who.staff_id)
    house().count_attempt(CODE_LIMIT, *key)

    def work(unit: Unit) -> Picture:
        return device_json(
            approve_pairing(unit, office.secret, who, given.code, given.name, given.in_place_of)
        )

    answer = office.once(who.site_id, request_of(who.actor, given), work, status=201)
    house().forget_attempts(CODE_LIMIT, *key)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/devices/<int:device_id>")
@for_staff(Permission.DEVICES)
@staff_console.input(DeviceName, arg_name="given")
@staff_console.output(DeviceAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def change_device_name(device_id: int, given: DeviceName) -> Response:
    """404 `UnknownDevice`; 409 `DeviceNameTaken`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return device_json(rename_device(unit, who, device_id, given.name))

    answer = house().office.once(who.site_id, request_of(who.actor, given), work)
    return json_answer(answer.body, answer.status)


@staff_console.post("/api/devices/<int:device_id>/revoke")
@for_staff(Permission.DEVICES)
@staff_console.input(RevokeDevice, arg_name="click")
@staff_console.output(DeviceAnswer)
@staff_console.doc(responses=[401, 403, 404, 409, 422])
def disconnect_device(device_id: int, click: RevokeDevice) -> Response:
    """Its token is void, its live line ends within a second, its page shows a code. 404 `UnknownDevice`; 403
    `ConfirmNeeded`."""
    who = current_staff()

    def work(unit: Unit) -> Picture:
        return device_json(revoke_device(unit, who, device_id))

    answer = house().office.once(who.site_id, request_of(who.actor, click), work)
    return json_answer(answer.body, answer.status)
