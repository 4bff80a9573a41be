"""PyPI mentor-match with our weight as its scoring rule; seniors are its mentors, juniors its mentees."""

import json
import sys
import time
from typing import Any

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data

UNITS = 1_000_000  # it adds up whole numbers


class OurWeight:
    """Score = the weight; a pair that is not allowed is disallowed."""

    def __init__(self, weights: dict[tuple[int, int], float]) -> None:
        self.weights = weights

    def apply(self, match: Any) -> int:
        weight = self.weights.get((int(match.mentor.email), int(match.mentee.email)))
        if weight is None:
            match.disallowed = True
            return 0
        return round(weight * UNITS)


def main() -> None:
    told = json.load(sys.stdin)
    senior = told["senior"]
    weights: dict[tuple[int, int], float] = {}
    for one, other, weight in zip(told["first"], told["second"], told["weight"], strict=True):
        weights[one, other] = weights[other, one] = weight
    mentors = [Mentor(email=str(at), grade=1) for at in range(told["n"]) if senior[at]]
    mentees = [Mentee(email=str(at), grade=0) for at in range(told["n"]) if not senior[at]]
    started = time.perf_counter()
    mentors, _ = process_data(mentors, mentees, [[OurWeight(weights)]])
    seconds = time.perf_counter() - started
    pairs = [[int(mentor.email), int(mentee.email)] for mentor in mentors for mentee in mentor.mentees]
    print(json.dumps({"pairs": pairs, "seconds": seconds}))


main()
