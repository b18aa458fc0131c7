from apiflask import APIBlueprint

display = APIBlueprint("display", __name__, url_prefix="/display", template_folder="templates", tag="Display")
