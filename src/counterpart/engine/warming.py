"""Compile beforehand what many people need."""

from __future__ import annotations

import numpy as np

from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.moving import moved
from counterpart.engine.changing.standing import stand
from counterpart.engine.duals import Duals
from counterpart.engine.model import Model, build
from counterpart.engine.people import People, Person
from counterpart.engine.pins import Settled, settle
from counterpart.engine.policy import Policy
from counterpart.engine.rings.balance import Balance, Seats, compiled_steps
from counterpart.engine.rings.columns import joined, paired
from counterpart.engine.rings.ground import arcs_of, reached_arcs, weighing
from counterpart.engine.rings.pricing import compiled_threes
from counterpart.engine.searching import Proven, Searched
from counterpart.engine.worth import Pairs


def warm_up() -> None:
    """Run every compiled loop once; where that was done before on this machine, it is read from disk."""
    from counterpart.engine.crowd import auctioned, crowd  # compiled: not at the import of the engine
    from counterpart.engine.rings.annealing import annealed

    ring = [
        Person(id=one, offers={one: 5}, seeks={two: 5, three: 5}) for one, two, three in ("abc", "bca", "cab")
    ]
    model = build(People.from_rows(ring), Policy())
    settled, nothing = settle(model), Duals(np.zeros(3))
    pairs = crowd(model, settled.room, settled.codes).look(nothing, 2, lambda share: None).pairs
    auctioned(pairs, settled.room, nothing.prices, (0.1,))
    _what_if(model, settled, pairs)
    arcs = arcs_of(model, settled)
    assert arcs is not None
    list(reached_arcs(model, settled))
    rings, _ = compiled_threes(arcs, weighing(model), nothing, 0.0, 2)
    columns = joined([paired(pairs.first, pairs.second, pairs.weight), rings])
    begin = Balance(np.zeros(3), np.zeros(columns.size))
    compiled_steps(Seats(columns, 3), columns.weight, settled.room, begin, 2)
    annealed(columns, columns.some(np.arange(1)), settled.room, 1)


def _what_if(model: Model, settled: Settled, pairs: Pairs) -> None:
    """An odd circle, so that every step is run."""
    halves = Duals(np.full(3, float(pairs.weight.max(initial=0.0)) / 2))
    first = np.arange(pairs.first.size) == 0
    proven = Proven(halves, halves.bound(settled.room, 0.0))
    standing = stand(model, settled, Searched(pairs, first, proven, stopped=False))
    moved(standing, Change(int(pairs.first[0]), int(pairs.second[0]), together=False))
