"""Bodies: JSON only, at most 64 KiB, unknown fields and wrong types refused, no body the same as an empty one."""

from typing import Any
from uuid import UUID

from flask import Request as FlaskRequest
from flask import request
from pydantic import BaseModel, ConfigDict, Field

from service_point.unit_of_work import Actor, Request

MAX_BODY_BYTES = 64 * 1024


class Body(BaseModel):
    """A request body. Strict: a number is not a string, and what isn't named is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, str_max_length=500)


class Once(Body):
    """A body with the id that makes it count once."""

    request_id: UUID = Field(strict=False, description="UUID of this click; the same on every retry")


class MaybeOnce(Body):
    """A body that may carry a request id."""

    request_id: UUID | None = Field(
        None, strict=False, description="UUID of this click; the same on every retry"
    )


class LotseRequest(FlaskRequest):
    """A POST without a body means an empty JSON object."""

    def get_json(self, *args: Any, **kwargs: Any) -> Any:
        if (
            self.method in ("POST", "PUT", "PATCH")
            and not self.content_length
            and not self.get_data(cache=True)
        ):
            return {}
        return super().get_json(*args, **kwargs)


def request_of(actor: Actor, body: Body) -> Request:
    """What `Office.once` needs to recognise this POST again."""
    data = body.model_dump(mode="json")
    request_id = data.pop("request_id", None)
    return Request.of(actor, request_id, f"{request.method} {request.path}", data)
