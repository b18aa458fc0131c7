"""The shapes of what displays send and get."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from web.requests import Body

Language = Annotated[str, Field(min_length=2, max_length=12)]


class Pairing(Body):
    token: Annotated[str, Field(min_length=1, max_length=200)]


class BoardCall(BaseModel):
    number: int
    desk: int
    called_at: str = Field(description="when it was called, the last time")
    times: int = Field(description="how often called")


class BoardNotice(BaseModel):
    id: int
    texts: dict[str, str] = Field(description="by language, always in the site's own")
    urgent: bool
    since: str


class BoardDate(BaseModel):
    """An event, or a guest's consultation on another day."""

    key: str
    kind: str = Field(description='"event", "guest"')
    title: dict[str, str] = Field(description="by language")
    by: dict[str, str] = Field(description="who the guest is, by language; empty for events")
    place: dict[str, str] = Field(description="by language; empty: here")
    topics: list[str] = Field(description="of a guest")
    from_at: str
    until_at: str
    numbers_from: str | None = Field(
        description="of a guest: since when numbers are given; null: by appointment"
    )


class Board(BaseModel):
    version: int
    epoch: str
    site: dict[str, Any] = Field(
        description="name, zone, opening times and state of the day; `settings` grows when something was set on a "
        "display: send a heartbeat"
    )
    now: str
    calls: list[BoardCall] = Field(description="every open call, newest first")
    recent: list[BoardCall] = Field(description="at most 5 ended ones")
    missed: list[int] = Field(description="of the last 10 minutes")
    waiting: int
    notice: BoardNotice | None
    dates: list[BoardDate] = Field(description="at most 3 of the next four weeks")


class SpokenCheck(Body):
    asked_at: Annotated[str, Field(max_length=40)]
    sounded: bool


class DisplayReport(Body):
    """Sent every 20 s, and when the sound or the picture's `settings` change."""

    page: Annotated[str, Field(max_length=40)]
    up_for_s: Annotated[int, Field(ge=0, le=1_000_000_000)]
    sound: Literal["on", "blocked", "none"]
    check: SpokenCheck | None = Field(None, description="the sound check that was asked for is done")


class DisplayOrders(BaseModel):
    now: str
    page: str = Field(description="the version that the display should show")
    volume: int = Field(description="percent; 0: it only shows")
    theme: str = Field(description='"light", "dark", "contrast"')
    sound_check: str | None = Field(description="when a check was asked that is not answered yet")


class SpeechWish(Body):
    """One of: `number` and `desk`; `piece`; `notice`."""

    language: Language
    number: Annotated[int, Field(strict=False, ge=0, le=99_999)] | None = None
    desk: Annotated[int, Field(strict=False, ge=0, le=9_999)] | None = None
    piece: Annotated[str, Field(max_length=10)] | None = Field(
        None, description='a digit, "number", "desk" or "check"'
    )
    notice: Annotated[int, Field(strict=False, ge=1, le=2_147_483_647)] | None = None
