"""How well words find the right people, and how many exchanges benefits alone find: rows of the engine.

`python -m benchmarks.engine_words ROW` prints one JSON object. The shared meaning of project and person is
the product of two vectors of what they name: words, and skills with the skill above each, both weighed by
rarity in the offers (log N/n, so squared in the product). One number was chosen, on cohort 3 alone: the part
of skills (every value from 0.05 to 0.5 gave the same there).
"""

import csv
import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cache
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.kidney import benefits, convert
from benchmarks.spine_words import Row, data_folder, joined_right, joined_share
from counterpart import engine
from counterpart.skills.joining import join
from counterpart.skills.vocabulary import load
from counterpart.skills.words import fold, level

FIRST = 5
PART_OF_SKILLS = 0.25
SEED = 2002
_LITTLE = frozenset(
    ["and", "of", "for", "in", "the", "to", "with", "a", "on", "or", "an", "at", "by", "from"]
)
Score = Callable[[str, str], float]  # of seeks and offers as typed


def told(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]


@cache
def words(cell: str) -> frozenset[str]:
    return frozenset(word for text in told(cell) for word in fold(level(text)).split()) - _LITTLE


@cache
def skills(cell: str) -> frozenset[str]:
    """Those named, each also as the kind of itself and of the skill above it."""
    own = {one.slug for text in told(cell) for one in join(text) if one.slug}
    above = {parent for slug in own if (parent := load()[slug].parent)}
    return frozenset([*own, *(f"^{slug}" for slug in own | above)])


def shared(offers: Collection[str], named: Callable[[str], frozenset[str]]) -> Score:
    """The sum of squared rarities of what both name."""
    counts = Counter(thing for cell in offers for thing in named(cell))
    rarity = {thing: math.log((len(offers) + 1) / (n + 1)) ** 2 for thing, n in counts.items()}
    return lambda seeks, other: math.fsum(rarity[thing] for thing in named(seeks) & named(other))


def meaning(offers: Collection[str]) -> Score:
    by_words, by_skills = shared(offers, words), shared(offers, skills)
    return lambda seeks, other: by_words(seeks, other) + PART_OF_SKILLS * by_skills(seeks, other)


def ties_by_sentence_model(first: Score, texts: Iterable[str]) -> Score:
    """The same; the nearest two phrases by the sentence model only order those that are equal."""
    from counterpart.skills.meaning import SentenceModel

    phrases = sorted({phrase for text in texts for phrase in told(text)})
    vector = dict(zip(phrases, SentenceModel().vectors(phrases), strict=True))

    def score(seeks: str, other: str) -> float:
        near = [float(np.dot(vector[one], vector[two])) for one in told(seeks) for two in told(other)]
        return first(seeks, other) + 1e-4 * max(near, default=-1.0)

    return score


def chance_among_first(scores: list[float], right: list[bool], first: int = FIRST) -> float:
    """How likely a right one is among the first where ties are drawn by lot."""
    best = max(score for score, is_right in zip(scores, right, strict=True) if is_right)
    above = sum(score > best + 1e-9 for score in scores)
    equal = [is_right for score, is_right in zip(scores, right, strict=True) if abs(score - best) <= 1e-9]
    room = min(first - above, len(equal))
    if room <= 0:
        return 0.0
    return 1 - math.comb(len(equal) - sum(equal), room) / math.comb(len(equal), room)


def table(name: str) -> list[dict[str, str]]:
    with (data_folder() / "ols_mentoring" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def first_five(row: str, *, semantic: bool) -> Row:
    offers = {person["person_id"]: person["offers"] for person in table("people.csv")}
    projects = table("projects.csv")
    pools: dict[str, set[str]] = {}
    for listed in table("possible_mentors.csv"):
        pools.setdefault(listed["cohort"], set()).add(listed["person_id"])
    for project in projects:
        pools.setdefault(project["cohort"], set()).update(told(project["mentors"]))
    score = meaning([cell for cell in offers.values() if cell])
    if semantic:
        score = ties_by_sentence_model(score, [*offers.values(), *(each["seeks"] for each in projects)])
    hits = []
    for project in projects:
        mentors = {who for who in told(project["mentors"]) if offers[who]}
        if project["seeks"] and mentors:
            pool = sorted(pools[project["cohort"]])
            scores = [score(project["seeks"], offers[who]) for who in pool]
            hits.append(chance_among_first(scores, [who in mentors for who in pool]))
    return {"id": row, "measured": round(100 * math.fsum(hits) / len(hits), 2), "n": len(hits), "seed": SEED}


def coding_joined() -> Row:
    """In per cent."""
    share = joined_share("coding")
    return share | {"id": "coding-joined", "measured": round(100 * float(share["measured"] or 0), 2)}


def kidney_rings() -> Row:
    """In how many instances pairs and rings of three are worth what another solver finds them to be worth."""
    instances = sorted((data_folder() / "kidney_exchange").glob("*.wmd"))
    policy = engine.Policy(rings=3, ring_discount=0.0, minimum_benefit=0.001)
    equal = 0
    with tempfile.TemporaryDirectory() as place:
        for instance in instances:
            convert(instance, Path(place, "benefits.csv"))
            people = engine.read_benefits(Path(place, "benefits.csv"))
            value = engine.solve(people, policy).value
            best = most_served({(learner, teacher) for learner, teacher, _ in benefits(instance)})
            equal += abs(value - best * _PLACE) < 1e-6
    return {"id": "kidney-rings", "measured": equal, "n": len(instances), "seed": 1}


# Every benefit is 1 and nobody told a frame: v = (1 + 0.5 * 0.5) / 1.5, and 0.25 for the place.
_PLACE = 1.25 / 1.5 + 0.25


def most_served(steps: set[tuple[str, str]]) -> int:
    """Most people in separate exchanges of two or three, by HiGHS over all of them."""
    after: dict[str, set[str]] = {}
    for learner, teacher in steps:
        after.setdefault(learner, set()).add(teacher)
    cycles = {frozenset(pair) for pair in steps if pair[::-1] in steps}
    cycles |= {
        frozenset((one, two, three))
        for one, two in steps
        for three in after.get(two, set()) - {one}
        if (three, one) in steps
    }
    if not cycles:
        return 0
    people = {person: at for at, person in enumerate(sorted(set().union(*cycles)))}
    taken = np.zeros((len(people), len(cycles)))
    for column, cycle in enumerate(cycles):
        taken[[people[person] for person in cycle], column] = 1
    answer = milp(
        -taken.sum(axis=0), integrality=np.ones(len(cycles)), bounds=Bounds(0, 1),
        constraints=LinearConstraint(taken, ub=1), options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    return round(-float(answer.fun))


ROWS: dict[str, Callable[[], Row]] = {
    "ols-first-five": lambda: first_five("ols-first-five", semantic=False),
    "ols-first-five-semantic": lambda: first_five("ols-first-five-semantic", semantic=True),
    "coding-joined": coding_joined,
    "coding-right": lambda: joined_right("coding") | {"id": "coding-right"},
    "kidney-rings": kidney_rings,
}


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in ROWS:
        sys.exit(f"usage: python -m benchmarks.engine_words ROW, where ROW is one of {', '.join(ROWS)}")
    print(json.dumps(ROWS[sys.argv[1]]()))


if __name__ == "__main__":
    main()
