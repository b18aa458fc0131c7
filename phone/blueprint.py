from apiflask import APIBlueprint

phone = APIBlueprint("phone", __name__, url_prefix="/t", template_folder="templates", tag="Phone")
