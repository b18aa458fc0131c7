"""Is issuing slower with the forecaster beside the server? `python -m bench.issuing [--pairs N] [--tickets N]`.

Two servers with databases of their own run at the same time, one with the forecaster and one without; rounds of
tickets go to them in turn, in random order within a pair, so that whatever else the machine does hits both alike. A
round is one kiosk that issues 3 tickets a second, far above any service point. Case managers are on duty, so the
forecaster computes a batch after every ticket. Says medians, and the median of the differences within pairs with its
95 % interval (bootstrap, seeded).
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.service import Client, Service, request_id, service

TOPICS, LANGUAGES = ("housing", "work", "day-care"), ("de", "uk", "ar", "en")
PACE_S = 0.33
KNOWN_S = 240  # until the first batch, its code compiled
DESKS = 4


@dataclass
class Side:
    """One of the two servers, with a kiosk."""

    found: Service
    kiosk: Client

    def round(self, tickets: int) -> float:
        """Median milliseconds of a ticket."""
        return median(self._issue(turn) for turn in range(tickets))

    def _issue(self, turn: int) -> float:
        wish = {"topic": TOPICS[turn % 3], "language": LANGUAGES[turn % 4], "request_id": request_id()}
        began = time.perf_counter()
        status, answer = self.kiosk.post("/kiosk/api/tickets", **wish)
        took = time.perf_counter() - began
        assert status == 201, answer
        time.sleep(max(0.0, PACE_S - took))
        return took * 1000

    def knows_waits(self) -> bool:
        _, offer = self.kiosk.get("/kiosk/api/offer?language=de")
        return any(topic["wait"] is not None for topic in offer["topics"])


def measure(pairs: int = 12, tickets: int = 10, seed: int = 1) -> dict[str, Any]:
    chance = random.Random(seed)
    with service(consoles=DESKS, forecasts="on") as one, service(consoles=DESKS, forecasts="off") as other:
        sides = {"with": _side(one), "without": _side(other)}
        _wait_for_forecasts(sides["with"])
        for side in sides.values():
            side.round(3)
        rounds: dict[str, list[float]] = {"with": [], "without": []}
        for _ in range(pairs):
            for name in chance.sample(sorted(sides), 2):
                rounds[name].append(sides[name].round(tickets))
        assert sides["with"].knows_waits(), "the forecaster must have worked all the time"
    differences = [one - other for one, other in zip(rounds["with"], rounds["without"], strict=True)]
    low, high = _interval(differences, chance)
    return {
        "pairs": pairs,
        "tickets_a_round": tickets,
        "with_forecaster_ms": round(median(rounds["with"]), 2),
        "without_ms": round(median(rounds["without"]), 2),
        "median_difference_ms": round(median(differences), 2),
        "interval_95_ms": [round(low, 2), round(high, 2)],
    }


def _side(found: Service) -> Side:
    for desk, username in enumerate(found.usernames, 1):
        console = found.client()
        console.sign_in(username)
        console.post("/staff/api/duty", desk=desk)
    kiosk = found.client()
    kiosk.headers["Authorization"] = f"Bearer {found.tokens['kiosk'][0]}"
    return Side(found, kiosk)


def _wait_for_forecasts(side: Side) -> None:
    end = time.monotonic() + KNOWN_S
    while not side.knows_waits():
        assert time.monotonic() < end, "no forecast came"
        time.sleep(0.5)


def _interval(values: list[float], chance: random.Random) -> tuple[float, float]:
    medians = sorted(median(chance.choices(values, k=len(values))) for _ in range(2000))
    return medians[50], medians[1949]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--tickets", type=int, default=10, help="a round")
    given = parser.parse_args()
    print(json.dumps(measure(given.pairs, given.tickets), indent=2))
