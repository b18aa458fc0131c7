"""The shapes of what consoles send and get about devices, displays and notices."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, Field

from rules.notices import LONGEST
from web.requests import Once

Language = Annotated[str, Field(min_length=2, max_length=12)]
NoticeText = Annotated[str, Field(max_length=LONGEST)]


DeviceLabel = Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]


class NewDevice(Once):
    code: Annotated[
        str, Field(max_length=40, description="as shown on its screen; case, spaces, dashes don't count")
    ]
    name: DeviceLabel
    in_place_of: int | None = Field(None, description="id of a device of the same kind; left out: a new one")


class DeviceName(Once):
    name: DeviceLabel


class RevokeDevice(Once):
    pass


class DeviceEntry(BaseModel):
    id: int
    kind: str = Field(description='"kiosk", "display"')
    name: str


class DeviceAnswer(BaseModel):
    device: DeviceEntry


class DisplayChange(Once):
    volume: Annotated[int, Field(ge=0, le=100, description="percent; 0: it only shows")] | None = None
    theme: Literal["site", "light", "dark", "contrast"] | None = Field(
        None, description='"site": as the site file says'
    )


class SoundCheck(Once):
    pass


class CheckAnswer(BaseModel):
    asked_at: str
    answered_at: str | None
    sounded: bool | None


class DisplayEntry(BaseModel):
    id: int
    name: str
    state: str = Field(description='"unknown", "lost", "touch", "silent", "ready"')
    since: str | None = Field(description="when a lost display was last heard of")
    seen_at: str | None
    page_since: str | None
    page: str | None = Field(description="the version of its page")
    sound: str | None = Field(description='"on", "blocked" until somebody touches it once, "none"')
    volume: int
    theme: str | None = Field(description="null: as the site file says")
    site_theme: str
    check: CheckAnswer | None = Field(description="the last sound check")
    is_current: bool | None = Field(None, description="its page is of the running program and plan")


class DisplaysAnswer(BaseModel):
    now: str
    displays: list[DisplayEntry]


class DisplayAnswer(BaseModel):
    display: DisplayEntry


class NewNotice(Once):
    texts: Annotated[dict[Language, NoticeText], Field(max_length=30)]
    urgent: bool = False
    from_at: AwareDatetime | None = Field(None, strict=False, description="left out: now")
    until_at: AwareDatetime | None = Field(
        None, strict=False, description="left out: the end of its first day"
    )


class TakeDown(Once):
    pass


class NoticeEntry(BaseModel):
    id: int
    texts: dict[str, str]
    urgent: bool
    from_at: str
    until_at: str
    written_at: str
    state: str = Field(description='"on", "later", "over", "taken_down"')
    by: str | None = Field(None, description="who wrote it")


class NoticesAnswer(BaseModel):
    now: str
    languages: list[str] = Field(description="in which one can be written, the site's own first")
    notices: list[NoticeEntry]


class NoticeAnswer(BaseModel):
    notice: NoticeEntry
