"""Bodies: JSON only, at most 64 KiB, unknown fields and wrong types refused, no body the same as an empty one."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from flask import Request as FlaskRequest
from flask import request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from werkzeug.exceptions import BadRequest

from service_point.unit_of_work import Actor, Request

MAX_BODY_BYTES = 64 * 1024
LARGE_BODY_BYTES = 1024 * 1024  # a whole site file, in many scripts
LARGEST_NUMBER = 2**31 - 1  # of a column of whole numbers
View = TypeVar("View", bound=Callable[..., Any])
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Body(BaseModel):
    """A request body. Strict: a number is not a string, and what isn't named is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, str_max_length=500)

    @model_validator(mode="before")
    @classmethod
    def can_be_stored(cls, data: Any) -> Any:
        """JSON allows what no database keeps: NUL and half characters in texts, numbers without end."""
        if isinstance(data, dict) and not all(_is_storable(value) for value in data.values()):
            raise ValueError("a text or number that cannot be stored")
        return data


def _is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return not UNSTORABLE.search(value)
    if isinstance(value, list):
        return all(_is_storable(item) for item in value)
    if isinstance(value, dict):
        return all(_is_storable(item) for item in (*value, *value.values()))
    return not isinstance(value, int) or abs(value) <= LARGEST_NUMBER


class Once(Body):
    """A body with the id that makes it count once."""

    request_id: UUID = Field(strict=False, description="UUID of this click; the same on every retry")


class MaybeOnce(Body):
    """A body that may carry a request id."""

    request_id: UUID | None = Field(
        None, strict=False, description="UUID of this click; the same on every retry"
    )


class LotseRequest(FlaskRequest):
    """A POST without a body means an empty JSON object; one with a body says that it is JSON, else 415.

    APIFlask would read any body as JSON, so that a form of another site could send one without asking first.
    """

    def get_json(self, *args: Any, **kwargs: Any) -> Any:
        if (
            self.method in ("POST", "PUT", "PATCH")
            and not self.content_length
            and not self.get_data(cache=True)
        ):
            return {}
        try:
            return super().get_json(*args, **{**kwargs, "force": False})
        except RecursionError:
            raise BadRequest from None  # thousands of brackets within each other


def large_body(view: View) -> View:
    """Between guard and `input` of a view whose body may hold a whole site file."""

    @wraps(view)
    def with_room(*args: Any, **kwargs: Any) -> Any:
        request.max_content_length = LARGE_BODY_BYTES
        return view(*args, **kwargs)

    return with_room  # type: ignore[return-value]


def request_of(actor: Actor, body: Body, drawer: str = "") -> Request:
    """What `Office.once` needs to recognise this POST again; `drawer` as in `Request`."""
    data = body.model_dump(mode="json")
    request_id = data.pop("request_id", None)
    return Request.of(actor, request_id, f"{request.method} {request.path}", data, drawer)
