"""The hard rules of the model, each a question about many pairs at once. True = the rule stops the pair."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from counterpart.engine import hours
from counterpart.engine.model import Model, told
from counterpart.engine.shapes import Flags, Indices, Numbers

SLACK = 1e-9


class Rule(StrEnum):
    """A reason why two people cannot be together, in the order in which reasons are told."""

    CAPACITY = "capacity"  # one of them takes no part
    REPORTING_LINE = "reporting_line"
    AVOIDED = "avoided"
    FORBIDDEN = "forbidden"
    MET = "met"
    LANGUAGE = "language"
    HOURS = "hours"
    DIFFERENT = "different"
    MINIMUM_BENEFIT = "minimum_benefit"
    DIRECTION = "direction"


PINNABLE = frozenset({Rule.MINIMUM_BENEFIT, Rule.DIRECTION})

Question = Callable[[Model, Indices, Indices], Flags]


def no_capacity(model: Model, first: Indices, second: Indices) -> Flags:
    stopped: Flags = (model.capacity[first] == 0) | (model.capacity[second] == 0)
    return stopped


def on_one_line(model: Model, first: Indices, second: Indices) -> Flags:
    one, other = model.line[first], model.line[second]
    above = (one[:, 0] < other[:, 0]) & (other[:, 1] < one[:, 1])
    below = (other[:, 0] < one[:, 0]) & (one[:, 1] < other[:, 1])
    stopped: Flags = above | below
    return stopped


def _listed(name: str) -> Question:
    def stopped(model: Model, first: Indices, second: Indices) -> Flags:
        if not model.apart[name].size:
            return np.zeros(first.size, np.bool_)
        return np.isin(model.pair_codes(first, second), model.apart[name])

    return stopped


def met_before(model: Model, first: Indices, second: Indices) -> Flags:
    if model.policy.met_again:
        return np.zeros(first.size, np.bool_)
    return _listed("met")(model, first, second)


def no_common_language(model: Model, first: Indices, second: Indices) -> Flags:
    one, other = model.languages[first], model.languages[second]
    both: Flags = (np.bitwise_or.reduce(one, axis=1) > 0) & (np.bitwise_or.reduce(other, axis=1) > 0)
    common: Flags = np.bitwise_or.reduce(one & other, axis=1) > 0
    return both & ~common


def no_common_hours(model: Model, first: Indices, second: Indices) -> Flags:
    stopped = np.zeros(first.size, np.bool_)
    if model.policy.common_hours > 0:
        told_hours: Flags = model.free[:, 0, 1] > 0
        both = np.flatnonzero(told_hours[first] & told_hours[second])
        minutes = hours.common_minutes(model.free, first[both], second[both])
        stopped[both] = minutes < model.policy.common_hours * 60 - SLACK
    return stopped


def not_different(model: Model, first: Indices, second: Indices) -> Flags:
    stopped = np.zeros(first.size, np.bool_)
    for name in model.policy.different:
        codes = model.frame[name]
        stopped |= told(codes, first, second) & (codes[first] == codes[second])
    return stopped


BEFORE_BENEFIT: dict[Rule, Question] = {
    Rule.CAPACITY: no_capacity,
    Rule.REPORTING_LINE: on_one_line,
    Rule.AVOIDED: _listed("avoided"),
    Rule.FORBIDDEN: _listed("forbidden"),
    Rule.MET: met_before,
    Rule.LANGUAGE: no_common_language,
    Rule.HOURS: no_common_hours,
    Rule.DIFFERENT: not_different,
}


def stoppable(model: Model) -> dict[Rule, Flags]:
    """Whom each rule could stop at all from being with somebody else who takes part, benefits apart."""
    speaks: Flags = np.bitwise_or.reduce(model.languages, axis=1) > 0
    different = np.full(model.n, bool(model.policy.different))
    directed = np.full(model.n, model.policy.direction != "any")
    return {
        Rule.REPORTING_LINE: _on_lines(model),
        Rule.AVOIDED: _named(model, "avoided"),
        Rule.FORBIDDEN: _named(model, "forbidden"),
        Rule.MET: _named(model, "met"),
        Rule.LANGUAGE: speaks,
        Rule.HOURS: model.free[:, 0, 1] > 0,
        Rule.DIFFERENT: different,
        Rule.DIRECTION: directed,
    }


def _named(model: Model, name: str) -> Flags:
    named = np.zeros(model.n, np.bool_)
    for ends in np.divmod(model.apart[name], max(1, model.n)):
        named[ends] = True
    return named


def _on_lines(model: Model) -> Flags:
    """Who has somebody above or below: more were entered before than left, or there is room inside."""
    enter, leave = model.line.T
    above = np.searchsorted(np.sort(enter), enter) > np.searchsorted(np.sort(leave), enter)
    found: Flags = above | (leave - enter > 1)
    return found


def too_little(model: Model, first_learns: Numbers, second_learns: Numbers) -> Flags:
    """Too little benefit: in either direction where `two_way`, in both otherwise."""
    least = model.policy.minimum_benefit - SLACK
    combine = np.minimum if model.policy.two_way else np.maximum
    stopped: Flags = combine(first_learns, second_learns) < least
    return stopped


def wrong_way(
    model: Model, first: Indices, second: Indices, first_learns: Numbers, second_learns: Numbers
) -> Flags:
    """No direction with the minimum benefit goes the way that the policy asks for."""
    if model.policy.direction == "any":
        return np.zeros(first.size, np.bool_)
    stage, least = model.frame["stage"], model.policy.minimum_benefit - SLACK
    rise = np.sign(stage[first] - stage[second]) * (1 if model.policy.direction == "reverse" else -1)
    right = ((rise > 0) & (first_learns >= least)) | ((rise < 0) & (second_learns >= least))
    stopped: Flags = ~(right & told(stage, first, second))
    return stopped


def stops(
    model: Model, first: int, second: int, first_learns: float, second_learns: float
) -> tuple[Rule, ...]:
    """Every rule that stops one pair, in the order of `Rule`."""
    one, other = np.array([first], np.int64), np.array([second], np.int64)
    there, back = np.array([first_learns]), np.array([second_learns])
    found = [rule for rule, question in BEFORE_BENEFIT.items() if question(model, one, other)[0]]
    if too_little(model, there, back)[0]:
        found.append(Rule.MINIMUM_BENEFIT)
    elif wrong_way(model, one, other, there, back)[0]:
        found.append(Rule.DIRECTION)
    return tuple(found)
