"""Somebody who has every table of every month, and knows how they are made, reasons about one number.

What they know beside: how many people each table counts among, and what up to four in league told themselves.
What they do not know is the shift. The reasoning is exact: every history of counts that would have been shown
just so is considered, and a value is pinned where all of them agree on it.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterpart.radar import cells

LEAGUE = 4


@dataclass(frozen=True)
class Rule:
    """How a number is made, and which shifts somebody who reads it must think of."""

    moved: Callable[[int, int, int], int]
    shown: Callable[[int, int], int]
    shifts: tuple[int, ...]


OURS = Rule(cells.moved, cells.shown, tuple(range(cells.FEW)))
UNSHIFTED = Rule(cells.moved, cells.shown, (0,))  # whole fives alone
ROOMLESS = Rule(cells.moved, lambda level, among: level // cells.FEW * cells.FEW, OURS.shifts)
PLAIN = Rule(lambda level, count, shift: count, lambda level, among: level, (0,))


@dataclass(frozen=True)
class Seen:
    """One number in one month: what stands there, and among how many."""

    shown: int
    among: int


@dataclass
class Possible:
    """Of each month the counts that may be, and between two the least and the largest difference."""

    counts: list[set[int]]
    differences: list[tuple[int, int]]


def show(rule: Rule, counts: Sequence[int], among: Sequence[int], shift: int) -> list[Seen]:
    """What would stand there, month after month."""
    level, seen = 0, []
    for count, people in zip(counts, among, strict=True):
        level = rule.moved(level, count, shift)
        seen.append(Seen(rule.shown(level, people), people))
    return seen


def possible(rule: Rule, seen: Sequence[Seen]) -> Possible:
    """Where others may tell and untell whatever they like."""
    counts: list[set[int]] = [set() for _ in seen]
    bounds: list[list[int]] = [[] for _ in seen[1:]]
    for shift in rule.shifts:
        steps = _histories(rule, seen, shift)
        for month, each in enumerate(steps):
            counts[month] |= {count for _, count, _ in each}
        for month, (one, two) in enumerate(pairwise(steps)):
            bounds[month] += _differences(one, two)
    return Possible(counts, [(min(each), max(each)) for each in bounds])


Step = tuple[int, int, int]  # the level before, the count, the level after


def _histories(rule: Rule, seen: Sequence[Seen], shift: int) -> list[set[Step]]:
    """Steps that lie on some whole history that would have been shown just so."""
    levels, steps = {0}, []
    for each in seen:
        steps.append(
            {
                (level, count, after)
                for level in levels
                for count in range(each.among + 1)
                if rule.shown(after := rule.moved(level, count, shift), each.among) == each.shown
            }
        )
        levels = {after for _, _, after in steps[-1]}
    for month in reversed(range(len(steps) - 1)):
        goes_on = {level for level, _, _ in steps[month + 1]}
        steps[month] = {step for step in steps[month] if step[2] in goes_on}
    return steps


def _differences(one: set[Step], two: set[Step]) -> list[int]:
    ends, begins = defaultdict(list), defaultdict(list)
    for _, count, after in one:
        ends[after].append(count)
    for level, count, _ in two:
        begins[level].append(count)
    return [
        bound
        for level, counts in ends.items()
        if level in begins
        for bound in (min(begins[level]) - max(counts), max(begins[level]) - min(counts))
    ]


def possible_if_nobody_else_moves(
    rule: Rule, seen: Sequence[Seen], league: Sequence[int], among_them: int = LEAGUE
) -> set[int]:
    """How many others there may be, where it is known that none of them changed anything in all the time.

    Of those in league so many are at this stage, and stood in the number in each month.
    """
    among = [each.among for each in seen]
    most = min(among) - among_them
    return {
        others
        for shift in rule.shifts
        for others in range(most + 1)
        if show(rule, [others + told for told in league], among, shift) == list(seen)
    }


def pinned(
    found: Possible, seen: Sequence[Seen], league: Sequence[int] | None = None, among_them: int = 0
) -> int:
    """Of how many months, or of how many changes between them, fewer than five others are known exactly: who
    told it, who did not, or who came and went."""
    league = league or [0] * len(seen)
    months = sum(
        len(counts) == 1 and each.among > 0 and is_few({min(counts) - told}, each.among - among_them)
        for counts, each, told in zip(found.counts, seen, league, strict=True)
    )
    changes = zip(found.differences, pairwise(seen), strict=True)
    return months + sum(
        least == most and abs(most) < cells.FEW and one.among + two.among > 0
        for (least, most), (one, two) in changes
    )


def is_few(others: set[int], among: int) -> bool:
    """Whether of so many others it is known how many told it, and they, or those who did not, are few."""
    if len(others) != 1:
        return False
    (number,) = others
    return number < cells.FEW or among - number < cells.FEW
