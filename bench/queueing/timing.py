"""How long one forecast and one pick take, on one core: the median of several runs, in milliseconds."""

import random
import time
from collections.abc import Callable
from statistics import median

from bench.queueing.world import LANGUAGES, LAST_CALL, RULE, TOPICS
from engine.forecasting import forecast
from rules.queue_state import Arrivals, QueueState, RunningTalk
from rules.routing import Adviser, Room, Waiting, pick

RUNS = 15
SIZES = {30: 4, 300: 20}  # waiting: case managers
NOW = 60.0


def milliseconds() -> dict[str, float]:
    """The JSON's last part. Every forecast: 100 draws, all waiting, a phantom for each topic and language."""
    found = {}
    for waiting, desks in SIZES.items():
        state = crowded(waiting, desks)
        forecast(state, 1)  # loads or compiles the code
        found[f"forecast_{waiting}_waiting"] = _median_ms(lambda state=state: forecast(state, 1))
    for waiting, desks in SIZES.items():
        room = crowded(waiting, desks).room
        found[f"pick_{waiting}"] = _median_ms(lambda room=room: _fresh_pick(room))
    return found


def crowded(waiting: int, desks: int) -> QueueState:
    """Everybody busy, `waiting` in the room, and as many walk-ins an hour as the desks can serve."""
    chance = random.Random(waiting)
    spoken = [frozenset({"de", *chance.sample(list(LANGUAGES), 2)}) for _ in range(desks)]
    advisers = [Adviser(i + 1, i + 1, frozenset(TOPICS), spoken[i]) for i in range(desks)]
    line = [_ticket(i, NOW * chance.random(), chance) for i in range(waiting)]
    phantoms = [
        Waiting(-1, 0, NOW, topic, frozenset({language})) for topic in TOPICS for language in LANGUAGES
    ]
    talks = [RunningTalk(i + 1, chance.choice(list(TOPICS)), 40 * chance.random()) for i in range(desks)]
    return QueueState(
        Room(advisers, line, NOW, settings=RULE),
        0.0,
        LAST_CALL,
        talks=talks,
        phantoms=phantoms,
        arrivals=Arrivals((0.0, LAST_CALL), (desks / 25.0,)),
        mix=[_ticket(-1, NOW, chance) for _ in range(60)],
    )


def _ticket(number: int, key: float, chance: random.Random) -> Waiting:
    topic, language = chance.choice(list(TOPICS)), chance.choice(list(LANGUAGES))
    return Waiting(number, number, key, topic, frozenset({language}), expected_minutes=TOPICS[topic][0])


def _fresh_pick(room: Room) -> None:
    pick(Room(room.advisers, room.waiting, room.now, settings=room.settings), room.advisers[0])


def _median_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return round(median(times), 3)
