from apiflask import APIBlueprint

appointments = APIBlueprint("appointments", __name__, url_prefix="/a", tag="Appointments")
phone = APIBlueprint("phone", __name__, url_prefix="/t", template_folder="templates", tag="Phone")
