"""The steps of `balance`, compiled, for many people."""

from __future__ import annotations

import numpy as np
from numba import njit

from counterpart.engine.shapes import Indices, Integers, Numbers


@njit(cache=True, nogil=True)
def stepped(
    members: Indices,
    weight: Numbers,
    room: Integers,
    begin_prices: Numbers,
    begin_share: Numbers,
    quick: float,
    slow: float,
    steps: int,
) -> tuple[Numbers, Numbers]:
    """Mean prices and shares over the second half. `members`: places x columns, with n for nobody."""
    places, m = members.shape
    n = room.size
    prices, share = np.zeros(n + 1), begin_share.copy()
    prices[:n] = begin_prices
    prices_sum, share_sum = np.zeros(n), np.zeros(m)
    used = np.zeros(n + 1)
    half = steps // 2
    for step in range(steps):
        used[:] = 0.0
        for e in range(m):
            cost = prices[members[0, e]]
            for p in range(1, places):
                cost += prices[members[p, e]]
            moved = min(1.0, max(0.0, share[e] + quick * (weight[e] - cost)))
            twice = 2 * moved - share[e]
            share[e] = moved
            if twice != 0.0:
                for p in range(places):
                    used[members[p, e]] += twice
            if step >= half:
                share_sum[e] += moved
        for i in range(n):
            prices[i] = max(0.0, prices[i] + slow * (used[i] - room[i]))
            if step >= half:
                prices_sum[i] += prices[i]
    return prices_sum / (steps - half), share_sum / (steps - half)
