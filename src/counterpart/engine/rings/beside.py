"""From a search among pairs to a plan of pairs and rings: the one call that `solve` makes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.model import Model
from counterpart.engine.pins import Settled
from counterpart.engine.rings.asking import Asked, Enough, Start
from counterpart.engine.rings.columns import NOBODY, Columns, paired
from counterpart.engine.rings.ground import arcs_of, weighing
from counterpart.engine.rings.joint import jointly, longest
from counterpart.engine.searching import KEEP, Searched, Tick, looking
from counterpart.engine.worth import Pairs


@dataclass(frozen=True)
class Beside:
    """The plan as positions; rings from their lowest member on, each learning from the next.

    longest   rings of up to so many people were searched, and the bound is over them; 0 = none
    """

    pairs: tuple[tuple[int, int], ...]
    rings: tuple[tuple[int, ...], ...]
    duals: Duals
    bound: float
    longest: int
    stopped: bool


def beside(
    model: Model, settled: Settled, searched: Searched, tick: Tick, *, enough: Enough | None, seed: int
) -> Beside:
    """Pairs and rings together where the policy has rings, else the pairs as they are."""
    proven = searched.proven
    start = Start(_columns(searched.pairs), searched.chosen, proven.duals, proven.bound, proven.duals.sets)
    arcs = arcs_of(model, settled) if model.policy.rings else None
    most = longest(arcs, model.policy.rings) if arcs else 0
    if arcs is None or not most:
        return _told(start.pairs.some(start.chosen), proven.duals, proven.bound, 0, searched.stopped)
    look = looking(model, settled, tick)

    def more(prices: Duals) -> tuple[Columns, float]:
        found = look(prices, KEEP)
        return _columns(found.pairs), found.excess

    asked = Asked(arcs, weighing(model), most, settled.room, more)
    plan = jointly(asked, start, enough, seed)
    return _told(plan.chosen, plan.duals, plan.bound, most, searched.stopped or plan.stopped)


def _columns(pairs: Pairs) -> Columns:
    return paired(pairs.first, pairs.second, pairs.weight)


def _told(chosen: Columns, duals: Duals, bound: float, most: int, stopped: bool) -> Beside:
    groups = [tuple(who for who in row if who != NOBODY) for row in chosen.members.tolist()]
    pairs = tuple(sorted((group[0], group[1]) for group in groups if len(group) == 2))
    rings = tuple(sorted(_from_lowest(group) for group in groups if len(group) > 2))
    return Beside(pairs, rings, duals, bound, most, stopped)


def _from_lowest(ring: tuple[int, ...]) -> tuple[int, ...]:
    at = int(np.argmin(ring))
    return ring[at:] + ring[:at]
