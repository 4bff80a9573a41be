"""Many programmes, small and large, for many months; `beyond.radar-pinned` asks for more of them."""

import json
import os
from pathlib import Path
from random import Random

import pytest

from tests.radar.attack import (
    OURS,
    PLAIN,
    is_few,
    pinned,
    possible,
    possible_if_nobody_else_moves,
    show,
)
from tests.radar.months import LARGE, SMALL, Cell, months

PROGRAMMES, MONTHS = int(os.environ.get("PROGRAMMES", "2")), int(os.environ.get("MONTHS", "3"))
SEED = 11


@pytest.mark.django_db
def test_of_many_programmes_nothing_about_fewer_than_five_is_pinned() -> None:
    told = {"pinned": 0, "numbers": 0, "shown": 0, "plain": 0}
    for n in range(PROGRAMMES):
        size, quiet = (*SMALL[::-1], LARGE)[n % (len(SMALL) + 1)], bool(n % 2)
        for cell in months(size, MONTHS, Random(f"{SEED}/{n}"), quiet=quiet).values():
            told["pinned"] += _pinned(cell) + (_pinned_in_quiet(cell) if quiet else 0)
            told["numbers"] += len(cell.seen)
            told["shown"] += sum(each.shown > 0 for each in cell.seen)
            told["plain"] += _pinned_of_plain_counts(cell)
    if path := os.environ.get("RADAR_TOLD"):
        Path(path).write_text(json.dumps(told))

    assert told["pinned"] == 0
    assert min(told["shown"], told["plain"]) > 0  # there was something to read, and the reader can read


def _pinned(cell: Cell) -> int:
    found = possible(OURS, cell.seen)
    assert all(truly in each for truly, each in zip(cell.truly, found.counts, strict=True))
    return pinned(found, cell.seen, cell.league, cell.among_them)


def _pinned_in_quiet(cell: Cell) -> int:
    """Where it is known that nobody but four in league did anything."""
    others = possible_if_nobody_else_moves(OURS, cell.seen, cell.league, cell.among_them)
    assert cell.truly[0] - cell.league[0] in others
    among = cell.seen[0].among - cell.among_them
    return int(among > 0 and is_few(others, among))


def _pinned_of_plain_counts(cell: Cell) -> int:
    seen = show(PLAIN, cell.truly, [each.among for each in cell.seen], 0)
    return pinned(possible(PLAIN, seen), seen, cell.league, cell.among_them)
