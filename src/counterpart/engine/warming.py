"""Compile beforehand what many people need."""

from __future__ import annotations

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.model import build
from counterpart.engine.people import People, Person
from counterpart.engine.pins import settle
from counterpart.engine.policy import Policy
from counterpart.engine.rings.balance import Balance, Seats, compiled_steps
from counterpart.engine.rings.columns import joined, paired
from counterpart.engine.rings.ground import arcs_of, reached_arcs, weighing
from counterpart.engine.rings.pricing import compiled_threes


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
    auctioned(pairs, settled.room)
    arcs = arcs_of(model, settled)
    assert arcs is not None
    list(reached_arcs(model, settled))
    rings, _ = compiled_threes(arcs, weighing(model), nothing, 0.0, 2)
    columns = joined([paired(pairs.first, pairs.second, pairs.weight), rings])
    begin = Balance(np.zeros(3), np.zeros(columns.size))
    compiled_steps(Seats(columns, 3), columns.weight, settled.room, begin, 2)
    annealed(columns, columns.some(np.arange(1)), settled.room, 1)
