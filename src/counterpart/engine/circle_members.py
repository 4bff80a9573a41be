"""Circles as partnerships: who learns what from whom, by ids."""

from __future__ import annotations

import numpy as np

from counterpart.engine.circle import Circle, Circles
from counterpart.engine.circle_topics import best_wish, demanded, hosting
from counterpart.engine.explain import Direction, Topic
from counterpart.engine.model import Model
from counterpart.engine.result import Kind, Partnership
from counterpart.engine.shapes import Flags, Indices


def circles_for(model: Model, served: Flags) -> Circles:
    """Circles for those whom no pair and no ring serves."""
    if not model.policy.circles or not hosting(model).any():
        return Circles()
    from counterpart.engine.circles import gather  # only where somebody hosts

    return gather(model, np.flatnonzero(~served))


def would_help(model: Model, left: Indices) -> dict[int, str]:
    """The topic of one more circle that each of these people could learn in, if somebody more would host it.

    The topic that most of them would like. Nothing where nobody here hosts: then circles are not a custom.
    """
    if not model.policy.circles or not hosting(model).any():
        return {}
    from counterpart.engine.circle_seats import FEWEST
    from counterpart.engine.circles import has_host

    wants = demanded(model, left[model.capacity[left] > 0], np.minimum(model.capacity, 1))
    found: dict[int, str] = {}
    for subject in sorted(wants.subjects, key=lambda each: (-each.learners.size, each.topic)):
        if subject.learners.size < FEWEST:
            break
        for learner, need in zip(subject.learners.tolist(), subject.need.tolist(), strict=True):
            if learner not in found and has_host(model, learner, np.concatenate(subject.hosts[need - 1 :])):
                found[learner] = model.people.shown(subject.topic)
    return found


def partnership(model: Model, circle: Circle, number: str) -> Partnership:
    """Hosts first. A circle is outside value and bound, so both its value and its weight are 0."""
    hosts = tuple(model.id_at(at) for at in circle.hosts)
    directions = tuple(_direction(model, learner, host, circle.topic) for learner, host in circle.steps)
    return Partnership(
        id=number,
        kind=Kind.CIRCLE,
        people=(*hosts, *(each.learner for each in directions)),
        directions=directions,
        value=0.0,
        weight=0.0,
        terms=(),
        topic=model.people.shown(circle.topic),
        hosts=hosts,
    )


def _direction(model: Model, learner: int, host: int, topic: str) -> Direction:
    """What the circle's topic alone brings one learner."""
    level, stage = model.offers[host][topic], model.frame["stage"]
    wish = best_wish(model, learner, topic, level)
    benefit = wish.benefit(level)
    shown = model.people.shown
    told = stage[learner] >= 0 and stage[host] >= 0
    part = Topic(
        shown(wish.sought), shown(topic), wish.similarity, level, wish.own, wish.importance, term=benefit
    )
    return Direction(
        learner=model.id_at(learner),
        teacher=model.id_at(host),
        topics=(part,),
        benefit=benefit,
        reverse=bool(stage[learner] > stage[host]) if told else None,
    )
