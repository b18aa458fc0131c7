"""The shapes of what is public."""

from pydantic import BaseModel, Field


class PublicSite(BaseModel):
    code: str
    name: str
    zone: str = Field(description="IANA name of the zone in which its clocks run")


class PublicDate(BaseModel):
    uid: str = Field(description="the same for ever; also that of the calendar's entry")
    kind: str = Field(description='"event"; "guest": a partner body advises here on that day')
    title: dict[str, str] = Field(description="by language, always in the site's own")
    by: dict[str, str] = Field(description="who the guest is, by language; empty for events")
    place: dict[str, str] = Field(description="by language; empty: at the service point")
    topics: list[str] = Field(description="codes of what a guest advises on")
    from_at: str = Field(description="UTC, ISO 8601")
    until_at: str
    numbers_from: str | None = Field(
        description="of a guest: since when numbers are given; null: by appointment"
    )
    changed_at: str
    cancelled: bool


class PublicDates(BaseModel):
    site: PublicSite
    dates: list[PublicDate] = Field(description="by beginning; events stay for 30 days after their end")
