"""Signing in by the city's identity provider, against a real one on this machine."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from app.config import Settings
from app.startup_checks import refusals
from models import StaffIdentity, StaffMember
from tests.support.cast import AYLIN, JONAS, ServicePoint
from tests.support.faces import FlaskLine, Reply
from tests.support.identity_provider import Citizen, IdentityProvider, running_provider

CALLBACK = "http://localhost/staff/provider/callback"
AYLINS = "aylin.demir@stadt.example"


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityProvider]:
    with running_provider() as provider:
        provider.redirects.add(CALLBACK)
        yield provider


@pytest.fixture
def provider(running: IdentityProvider) -> IdentityProvider:
    running.people = {
        "aylin": Citizen("s-1", AYLINS), "stranger": Citizen("s-9", "stranger@elsewhere.example", name="A. Stranger")
    }  # fmt: skip
    running.lies.clear()
    running.signed_in_ago_s, running.published = 0, None
    return running


@pytest.fixture
def point(point_with: Callable[..., ServicePoint], provider: IdentityProvider) -> ServicePoint:
    point = point_with(**provider.settings)
    give_email(point, AYLIN, AYLINS)
    return point


def give_email(point: ServicePoint, code: str, email: str) -> None:
    with point.write() as unit:
        unit.session.scalars(select(StaffMember).where(StaffMember.code == code)).one().email = email


@dataclass
class Visit:
    """A browser on its way to the provider and back; each step can be bent."""

    line: FlaskLine
    back: dict[str, str] = field(default_factory=dict)

    def go(self, user: str, again: bool = False) -> "Visit":
        """To the provider, sign in there; `back` is what it sends back."""
        there = self.line.ask("GET", f"/staff/provider{'?again=1' if again else ''}").headers["Location"]
        answer = requests.post(there, data={"user": user}, allow_redirects=False, timeout=10)
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        self.back = {name: values[0] for name, values in query.items()}
        return self

    def arrive(self) -> str:
        """Back at Lotse: where it leads."""
        reply = self.line.ask("GET", "/staff/provider/callback", query_string=self.back)
        assert reply.status == 302
        return str(reply.headers["Location"])

    def who(self) -> Reply:
        return self.line.ask("GET", "/staff/api/session")


def test_an_invited_person_comes_in_by_the_verified_address(point: ServicePoint) -> None:
    visit = Visit(point.line()).go("aylin")
    assert visit.arrive() == "/staff/"
    assert visit.who().body["case_manager"]["code"] == AYLIN
    account = visit.line.ask("GET", "/staff/api/account").body
    assert (account["how"], account["provider"]["name"]) == ("provider", "Stadt Leverkusen")


def test_from_then_on_the_subject_counts_and_not_the_address(
    point: ServicePoint, provider: IdentityProvider
) -> None:
    Visit(point.line()).go("aylin").arrive()
    provider.people["aylin"].email = "married@stadt.example"
    visit = Visit(point.line()).go("aylin")
    assert (visit.arrive(), visit.who().body["case_manager"]["code"]) == ("/staff/", AYLIN)
    provider.people["newcomer"] = Citizen("s-2", AYLINS)
    assert Visit(point.line()).go("newcomer").arrive().endswith("#refused=NotInvited"), (
        "the address changed hands"
    )


def test_who_was_not_invited_is_told_so_and_gets_no_account(point: ServicePoint) -> None:
    visit = Visit(point.line()).go("stranger")
    assert visit.arrive() == "/staff/#refused=NotInvited"
    assert visit.who().status == 401
    with point.read() as session:
        assert session.scalars(select(StaffIdentity)).all() == []
        assert session.scalars(select(StaffMember).where(StaffMember.name == "A. Stranger")).all() == []


def test_an_address_that_nobody_verified_opens_nothing(
    point: ServicePoint, provider: IdentityProvider
) -> None:
    provider.people["aylin"].email_verified = False
    assert Visit(point.line()).go("aylin").arrive() == "/staff/#refused=NotInvited"


def test_who_sleeps_does_not_come_in(point: ServicePoint) -> None:
    Visit(point.line()).go("aylin").arrive()
    with point.write() as unit:
        unit.session.scalars(select(StaffMember).where(StaffMember.code == AYLIN)).one().active = False
    assert Visit(point.line()).go("aylin").arrive() == "/staff/#refused=NotInvited"


@pytest.mark.parametrize(
    "lie",
    [
        {"aud": ["somebody-else"]}, {"iss": "http://localhost:1"}, {"nonce": "another"}, {"exp": 1}, {"aud": []},
        {"iat": 9_999_999_999}, {"sub": ""}, {"aud": ["lotse", "other"], "azp": "other"},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_that_is_not_for_us_is_not_believed(
    point: ServicePoint, provider: IdentityProvider, lie: dict[str, object]
) -> None:
    provider.lies.update(lie)
    visit = Visit(point.line()).go("aylin")
    assert visit.arrive() == "/staff/#refused=SignInFailed"
    assert visit.who().status == 401


def test_a_signature_by_a_key_that_is_not_the_providers(
    point: ServicePoint, provider: IdentityProvider
) -> None:
    provider.published = provider.key
    provider.change_key()
    assert Visit(point.line()).go("aylin").arrive() == "/staff/#refused=SignInFailed"


def test_the_provider_may_change_its_key(point: ServicePoint, provider: IdentityProvider) -> None:
    Visit(point.line()).go("aylin").arrive()
    provider.change_key()
    assert Visit(point.line()).go("aylin").arrive() == "/staff/"


def test_a_link_that_a_stranger_began_signs_nobody_in(point: ServicePoint) -> None:
    """Else somebody could be made to work in another's account."""
    theirs = Visit(point.line()).go("aylin")
    mine = Visit(point.line(), theirs.back)
    assert mine.arrive() == "/staff/#refused=SignInFailed"
    begun = Visit(point.line()).go("aylin")
    begun.back = theirs.back
    assert begun.arrive() == "/staff/#refused=SignInFailed"


def test_a_way_back_is_good_once_and_for_ten_minutes(point: ServicePoint) -> None:
    visit = Visit(point.line()).go("aylin")
    assert visit.arrive() == "/staff/"
    assert visit.arrive() == "/staff/#refused=SignInFailed"
    late = Visit(point.line()).go("aylin")
    point.clock.forward(minutes=10)
    assert late.arrive() == "/staff/#refused=SignInFailed"


@pytest.mark.parametrize(
    "query", ["", "?state=x", "?code=x", "?error=access_denied&state=x", "?state=%00&code=%00"]
)
def test_nonsense_comes_back_to_the_sign_in(point: ServicePoint, query: str) -> None:
    reply = point.line().ask("GET", f"/staff/provider/callback{query}")
    assert (reply.status, reply.headers["Location"]) == (302, "/staff/#refused=SignInFailed")


def test_the_browser_is_sent_with_pkce_nonce_and_state(point: ServicePoint) -> None:
    there = point.line().ask("GET", "/staff/provider").headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [CALLBACK]
    for name in ("state", "nonce", "code_challenge"):
        assert re.fullmatch(r"[A-Za-z0-9_-]{30,}", asked[name][0]), name


def test_a_provider_that_is_down_is_said(point_with: Callable[..., ServicePoint]) -> None:
    point = point_with(oidc_issuer="http://localhost:9", oidc_client_id="lotse")
    assert point.line().ask("GET", "/staff/provider").headers["Location"] == "/staff/#refused=NoProvider"


def test_without_a_provider_there_is_no_such_way(point_with: Callable[..., ServicePoint]) -> None:
    assert (
        point_with().line().ask("GET", "/staff/provider").headers["Location"] == "/staff/#refused=NoProvider"
    )


def test_a_sign_in_of_this_morning_is_not_fresh_enough_for_what_is_dangerous(
    point: ServicePoint, provider: IdentityProvider
) -> None:
    provider.signed_in_ago_s = 3600
    visit = Visit(point.line()).go("aylin")
    visit.arrive()
    assert visit.line.ask("GET", "/staff/api/account").body["confirmed_until"] is None
    provider.signed_in_ago_s = 0
    visit.go("aylin", again=True).arrive()
    account = visit.line.ask("GET", "/staff/api/account").body
    assert account["confirmed_until"] is not None
    assert len(account["sessions"]) == 1, "the new one replaces the old"


def test_again_asks_the_provider_to_ask(point: ServicePoint) -> None:
    there = point.line().ask("GET", "/staff/provider?again=1").headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])


def test_where_the_site_says_so_a_stranger_may_ask_a_lead(point: ServicePoint) -> None:
    with point.write() as unit:
        from models import Site

        site = unit.session.get_one(Site, point.site_id)
        site.plan = {**site.plan, "sign_in": {"provider_accounts": "ask"}}
    assert Visit(point.line()).go("stranger").arrive() == "/staff/#refused=AwaitsLead"
    visit = Visit(point.line()).go("stranger")
    assert (visit.arrive(), visit.who().status) == ("/staff/#refused=AwaitsLead", 401)
    lead = point.console("lead")
    with point.write() as unit:  # a lead of the whole site: who asks has no carrier yet
        unit.session.scalars(select(StaffMember).where(StaffMember.code == "lead")).one().carrier = None
    asking = [one for one in lead.get("/staff/api/people").body["people"] if one.get("state") == "asks"]
    assert [one["name"] for one in asking] == ["A. Stranger"]
    assert lead.post(f"/staff/api/people/{asking[0]['id']}/wake").status == 200
    assert (visit.go("stranger").arrive(), visit.who().status) == ("/staff/", 200)


def test_two_people_cannot_share_an_address(point: ServicePoint) -> None:
    lead = point.console("lead")
    jonas = next(
        one for one in lead.get("/staff/api/people").body["people"] if one["name"].startswith("Jonas")
    )
    with point.write() as unit:
        unit.session.scalars(select(StaffMember).where(StaffMember.code == "lead")).one().carrier = None
        assert unit.session.scalars(select(StaffMember).where(StaffMember.code == JONAS)).one()
    same = {"name": jonas["name"], "role": "case-manager", "carrier": jonas["carrier"], "languages": ["de"],
            "topics": jonas["topics"], "email": AYLINS.upper()}  # fmt: skip
    reply = lead.post(f"/staff/api/people/{jonas['id']}", same)
    assert (reply.status, reply.code) == (409, "UsernameTaken")


@pytest.mark.parametrize(
    ("issuer", "is_refused"), [("http://login.example", True), ("https://login.example", False), ("http://localhost:1", False)]
)  # fmt: skip
def test_a_provider_on_an_open_line_keeps_the_server_from_starting(
    sqlite_url: str, issuer: str, is_refused: bool
) -> None:
    settings = Settings(
        database_url=sqlite_url, secret_key="s" * 40, oidc_issuer=issuer, oidc_client_id="lotse"
    )
    assert any("LOTSE_OIDC_ISSUER" in line for line in refusals(settings)) is is_refused
