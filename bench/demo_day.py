"""`make demo-day`: a whole slot played against the running demo, through the public addresses only.

Kiosks, consoles and phones are clients like any other, so board, consoles and forecasts move as on a real day.
`--speed 60` plays an hour in a minute; the server's own clock is real, so what it learns and forecasts is in played
seconds: to watch, not to measure. Prints what happened as JSON. Bounded: it ends with the last visitor or the time.
"""

import argparse
import json
import math
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from bench.service import Client, request_id

TOPICS = ("language-courses", "day-care", "work", "housing", "volunteering", "something-else")
LANGUAGES = (
    ("uk", 30),
    ("ar", 20),
    ("de", 20),
    ("en", 10),
    ("tr", 8),
    ("fa", 7),
    ("ru", 5),
)  # invented shares
PAGES = ("de", "en", "uk", "ar")
EARLY_SHARE = 0.25  # are there before the opening
ABSENT_SHARE = 0.08  # don't come when called
TALK_MEAN_MIN, TALK_SPREAD = 25.0, 0.6  # log-normal
TALK_MU = math.log(TALK_MEAN_MIN) - TALK_SPREAD**2 / 2
WALK_MIN = 0.7  # from the call to the desk
LONGEST_DAY_MIN = 300


@dataclass
class Day:
    """One played slot. Times in it are minutes of the day; `wait` turns them into real seconds."""

    port: int
    kiosk_token: str
    usernames: list[str]
    password: str
    speed: float
    visitors: int
    slot_minutes: float
    seed: int
    counts: Counter[str] = field(default_factory=Counter)
    codes: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def play(self) -> dict[str, Any]:
        people = [threading.Thread(target=self._doors), threading.Thread(target=self._phones)]
        people += [
            threading.Thread(target=self._console, args=(name, desk))
            for desk, name in enumerate(self.usernames, 1)
        ]
        for person in people:
            person.start()
        self.over.wait(min(self.slot_minutes + 60, LONGEST_DAY_MIN) * 60 / self.speed)
        self.over.set()
        for person in people:
            person.join(30)
        return {"visitors": self.visitors, "speed": self.speed, **self.counts}

    def wait(self, minutes: float) -> bool:
        """Let `minutes` of the day pass. True when the day is over."""
        return self.over.wait(minutes * 60 / self.speed)

    def _doors(self) -> None:
        """Visitors come and take a ticket at the kiosk."""
        dice, kiosk = random.Random(self.seed), Client(self.port)
        kiosk.headers["Authorization"] = f"Bearer {self.kiosk_token}"
        early = int(self.visitors * EARLY_SHARE)
        arrivals = sorted(
            [0.0] * early + [dice.uniform(0, self.slot_minutes * 0.8) for _ in range(self.visitors - early)]
        )
        now = 0.0
        for at in arrivals:
            if self.wait(at - now):
                return
            now = at
            self._take(kiosk, dice)

    def _take(self, kiosk: Client, dice: random.Random) -> None:
        spoken = dice.choices([code for code, _ in LANGUAGES], [share for _, share in LANGUAGES])[0]
        wish = {"topic": dice.choice(TOPICS), "advice_languages": [spoken], "request_id": request_id()}
        page = spoken if spoken in PAGES else "en"
        status, answer = kiosk.post("/kiosk/api/tickets", language=page, stay=True, **wish)
        self.counts["issued" if status == 201 else f"refused {answer.get('code')}"] += 1
        if status == 201:
            self.codes.append(answer["ticket"]["code"])

    def _console(self, username: str, desk: int) -> None:
        """A case manager: calls, waits for the visitor, talks, records, calls the next."""
        dice, console = random.Random(f"{self.seed}/{desk}"), Client(self.port)
        console.sign_in(username, self.password)
        console.post("/staff/api/duty", desk=desk)
        while not self.over.is_set():
            status, answer = console.post("/staff/api/calls", request_id=request_id())
            if status == 201:
                self._serve(console, dice, answer["ticket"]["id"])
            elif self.counts["served"] + self.counts["missed"] >= self.visitors:
                self.over.set()
            else:
                self.wait(0.5)
        console.post("/staff/api/duty/end")

    def _serve(self, console: Client, dice: random.Random, ticket: int) -> None:
        self.wait(WALK_MIN)
        if dice.random() < ABSENT_SHARE:
            console.post(f"/staff/api/tickets/{ticket}/missed", request_id=request_id())
            self.counts["missed"] += 1
            return
        console.post(f"/staff/api/tickets/{ticket}/start", request_id=request_id())
        self.wait(dice.lognormvariate(TALK_MU, TALK_SPREAD))
        outcome = dice.choices(("settled", "referred", "follow_up", "documents_missing"), (50, 25, 15, 10))[0]
        body = {"outcomes": [outcome], "contact": dice.choice(("first", "repeat"))}
        status, _ = console.post(f"/staff/api/tickets/{ticket}/finish", request_id=request_id(), **body)
        self.counts["served" if status == 200 else "not finished"] += 1

    def _phones(self) -> None:
        """The holders of slips look where they are."""
        phone = Client(self.port)
        while not self.wait(0.25):
            for code in self.codes[-20:]:
                phone.get(f"/t/{code}/status")
                self.counts["phone looks"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=5000)
    parser.add_argument("--kiosk-token", default="demo-kiosk-token")
    parser.add_argument("--users", default="a-demir,j-hoffmann,o-kravets,n-haddad")
    parser.add_argument("--password", default="lotse-demo")
    parser.add_argument("--speed", type=float, default=60.0, help="minutes of the day a minute")
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=240.0, help="length of the slot")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    day = Day(
        given.port, given.kiosk_token, given.users.split(","), given.password, given.speed, given.visitors,
        given.minutes, given.seed,
    )  # fmt: skip
    if not _is_there(given.port):
        raise SystemExit(f"No Lotse answers at 127.0.0.1:{given.port}. Start the demo first: make run")
    print(json.dumps(day.play(), indent=2))


def _is_there(port: int) -> bool:
    try:
        return Client(port).get("/healthz")[0] == 200
    except OSError:
        return False


if __name__ == "__main__":
    main()
