"""What is shown of a count, so that nothing is said about fewer than five people. Values only, no tables.

A count stands behind a shift of 0 to 4, the same for ever and known to no reader, and moves only once five
people have come or gone since it moved last. What it promises, and what it does not, stands in record 0127.
"""

import hmac

FEW = 5
UNKNOWN = FEW - 1  # the largest shift
# With fewer at a stage than this, no number of theirs leaves five unsaid who did not tell it.
ENOUGH = 2 * FEW + UNKNOWN


def shift_of(secret: str, *names: str) -> int:
    """Of one number, the same every month; without the secret nobody works it out."""
    digest = hmac.digest(secret.encode(), "\n".join(names).encode(), "sha256")
    return int.from_bytes(digest[:8]) % FEW


def moved(level: int, count: int, shift: int) -> int:
    """The level at which a number stands now: it was `level`, and so many people are counted."""
    now = count - shift
    return now if abs(now - level) >= FEW else level


def shown(level: int, among: int) -> int:
    """Whole fives, 0 where nothing is said; at least five of those `among` whom it counts stay unsaid."""
    return max(0, min(_fives(level), _fives(among - FEW - UNKNOWN)))


def _fives(number: int) -> int:
    return number // FEW * FEW
