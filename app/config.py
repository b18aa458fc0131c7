"""Settings, all from the environment. Every one is documented with unit and default in docs/operating.md."""

import secrets
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent.parent
INSTANCE = ROOT / "instance"
DEMO_DATABASE = f"sqlite:///{INSTANCE / 'demo.db'}"


class Settings(BaseSettings):
    """`LOTSE_DATABASE_URL` and so on; names are the fields in capitals with LOTSE_ before."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", extra="ignore")

    database_url: str = Field("", description="SQLAlchemy address; empty: SQLite in instance/lotse.db")
    redis_url: str = Field("", description="message queue for several workers; empty: none")
    secret_key: str = Field("", description="at least 32 characters; the production server needs one")
    bind: str = Field("127.0.0.1:8000", description="host:port of the server")
    workers: int = Field(1, ge=1, le=16, description="processes; above 1 needs PostgreSQL and Redis")
    public_url: str = Field("", description="https address that phones reach; empty: no QR code anywhere")
    rate_limits: Literal["on", "off"] = Field("on", description="off for load tests only")
    forecasts: Literal["on", "off"] = Field("on", description="off: no forecaster beside the server")
    espeak_ng: str = Field("", description="the program that reads aloud; empty: espeak-ng on the PATH")
    speech_folder: str = Field("", description="recordings and spoken phrases; empty: instance/speech")
    oidc_issuer: str = Field(
        "", description="the city's identity provider, as https://login.example.org; empty: none"
    )
    oidc_client_id: str = Field("", description="how the provider knows Lotse")
    oidc_client_secret: str = Field("", description="empty: a public client, with PKCE only")
    oidc_name: str = Field("", description="what the button says: Sign in with …")
    smtp_host: str = Field("", description="server that takes mails; empty: nobody is asked for an address")
    smtp_port: int = Field(587, ge=1, le=65_535, description="its port")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="none only for a server on this machine"
    )
    smtp_user: str = Field("", description="empty: no sign-in")
    smtp_password: str = Field("", description="of the user")
    smtp_from: str = Field("", description="the sender's address")
    metrics_token: str = Field("", description="lets /metrics be read from elsewhere; empty: loopback only")
    demo: bool = Field(False, description="set by the demo only: shows its logins on the start page")
    log_level: str = Field("INFO", description="of Python's logging")

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        INSTANCE.mkdir(exist_ok=True)
        return f"sqlite:///{INSTANCE / 'lotse.db'}"

    @property
    def speech(self) -> Path:
        return Path(self.speech_folder) if self.speech_folder else INSTANCE / "speech"

    @property
    def flask_secret(self) -> str:
        """Nothing we keep is signed with it, so a development server may do with a new one each start."""
        return self.secret_key or secrets.token_hex(32)
