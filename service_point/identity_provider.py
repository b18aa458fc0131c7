"""The city's identity provider, by OpenID Connect: authorization code with PKCE, signed id token, nonce.

What it says is believed only as far as its own keys sign it. Nothing is asked of it but at a sign-in.
"""

import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

from rules.errors import NoProvider, SignInFailed

log = logging.getLogger("lotse.sign_in")

TIMEOUT_S = 5.0
REMEMBERED_FOR_S = 3600.0  # its addresses and keys
LEEWAY_S = 60  # clocks of two machines
LONGEST_SINCE_LOGIN_S = 12 * 3600  # as our own sessions; makes the provider say when its own sign-in was
SIGNATURES = ("RS256", "PS256", "ES256", "EdDSA")  # never "none", never a shared secret
SCOPE = "openid email profile"


@dataclass(frozen=True)
class Start:
    """Where the browser goes, and what must come back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """Who came. `email` only if the provider has verified it; `age_s`: since the person proved it there."""

    issuer: str
    subject: str
    email: str | None
    name: str | None
    age_s: float | None


class IdentityProvider:
    """One provider, for all sites of this server. Shared by all threads."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, name: str) -> None:
        self.issuer = issuer
        self.name = name or "OpenID Connect"
        self._client_id = client_id
        self._client_secret = client_secret
        self._lock = Lock()
        self._known: dict[str, Any] = {}
        self._known_at = -REMEMBERED_FOR_S

    def begin(self, redirect_uri: str, *, again: bool = False) -> Start:
        """`again`: the person must prove it anew, even with a running session there. Raises: NoProvider."""
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        wanted: dict[str, Any] = {"prompt": "login"} if again else {}
        with self._client(redirect_uri) as client:
            address, state = client.create_authorization_url(
                self._settings()["authorization_endpoint"],
                code_verifier=verifier,
                nonce=nonce,
                max_age=0 if again else LONGEST_SINCE_LOGIN_S,
                **wanted,
            )
        return Start(address, state, nonce, verifier)

    def finish(self, code: str, nonce: str, verifier: str, redirect_uri: str) -> Identity:
        """Trade the code for an id token and check it. Raises: NoProvider, SignInFailed."""
        try:
            with self._client(redirect_uri) as client:
                token = client.fetch_token(
                    self._settings()["token_endpoint"], code=code, code_verifier=verifier, timeout=TIMEOUT_S
                )
            return _identity(self._claims(token["id_token"], nonce))
        except (
            requests.RequestException,
            AuthlibBaseError,
            JoseError,
            KeyError,
            ValueError,
            TypeError,
        ) as error:
            log.warning("a sign-in by the identity provider failed: %s", type(error).__name__)
            raise SignInFailed from error

    def _client(self, redirect_uri: str) -> OAuth2Session:
        return OAuth2Session(
            self._client_id,
            self._client_secret or None,
            scope=SCOPE,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_basic" if self._client_secret else "none",
        )

    def _claims(self, id_token: str, nonce: str) -> Mapping[str, Any]:
        """Raises: JoseError, ValueError."""
        claims = self._decoded(id_token).claims
        rules = JWTClaimsRegistry(
            leeway=LEEWAY_S,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        rules.validate(claims)
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client_id:
            raise ValueError("the token was made for somebody else")
        return claims

    def _decoded(self, id_token: str) -> jwt.Token:
        """With the keys we know; once more with new ones, since providers change theirs."""
        try:
            return jwt.decode(id_token, self._keys(), algorithms=SIGNATURES)
        except (JoseError, ValueError):
            self._known_at = -REMEMBERED_FOR_S
            return jwt.decode(id_token, self._keys(), algorithms=SIGNATURES)

    def _keys(self) -> KeySet:
        return KeySet.import_key_set(self._settings()["keys"])

    def _settings(self) -> dict[str, Any]:
        """Its discovery document with its `keys`. Raises: NoProvider."""
        with self._lock:
            if time.monotonic() - self._known_at >= REMEMBERED_FOR_S:
                self._known, self._known_at = self._discover(), time.monotonic()
            return self._known

    def _discover(self) -> dict[str, Any]:
        try:
            found = _get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found["issuer"] != self.issuer:
                raise ValueError("another issuer")
            return {**found, "keys": _get(found["jwks_uri"])}
        except (requests.RequestException, KeyError, ValueError) as error:
            log.warning("the identity provider can't be asked: %s", type(error).__name__)
            raise NoProvider from error


def _get(address: str) -> dict[str, Any]:
    answer = requests.get(address, timeout=TIMEOUT_S)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def _identity(claims: Mapping[str, Any]) -> Identity:
    email, logged_in_at = claims.get("email"), claims.get("auth_time")
    is_verified = claims.get("email_verified") is True and isinstance(email, str)
    return Identity(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        email=email.strip().casefold() if is_verified and isinstance(email, str) else None,
        name=str(claims["name"])[:60] if claims.get("name") else None,
        age_s=max(0.0, time.time() - logged_in_at) if isinstance(logged_in_at, int | float) else None,
    )
