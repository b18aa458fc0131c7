"""Bodies and answers of accounts: signing in, links, one's own account, colleagues, the log."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from staff_console.forms import Code
from web.requests import MaybeOnce, Once

Password = Annotated[str, Field(max_length=200)]
Token = Annotated[str, Field(max_length=200)]
Digits = Annotated[str, Field(max_length=40, description="of the app, or a recovery code")]
Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]
RoleCode = Literal["case-manager", "lead", "reception", "guest", "operator", "auditor"]
Topics = Annotated[list[Code], Field(max_length=80)]


class SignIn(MaybeOnce):
    username: Annotated[str, Field(max_length=100)]
    password: Password
    code: Digits | None = None


class Confirm(MaybeOnce):
    password: Password | None = None
    code: Digits | None = None


class LinkToken(MaybeOnce):
    token: Token


class UseLink(LinkToken):
    password: Password | None = Field(None, description="the new one; not for guests")
    code: Digits | None = None


class LinkAnswer(BaseModel):
    kind: str = Field(description='"invitation": set a password; "guest": come in')
    name: str
    username: str | None
    site: str
    valid_from: str
    expires_at: str
    needs_code: bool


class NewPassword(MaybeOnce):
    password: Password


class SeenTour(Once):
    tour: Literal["desk", "lead"]


class ToursAnswer(BaseModel):
    tours_seen: list[str]


class FirstCode(MaybeOnce):
    code: Digits


class EndSessions(MaybeOnce):
    session: Annotated[str, Field(min_length=16, max_length=16, pattern="^[0-9a-f]+$")] | None = Field(
        None, description="id of one; else all"
    )
    but_this: bool = Field(False, description="keep the one that asks")


class AccountAnswer(BaseModel):
    username: str | None
    email: str | None
    has_password: bool
    how: str = Field(description='how this session began: "password", "second_factor", "provider", "link"')
    confirmed_until: str | None = Field(description="until then nothing has to be confirmed again")
    second_factor: dict[str, Any] = Field(description="{rule, since, recovery_codes}")
    provider: dict[str, Any] | None = Field(description="{name, linked_at}")
    sessions: list[dict[str, Any]] = Field(description="{id, browser, how, created_at, seen_at, is_this}")


class SecretAnswer(BaseModel):
    secret: str
    address: str = Field(description="otpauth:, for an app")
    qr: str = Field(description="the QR code of the address, as SVG")


class RecoveryCodesAnswer(BaseModel):
    recovery_codes: list[str] = Field(description="shown once")


class ConfirmedAnswer(BaseModel):
    confirmed_until: str | None


class EndedAnswer(BaseModel):
    ended: int


class Skills(MaybeOnce):
    name: Name
    role: RoleCode
    carrier: Code | None = None
    languages: Annotated[list[Code], Field(max_length=40)] = Field(default_factory=list)
    topics: Topics | None = Field(description="null: all, also guest and discreet ones")
    email: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="at work: for the sign-in by the identity provider"
    )


class Invitation(Skills):
    username: Annotated[str, Field(max_length=40)] | None = Field(None, description="not for guests")
    slot: int | None = Field(None, description="of a guest: id of the slot")


class NewLink(MaybeOnce):
    slot: int | None = Field(None, description="of a guest: id of the slot")


class PersonAnswer(BaseModel):
    person: dict[str, Any]


class InvitedAnswer(BaseModel):
    person: dict[str, Any]
    link: str = Field(description="shown once")
    valid_from: str
    expires_at: str


class PeopleAnswer(BaseModel):
    now: str
    carrier: str | None = Field(description="whose people this lead looks after; null: everybody")
    second_factor: str
    people: list[dict[str, Any]]
    topics: list[dict[str, Any]]
    slots: list[dict[str, Any]]


class LogAnswer(BaseModel):
    entries: list[dict[str, Any]] = Field(
        description="{id, at, action, by, about, number, desk, why, details}"
    )
    older: str | None = Field(description="give it as `before` for the next page")
    people: list[dict[str, Any]]
    actions: list[str]
