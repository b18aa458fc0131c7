"""What APIFlask can't know for the API's description: our problems, and the answers that several addresses share."""

from typing import Any

from apiflask import APIFlask

PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "description": "an address that explains the code"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "name of the broken rule"},
        "detail": {"type": "string", "description": "in the reader's language"},
        "errors": {"type": "object", "description": "which field, and why, when a body isn't valid"},
    },
}
EVERY_BODY = {
    "400": "not JSON",
    "413": "more than 64 KiB",
    "422": "a field is missing, unknown or of a wrong type",
}
NEXT_CALLED = ("finish", "finish-later", "missed")  # with call_next: true


def describe(app: APIFlask) -> None:
    @app.spec_processor
    def complete(spec: Any) -> Any:
        schemas = spec["components"]["schemas"]
        schemas["Problem"] = PROBLEM
        schemas.pop("ValidationError", None)
        schemas.pop("HTTPError", None)
        for path, operations in spec["paths"].items():
            for operation in operations.values():
                _complete(path, operation)
        return spec


def _complete(path: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "requestBody" in operation:
        for status, why in EVERY_BODY.items():
            responses.setdefault(status, {"description": why})
    if path.rsplit("/", 1)[-1] in NEXT_CALLED:
        called = {"application/json": {"schema": {"$ref": "#/components/schemas/CallAnswer"}}}
        responses["201"] = {"description": "with `call_next`: the next call", "content": called}
    if path == "/readyz":
        responses["503"] = {"description": "which of database, migrations, broker isn't as it must be"}
    for status, response in responses.items():
        if status[0] in "45" and path != "/readyz":
            response["content"] = {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            }
