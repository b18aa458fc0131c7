"""A real OpenID Connect provider on this machine: Authlib's server with PKCE, nonces and id tokens signed by its key.

Its page asks who one is and takes the word for it. What it says can be bent, to see that a lie is not believed.
"""

import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "lotse", "a secret between two machines"
PAGE = """<!doctype html><html lang="en"><title>The city's sign-in</title><h1>Who are you?</h1>
<form method="post"><label>Name <input name="user"></label><button>Sign in</button></form></html>"""


@dataclass
class Citizen:
    """Somebody the provider knows. `email_verified` False: anybody may have typed the address."""

    sub: str
    email: str
    email_verified: bool = True
    name: str = "Somebody"


@dataclass
class Code(AuthorizationCodeMixin):
    asked: dict[str, str]
    user: Citizen
    auth_time: int

    def get_redirect_uri(self) -> str:
        return self.asked["redirect_uri"]

    def get_scope(self) -> str:
        return self.asked["scope"]

    def get_nonce(self) -> str | None:
        return self.asked.get("nonce")

    def get_auth_time(self) -> int:
        return self.auth_time

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None

    @property
    def code_challenge(self) -> str | None:
        return self.asked.get("code_challenge")

    @property
    def code_challenge_method(self) -> str | None:
        return self.asked.get("code_challenge_method")


@dataclass
class Client(ClientMixin):
    """Lotse, as the provider knows it."""

    redirects: set[str]

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.redirects

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})


@dataclass
class IdentityProvider:
    """The running provider. `lies`: claims to put into the next id tokens; `key` may be changed at any time."""

    issuer: str = ""
    people: dict[str, Citizen] = field(default_factory=dict)
    redirects: set[str] = field(default_factory=set)
    lies: dict[str, Any] = field(default_factory=dict)
    signed_in_ago_s: int = 0
    codes: dict[str, Code] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    key: RSAKey = field(default_factory=new_key)
    published: RSAKey | None = None  # another than the one that signs

    @property
    def settings(self) -> dict[str, str]:
        """For the application."""
        return {
            "oidc_issuer": self.issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET,
            "oidc_name": "Stadt Leverkusen",
        }  # fmt: skip

    def change_key(self) -> None:
        self.key = new_key()


@contextmanager
def running_provider() -> Iterator[IdentityProvider]:
    """At http://localhost:PORT: for a browser another site than 127.0.0.1, as it is in a city."""
    before = os.environ.get("AUTHLIB_INSECURE_TRANSPORT")
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # of its server; loopback only
    provider = IdentityProvider()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, _app(provider), threaded=True)
    provider.issuer = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()
        if before is None:
            del os.environ["AUTHLIB_INSECURE_TRANSPORT"]


def _app(provider: IdentityProvider) -> Flask:
    app = Flask("identity provider")
    server = AuthorizationServer(
        app, lambda client_id: _client(provider, client_id), lambda token, request: None
    )
    server.register_grant(
        _code_grant(provider), [_id_tokens(provider)(require_nonce=True), CodeChallenge(required=True)]
    )

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Any:
        addresses = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return jsonify(
            issuer=provider.issuer, **{name: provider.issuer + path for name, path in addresses.items()}
        )

    @app.get("/keys")
    def keys() -> Any:
        return jsonify(KeySet([provider.published or provider.key]).as_dict(private=False))

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        if request.method == "GET":
            server.get_consent_grant(end_user=None)
            provider.asked.append(request.args.to_dict())
            return PAGE
        user = provider.people.get(request.form["user"])
        grant = server.get_consent_grant(end_user=user)
        return server.create_authorization_response(grant_user=user, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


def _client(provider: IdentityProvider, client_id: str) -> Client | None:
    return Client(provider.redirects) if client_id == CLIENT_ID else None


def _code_grant(provider: IdentityProvider) -> type[grants.AuthorizationCodeGrant]:
    class CodeGrant(grants.AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

        def save_authorization_code(self, code: str, asked: Any) -> None:
            since = int(time.time()) - provider.signed_in_ago_s
            provider.codes[code] = Code(dict(asked.payload.data), asked.user, since)

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes.clear()

        def authenticate_user(self, authorization_code: Code) -> Citizen:
            return authorization_code.user

    return CodeGrant


def _id_tokens(provider: IdentityProvider) -> type[OpenIDCode]:
    class IdTokens(OpenIDCode):
        def exists_nonce(self, nonce: str, asked: Any) -> bool:
            return False

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return provider.key

        def get_encode_header(self, client: Client) -> dict[str, str]:
            return {"alg": "RS256", "kid": provider.key.kid or ""}

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": [CLIENT_ID]}

        def generate_user_info(self, user: Citizen, scope: str) -> UserInfo:
            told = {
                "sub": user.sub,
                "name": user.name,
                "email": user.email,
                "email_verified": user.email_verified,
            }
            return UserInfo({**told, **provider.lies})

    return IdTokens
