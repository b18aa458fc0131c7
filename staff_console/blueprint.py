from apiflask import APIBlueprint

staff_console = APIBlueprint(
    "staff_console", __name__, url_prefix="/staff", template_folder="templates", tag="Staff"
)
