"""The few signs of a slip, as strokes in a square of 24 × 24 (y down), in the manner of the pages' icons."""

from typing import NamedTuple

STROKE = 1.9  # of the 24 units; a little more than on screens, as heat prints thin lines grey


class Circle(NamedTuple):
    x: float
    y: float
    radius: float


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    radius: float


class Stroke(NamedTuple):
    """Straight lines through `points` (x, y)."""

    points: tuple[tuple[float, float], ...]


Pictogram = tuple[Circle | Box | Stroke, ...]

CLOCK: Pictogram = (Circle(12, 12, 10), Stroke(((12, 6), (12, 12), (16, 14))))
PEOPLE: Pictogram = (
    Circle(8, 7.5, 3.5),
    Stroke(((2, 20), (2, 17), (4, 14.5), (12, 14.5), (14, 17), (14, 20))),
    Circle(17.5, 8.5, 2.8),
    Stroke(((17.5, 14.5), (20.5, 14.5), (22, 16.5), (22, 20))),
)
ARMCHAIR: Pictogram = (
    Stroke(((5, 10), (5, 6), (7.5, 3.5), (16.5, 3.5), (19, 6), (19, 10))),
    Stroke(((2, 11), (5, 11), (5, 15), (19, 15), (19, 11), (22, 11), (22, 19), (2, 19), (2, 11))),
    Stroke(((5, 19), (5, 21.5))),
    Stroke(((19, 19), (19, 21.5))),
)
PLACE: Pictogram = (
    Circle(12, 9.5, 3),
    Stroke(
        ((12, 22), (6, 14), (4.5, 9.5), (6.5, 4.5), (12, 2), (17.5, 4.5), (19.5, 9.5), (18, 14), (12, 22))
    ),
)
PAPERS: Pictogram = (
    Stroke(((5, 2), (15, 2), (19, 6), (19, 22), (5, 22), (5, 2))),
    Stroke(((9, 11), (15, 11))),
    Stroke(((9, 16), (15, 16))),
)
CALENDAR: Pictogram = (
    Box(3, 4, 18, 18, 2),
    Stroke(((3, 10), (21, 10))),
    Stroke(((8, 2), (8, 6))),
    Stroke(((16, 2), (16, 6))),
)
