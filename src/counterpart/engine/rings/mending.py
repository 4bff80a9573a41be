"""A better plan, one neighbourhood after the other: where most is lost, all around is put together anew.

Large neighbourhood search (P. Shaw, Using constraint programming and local search methods to solve vehicle
routing problems, 1998) with branch and bound on each neighbourhood.
"""

from __future__ import annotations

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.columns import NOBODY, Columns, branched, joined
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

_NEAR = 0.05  # of the mean weight: columns so close to the prices lead from one person to the next
_COLUMNS, _NODES = 400, 10


def mended(
    columns: Columns, plan: Columns, room: Integers, prices: Numbers, size: int, tries: int
) -> Columns:
    """The plan after so many tries with about `size` people each; never a worse one."""
    duals = Duals(prices)
    over = columns.over(duals)
    near = columns.members[over > -_NEAR * float(columns.weight.mean())]
    tried = np.zeros(room.size, np.bool_)
    for _ in range(tries):
        loss = np.where(tried, 0.0, _losses(plan, prices, room))
        worst = int(np.argmax(loss))
        if loss[worst] <= 0:
            break
        inside = _around(worst, near, plan, loss, size)
        tried[worst] = True
        better = _anew(columns, over, plan, room, inside)
        if better is not None:
            plan, tried = better, tried & ~inside[:-1]
    return plan


def _losses(plan: Columns, prices: Numbers, room: Integers) -> Numbers:
    """What the plan leaves of each person's price: all of it for places left free."""
    members = plan.members
    size = (members != NOBODY).sum(axis=1)
    share = np.maximum(0, -plan.over(Duals(prices))) / size
    column, place = np.nonzero(members != NOBODY)
    who = members[column, place]
    used = np.bincount(who, minlength=room.size)
    loss: Numbers = prices * np.maximum(0, room - used) + np.bincount(who, share[column], room.size)
    return loss


def _around(worst: int, near: Indices, plan: Columns, loss: Numbers, size: int) -> Flags:
    """Flags of people about one (and of NOBODY, at the end), with all of a partnership or none."""
    inside = np.zeros(loss.size + 1, np.bool_)
    inside[worst] = inside[-1] = True
    count = 0
    while count < int(inside.sum()) <= size:
        count = int(inside.sum())
        touched = (inside[near] & (near != NOBODY)).any(axis=1)
        beside = np.unique(near[touched])
        beside = beside[~inside[beside]]
        inside[beside[np.argsort(-loss[beside], kind="stable")][: max(4, count // 2)]] = True
        inside[:-1][_people(plan, _touching(plan, inside))] = True
    return inside


def _touching(plan: Columns, inside: Flags) -> Flags:
    touching: Flags = (inside[plan.members] & (plan.members != NOBODY)).any(axis=1)
    return touching


def _people(plan: Columns, which: Flags) -> Indices:
    people = plan.members[which]
    named: Indices = people[people != NOBODY]
    return named


def _anew(columns: Columns, over: Numbers, plan: Columns, room: Integers, inside: Flags) -> Columns | None:
    """The plan with the best there is among the people inside; None where it is as it was."""
    mine = _touching(plan, inside)
    within = np.flatnonzero(inside[columns.members].all(axis=1))
    closest = within[np.argsort(-over[within], kind="stable")[:_COLUMNS]]
    some = joined([columns.some(closest), plan.some(mine)])
    left = room - np.bincount(_people(plan, ~mine), minlength=room.size)
    taken = branched(some, left, (), _NODES)
    if taken is None or some.weight[taken].sum() <= plan.weight[mine].sum() + 1e-9:
        return None
    return joined([plan.some(~mine), some.some(taken)])
