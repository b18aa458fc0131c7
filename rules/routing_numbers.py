"""The hot part of the credit rule on numbers and arrays, so that `engine` can compile these same functions.

Tickets are indices into parallel arrays. `order[:count]` lists the waiting ones by (order key, number); `group[i]` is
the column of ticket i in `may`, the row of one case manager: who shares topic, languages and needs shares a group.
Works on lists and on numpy arrays alike. Times are minutes since any common zero.
"""

from collections.abc import MutableSequence, Sequence

NOBODY = -1


def choose(
    now: float,
    order: Sequence[int],
    count: int,
    may: Sequence[bool],
    group: Sequence[int],
    key: Sequence[float],
    head: Sequence[float],
    slope: Sequence[float],
    ordinary: Sequence[bool],
    by_ordinary: Sequence[int],
    by_any: Sequence[int],
    cap_by_ordinary: int,
    cap_by_any: int,
) -> int:
    """The ticket that this case manager calls, or NOBODY.

    Score = head + slope · (now − key). Somebody at `cap_by_any`: the smallest key. Else, somebody at `cap_by_ordinary`:
    ordinary tickets younger than the oldest such are barred. Ties go to the earlier place in `order`.
    """
    first = NOBODY
    best = NOBODY
    best_score = 0.0
    barred_after = -1.0
    is_barred = False
    for place in range(count):
        ticket = order[place]
        if not may[group[ticket]]:
            continue
        if first == NOBODY:
            first = ticket
        if by_any[ticket] >= cap_by_any:
            return first
        if is_barred and ordinary[ticket] and key[ticket] > barred_after:
            continue
        if not is_barred and by_ordinary[ticket] >= cap_by_ordinary:
            is_barred = True
            barred_after = key[ticket]
        score = head[ticket] + slope[ticket] * (now - key[ticket])
        if best == NOBODY or score > best_score:
            best = ticket
            best_score = score
    return best


def count_passes(
    called: int,
    order: Sequence[int],
    count: int,
    may: Sequence[bool],
    group: Sequence[int],
    key: Sequence[float],
    ordinary: Sequence[bool],
    by_ordinary: MutableSequence[int],
    by_any: MutableSequence[int],
) -> int:
    """The visitor of `called` is present: every eligible ticket with a smaller key was passed. Returns how many."""
    passed = 0
    for place in range(count):
        ticket = order[place]
        if key[ticket] >= key[called]:
            break
        if may[group[ticket]]:
            passed += 1
            by_any[ticket] += 1
            if ordinary[called]:
                by_ordinary[ticket] += 1
    return passed
