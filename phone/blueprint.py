from apiflask import APIBlueprint

appointments = APIBlueprint("appointments", __name__, url_prefix="/a", tag="Appointments")
booking = APIBlueprint("booking", __name__, url_prefix="/book", template_folder="templates", tag="Booking")
phone = APIBlueprint("phone", __name__, url_prefix="/t", template_folder="templates", tag="Phone")
events = APIBlueprint("events", __name__, url_prefix="/events", template_folder="templates", tag="Events")
