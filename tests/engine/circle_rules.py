"""The rules of circles written out for the tests, by people alone."""

from counterpart.engine.model import Model


def could_learn(model: Model, learner: int, host: int, topic: str) -> bool:
    """Whether one person may sit in a circle of another's, of the rules that these tests have."""
    person, teacher = model.people.everyone[learner], model.people.everyone[host]
    gain = max(0, teacher.offers[topic] - person.offers.get(topic, 0)) / 5
    enough = person.seeks.get(topic, 0) / 5 * gain >= model.policy.minimum_benefit - 1e-9
    spoken = set(person.languages) & set(teacher.languages) or not (person.languages and teacher.languages)
    return bool(enough and spoken and may_sit_together(model, learner, host))


def may_sit_together(model: Model, one: int, other: int) -> bool:
    """Whether neither avoids the other."""
    first, second = model.people.everyone[one], model.people.everyone[other]
    return second.id not in first.avoid and first.id not in second.avoid
