from apiflask import APIBlueprint

kiosk = APIBlueprint("kiosk", __name__, url_prefix="/kiosk", template_folder="templates", tag="Kiosk")
