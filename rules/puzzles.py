"""Work that a browser does before it may hold a time, instead of a CAPTCHA: nothing for one person, much for a script.

Find a text so that the SHA-256 of puzzle and text begins with so many zero bits. The more times visitors have held
lately, the more work; nobody is counted, so a waiting room behind one address is no problem.
"""

from datetime import timedelta
from hashlib import sha256
from math import ceil, log2

LASTS = timedelta(minutes=30)  # from opening the page to choosing a time
RECENT = timedelta(minutes=10)
LEAST_BITS = 15  # some 30,000 hashes: a tenth of a second, half a second on an old phone
MOST_BITS = 21  # two million: ten seconds to a minute; nobody waits longer
CALM = 8  # times held in ten minutes by people, on a day when everybody books
LONGEST_ANSWER = 40  # signs


def bits_for(recently_held: int) -> int:
    """How many zero bits are asked for: two more with every doubling of what is calm."""
    if recently_held <= CALM:
        return LEAST_BITS
    return min(MOST_BITS, LEAST_BITS + 2 * ceil(log2(recently_held / CALM)))


def is_solved(puzzle: str, answer: str, bits: int) -> bool:
    digest = sha256(f"{puzzle}.{answer}".encode()).digest()
    return len(answer) <= LONGEST_ANSWER and int.from_bytes(digest) >> (256 - bits) == 0
