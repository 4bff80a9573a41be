"""How much each of several chances adds to the chance that at least one comes true."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

_MANY = 200


@lru_cache(maxsize=50_000)
def shares(chances: tuple[float, ...]) -> tuple[float, ...]:
    """The part of each q in 1 - prod(1 - q), such that the parts add up to it.

    The Shapley value: part_s = q_s * integral over x in 0..1 of prod over the others t of (1 - x q_t). The
    integrand is a polynomial of degree k - 1, which Gauss-Legendre with ceil(k/2) points integrates exactly
    Of more than `_MANY`, as many points as for those, and the parts are made to add up.
    (L. S. Shapley, A value for n-person games, 1953; G. Owen, Multilinear extensions of games, 1972).
    """
    k = len(chances)
    if k < 2:
        return chances
    factors = np.array(chances)
    points, weights = np.polynomial.legendre.leggauss((min(k, _MANY) + 1) // 2)
    left = 1 - np.outer((points + 1) / 2, factors)
    if k > _MANY:
        parts = factors * (weights / 2 @ (left.prod(axis=1)[:, None] / left))
        return tuple((parts * ((1 - (1 - factors).prod()) / parts.sum())).tolist())
    others = np.stack([np.delete(left, at, axis=1).prod(axis=1) for at in range(k)], axis=1)
    return tuple((factors * (weights / 2 @ others)).tolist())
