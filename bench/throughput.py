"""How many tickets and calls a second the production server does on SQLite: `python -m bench.throughput`.

8 kiosks issue as fast as they can, then 8 consoles call and mark missed until nobody waits. Every number and
every call is then counted: a duplicate or a double is a failure, not a figure.
"""

import argparse
import json
import multiprocessing
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bench.service import Client, Service, request_id, service

LANGUAGES = ("de", "uk", "ar", "en")


def measure(kiosks: int = 8, consoles: int = 8, tickets: int = 60) -> dict[str, Any]:
    """`tickets` a kiosk. Rates are per second of wall clock, all clients together."""
    with service(kiosks=kiosks, consoles=consoles) as found:
        issued = _together(_issue, [(found, token, tickets) for token in found.tokens["kiosk"]])
        at_desks = [(_at_desk(found, name, desk),) for desk, name in enumerate(found.usernames, 1)]
        called = _together(_serve, at_desks)
    numbers = [number for result in issued["results"] for number in result]
    calls = [ticket for result in called["results"] for ticket in result]
    return {
        "kiosks": kiosks,
        "tickets": len(numbers),
        "tickets_per_second": round(len(numbers) / issued["seconds"], 1),
        "duplicate_numbers": _doubles(numbers),
        "consoles": consoles,
        "calls": len(calls),
        "calls_and_missed_per_second": round(len(calls) / called["seconds"], 1),
        "called_twice": _doubles(calls),
    }


def _issue(found: Service, token: str, tickets: int) -> list[int]:
    client = found.client()
    client.headers["Authorization"] = f"Bearer {token}"
    numbers = []
    for turn in range(tickets):
        language = LANGUAGES[turn % len(LANGUAGES)]
        status, answer = client.post(
            "/kiosk/api/tickets", topic="housing", language=language, request_id=request_id()
        )
        assert status == 201, answer
        numbers.append(answer["ticket"]["number"])
    return numbers


def _at_desk(found: Service, username: str, desk: int) -> Client:
    client = found.client()
    client.sign_in(username)
    client.post("/staff/api/duty", desk=desk)
    return client


def _serve(client: Client) -> list[int]:
    called = []
    while True:
        status, answer = client.post("/staff/api/calls", request_id=request_id())
        if status == 404:
            return called
        assert status == 201, answer
        called.append(answer["ticket"]["id"])
        client.post(f"/staff/api/tickets/{called[-1]}/missed", request_id=request_id())


def _together(work: Callable[..., list[int]], arguments: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Everybody begins at once, each in a process of its own."""
    with multiprocessing.get_context("fork").Pool(len(arguments)) as pool:
        began = time.perf_counter()
        results = pool.starmap(work, arguments, chunksize=1)
        return {"seconds": time.perf_counter() - began, "results": results}


def _doubles(values: list[int]) -> int:
    return sum(count - 1 for count in Counter(values).values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=60, help="a kiosk")
    print(json.dumps(measure(tickets=parser.parse_args().tickets), indent=2))
