"""For operators and their monitoring: alive, ready, figures."""

import hmac

from apiflask import APIBlueprint
from flask import Response, request
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.migrations import pending
from rules.errors import NotSignedIn
from service_point.figures import tickets_by_state
from web.answers import json_answer
from web.guards import open_to_all
from web.house import house
from web.listening import open_sockets

health = APIBlueprint("health", __name__, tag="Health")
LOOPBACK = ("127.0.0.1", "::1")


@health.get("/healthz")
@open_to_all
def healthz() -> Response:
    """The process answers."""
    return json_answer({"status": "ok"}, 200)


@health.get("/readyz")
@open_to_all
def readyz() -> Response:
    """Database, migrations and broker are as they must be; 503 says which is not."""
    checks = {"database": _database(), "migrations": _migrations(), "broker": _broker(), "speech": _speech()}
    return json_answer(checks, 200 if all(state in ("ok", "none") for state in checks.values()) else 503)


@health.get("/metrics")
@open_to_all
@health.doc(hide=True)
def metrics() -> Response:
    """Prometheus text, from loopback or with `Authorization: Bearer TOKEN`; no topic, no language."""
    _check_may_read_metrics()
    return Response(_metrics(), content_type=CONTENT_TYPE_LATEST)


def _check_may_read_metrics() -> None:
    token = house().metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return
    behind_proxy = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    if request.remote_addr not in LOOPBACK or behind_proxy:
        raise NotSignedIn


def _metrics() -> bytes:
    registry = CollectorRegistry()
    tickets = Gauge("lotse_tickets", "Tickets of today by state", ["site", "state"], registry=registry)
    for site, state, count in tickets_by_state(house().office):
        tickets.labels(site, state).set(count)
    Gauge("lotse_open_sockets", "Live connections of this process", registry=registry).set(open_sockets())
    return generate_latest(registry)


def _database() -> str:
    try:
        with house().office.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return "unreachable"
    return "ok"


def _migrations() -> str:
    try:
        return "pending" if pending(house().office.database) else "ok"
    except SQLAlchemyError:
        return "unreachable"


def _speech() -> str:
    """ "none" is no fault: pages then show no loudspeaker."""
    return "ok" if house().speaker.has_synthesis else "none"


def _broker() -> str:
    redis_url = house().redis_url
    if not redis_url:
        return "none"
    try:
        Redis.from_url(redis_url, socket_timeout=2).ping()
    except RedisError:
        return "unreachable"
    return "ok"
