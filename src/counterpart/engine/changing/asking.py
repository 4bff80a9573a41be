"""What if these two were together, or apart? Asked of a result, answered by another one with a price."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from counterpart.engine import explain, words
from counterpart.engine.changing.changed import Changed
from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.moving import moved
from counterpart.engine.changing.nearby import is_best
from counterpart.engine.changing.standing import Ground, Standing, beside
from counterpart.engine.circle import Circles
from counterpart.engine.circle_members import circles_for
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.hardrules import PINNABLE
from counterpart.engine.model import Model
from counterpart.engine.pins import Settled
from counterpart.engine.planned import Prices, numbered
from counterpart.engine.policy import Pair, Policy
from counterpart.engine.result import Certificate, Result

_FEW = 700  # people up to whom everything is solved anew, in less than a second


def without(result: Result, first: str, second: str) -> Changed:
    """The best plan in which two people (ids) are not together."""
    pair = _pair(result, first, second)
    if pair in result.policy.pins:
        raise _refused(f"'{pair[0]}' and '{pair[1]}' are pinned by the policy; take that pin out first")
    policy = replace(result.policy, forbidden=(*result.policy.forbidden, pair))
    return _changed(result, policy, Change(*_positions(result, pair), together=False), allowed=True)


def with_pair(result: Result, first: str, second: str) -> Changed:
    """The best plan in which two people (ids) are together."""
    pair = _pair(result, first, second)
    one, other = _positions(result, pair)
    account = explain.account(result._model, one, other)
    rules = explain.rules_against(result._model, one, other, account)
    if stopped := [rule for rule in rules if rule not in PINNABLE]:
        why = words.listing(words.RULES[rule] for rule in stopped)
        raise _refused(f"'{pair[0]}' and '{pair[1]}' cannot be together: {why}")
    policy = replace(result.policy, pins=(*result.policy.pins, pair))
    for who, at in zip(pair, (one, other), strict=True):
        if sum(who in each for each in policy.pins) > result._model.capacity[at]:
            raise _refused(f"'{who}' is pinned by the policy as often as their capacity allows")
    if pair in result.policy.pins:
        return Changed.of(result, 0.0, (0.0, 0.0))
    change = Change(one, other, together=True, weight=account.weight)
    return _changed(result, policy, change, allowed=not rules)


def _refused(why: str) -> BadInput:
    return BadInput([Problem(why)])


def _pair(result: Result, first: str, second: str) -> Pair:
    for person in (first, second):
        result._position(person)
    if first == second:
        raise _refused(f"'{first}' and '{second}' are the same person")
    return min(first, second), max(first, second)


def _positions(result: Result, pair: Pair) -> tuple[int, int]:
    return result._position(pair[0]), result._position(pair[1])


def _changed(result: Result, policy: Policy, change: Change, *, allowed: bool) -> Changed:
    """Near by where people are many and that decides it; else everything anew. `allowed`: the changed plan
    was allowed before, so it cannot be worth more than the best one."""
    if result._ground and result._model.n > _FEW:
        before = result._ground.standing
        after = moved(before, change)
        if is_best(after, max(0.0, before.most - before.value)):
            bracket = _bracket(before.value, before.most, after.value, after.most, allowed)
            return Changed.of(_told(result, policy, change, after), *bracket)
    from counterpart.engine.solving import solve

    anew = solve(result.people, policy, result.seed)
    return Changed.of(anew, *_bracket(result.value, result.bound, anew.value, anew.bound, allowed))


def _bracket(
    value: float, bound: float, after: float, most: float, allowed: bool
) -> tuple[float, tuple[float, float]]:
    """The price, and between what it must lie: each of both plans is worth from its value to its bound."""
    low = value - most
    if allowed:
        low = max(0.0, low)
    price = max(low, value - after)
    return price, (low, max(price, bound - after))


def _told(result: Result, policy: Policy, change: Change, after: Standing) -> Result:
    from counterpart.engine.solving import notes, told

    model, ground = _under(result._model, policy), result._ground
    assert ground is not None
    settled = _settled(model, ground.settled, change)
    pairs = after.near.pairs
    chosen = np.column_stack([pairs.first[after.chosen], pairs.second[after.chosen]])
    groups = numbered(settled.pairs, chosen, ())
    circles = circles_for(model, groups.served(model.n)) if ground.hosts else Circles()
    certificate = Certificate(Prices(model, after.proven.duals.prices), result.certificate.sets)
    found = told(
        model, groups, circles, certificate, value=after.value, bound=after.bound, seed=result.seed
    )  # fmt: skip
    said = notes(model, circles, 0) if ground.hosts else result.notes
    next_ground = Ground(settled, ground.hosts, partial(beside, after, change))
    return replace(found, notes=said, stopped=result.stopped, _ground=next_ground)


def _settled(model: Model, before: Settled, change: Change) -> Settled:
    """With one pinned pair more, where two are to be together."""
    if not change.together:
        return before
    pairs = tuple(sorted([*before.pairs, (change.first, change.second)]))
    ends = np.array(pairs, np.int64)
    room = before.room.copy()
    room[change.people] -= 1
    return Settled(pairs, np.sort(model.pair_codes(ends[:, 0], ends[:, 1])), room)


def _under(model: Model, policy: Policy) -> Model:
    """The same people under a policy that differs only in pins and forbidden pairs. What the model has worked
    out stays."""
    ends = [[at for who in pair if (at := model.find(who)) is not None] for pair in policy.forbidden]
    codes = {min(pair) * model.n + max(pair) for pair in ends}
    apart = {**model.apart, "forbidden": np.array(sorted(codes), np.int64)}
    made = replace(model, policy=policy, apart=apart)
    for name, known in vars(model).items():
        vars(made).setdefault(name, known)
    return made
