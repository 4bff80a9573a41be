"""Prices and whole pairs by auction: near the best everywhere, and at no cost where no odd circle is."""

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from counterpart import engine
from counterpart.engine.candidates import scan
from counterpart.engine.crowd import auctioned, crowd
from counterpart.engine.duals import Duals
from counterpart.engine.kernels import auction, rounding
from counterpart.engine.model import build
from counterpart.engine.worth import Pairs

STEPS = (0.1, 0.01, 1e-3, 1e-4, 1e-5)


def drawn(size: int, seed: int) -> Pairs:
    """Somebody of the lower half with somebody of the upper half, for most of them."""
    draw = np.random.default_rng(seed)
    first, second = np.nonzero(draw.random((size, size)) < 0.6)
    weight = draw.random(first.size)
    return Pairs(first, second + size, weight, weight, weight, weight)


@pytest.mark.parametrize("seed", range(5))
def test_two_sides_get_the_best_assignment(seed: int) -> None:
    size = 40
    pairs = drawn(size, seed)
    table = np.zeros((size, size))
    table[pairs.first, pairs.second - size] = pairs.weight
    best = table[linear_sum_assignment(table, maximize=True)].sum()
    room = np.ones(2 * size, np.int64)
    duals, chosen = auctioned(pairs, room, np.zeros(2 * size), STEPS)
    assert pairs.weight[chosen].sum() == pytest.approx(best, rel=1e-4)
    assert duals.bound(room, np.maximum(0, duals.over(pairs.first, pairs.second, pairs.weight)).sum()) >= best
    assert np.bincount(np.concatenate([pairs.first[chosen], pairs.second[chosen]])).max() == 1


@pytest.mark.parametrize("seed", range(20))
def test_nobody_is_given_more_partnerships_than_they_have_room_for(seed: int) -> None:
    draw = np.random.default_rng(seed)
    n = 30
    first, second = np.nonzero(np.triu(draw.random((n, n)) < 0.4, 1))
    room = draw.integers(0, 4, n)
    graph = auction.graph(n, first, second, draw.random(first.size))
    held, least = auction.auction(graph, room, 1e-3, np.zeros(n))
    chosen = rounding.rounded(graph, room, held, least)
    taken = np.bincount(np.concatenate([first[chosen], second[chosen]]), minlength=n)
    assert (taken <= room).all()
    assert chosen.any()


def test_three_in_a_circle_leave_out_the_cheapest() -> None:
    first, second = np.array([0, 0, 1]), np.array([1, 2, 2])
    graph = auction.graph(3, first, second, np.array([1.0, 1.0, 1.0]))
    held = np.zeros(6, np.bool_)
    for who, other in ((0, 1), (1, 2), (2, 0)):
        entries = range(graph.start[who], graph.start[who + 1])
        held[next(e for e in entries if graph.neighbour[e] == other)] = True
    chosen = rounding.rounded(graph, np.ones(3, np.int64), held, np.array([0.6, 0.2, 0.5]))
    assert chosen.tolist() == [False, True, False]


def test_more_skills_than_bits_hide_nobody() -> None:
    draw = np.random.default_rng(7)
    skills = [f"skill {at}" for at in range(150)]

    def some() -> dict[str, int]:
        return {skills[at]: int(draw.integers(1, 6)) for at in draw.choice(150, 12, replace=False)}

    people = engine.People.from_rows(
        engine.Person(id=f"{at:03}", offers=some(), seeks=some()) for at in range(150)
    )
    model = build(people, engine.Policy())
    duals, nobody = Duals(draw.random(150) * 0.5), np.zeros(0, np.int64)
    plain = scan(model, model.capacity, nobody, duals, 8, lambda share: None)
    found = crowd(model, model.capacity, nobody).look(duals, 8, lambda share: None)
    assert found.excess == pytest.approx(plain.excess, abs=1e-9)
    assert found.pairs.first.tolist() == plain.pairs.first.tolist()
    assert found.pairs.second.tolist() == plain.pairs.second.tolist()
