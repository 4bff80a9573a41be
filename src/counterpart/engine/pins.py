"""Pairs that the policy demands: checked, and set aside before the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from counterpart.engine import explain, words
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.hardrules import PINNABLE
from counterpart.engine.model import Model
from counterpart.engine.policy import Pair
from counterpart.engine.shapes import Indices, Integers


@dataclass(frozen=True)
class Settled:
    """Pinned pairs, their codes, and the places that people have left."""

    pairs: tuple[tuple[int, int], ...]
    codes: Indices
    room: Integers


def settle(model: Model) -> Settled:
    """Take the pins out of the search. Raises `BadInput` for a pin that a hard rule or a capacity stops."""
    problems = list(_problems(model))
    if problems:
        raise BadInput(problems)
    pairs = tuple((model.position[first], model.position[second]) for first, second in model.policy.pins)
    room = model.capacity.copy()
    for person in (each for pair in pairs for each in pair):
        room[person] -= 1
    full = [model.people.everyone[at].id for at in np.flatnonzero(room < 0).tolist()]
    if full:
        raise BadInput(
            Problem(f"'{person}' is pinned more often than their capacity", column="pins") for person in full
        )
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    return Settled(pairs, np.sort(model.pair_codes(ends[:, 0], ends[:, 1])), room)


def _problems(model: Model) -> Iterator[Problem]:
    for name, pairs in (("pins", model.policy.pins), ("forbidden", model.policy.forbidden)):
        named = {each for pair in pairs for each in pair}
        for person in sorted(named - model.position.keys() if named else ()):
            yield Problem(words.no_such_person(person, model.position), column=name)
    for pin in model.policy.pins:
        if all(person in model.position for person in pin):
            yield from _stopped(model, pin)


def _stopped(model: Model, pin: Pair) -> Iterator[Problem]:
    first, second = (model.position[person] for person in pin)
    account = explain.account(model, first, second)
    for rule in explain.rules_against(model, first, second, account):
        if rule not in PINNABLE:
            yield Problem(f"'{pin[0]}' and '{pin[1]}' cannot be pinned: {words.RULES[rule]}", column="pins")
