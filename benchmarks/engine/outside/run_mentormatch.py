"""PyPI mentormatch by its own rules: it ranks by wish lists, so each junior wishes for the 16 best seniors.

It has no scoring rule that could hear our weight. Seniors are its mentors, with a higher position level.
"""

import json
import sys
import time
import warnings
from typing import Any

from mentormatch.api.app.app_main import main as match

warnings.filterwarnings("ignore")
WISHES = 16


def applicant(at: int, senior: bool, wishes: list[int]) -> dict[str, Any]:
    """Nobody prefers a place or a gender."""
    return {
        "wwid": at,
        "first_name": str(at),
        "last_name": "x",
        "gender": "female",
        "location": "here",
        "skills": [],
        "function": "",
        "preferred_functions": [],
        "position_level": 4 if senior else 3,
        "years_total": 20.0 if senior else 1.0,
        "preferred_wwids": wishes,
        "max_mentee_count": 1,
        "favor": 0,
        "preference_yes": [],
        "preference_no": [],
        "preference_maybe": ["here", "there", "female", "male"],
    }


def wish_lists(told: dict[str, Any]) -> dict[int, list[int]]:
    """Each junior's best seniors."""
    senior = told["senior"]
    liked: dict[int, list[tuple[float, int]]] = {at: [] for at in range(told["n"]) if not senior[at]}
    for one, other, weight in zip(told["first"], told["second"], told["weight"], strict=True):
        if senior[one] != senior[other]:
            junior, upper = (other, one) if senior[one] else (one, other)
            liked[junior].append((-weight, upper))
    return {at: [upper for _, upper in sorted(own)[:WISHES]] for at, own in liked.items()}


def main() -> None:
    told = json.load(sys.stdin)
    mentors = [applicant(at, True, []) for at in range(told["n"]) if told["senior"][at]]
    mentees = [applicant(at, False, wishes) for at, wishes in wish_lists(told).items() if wishes]
    started = time.perf_counter()
    match(mentors, mentees)
    seconds = time.perf_counter() - started
    pairs = [[each["wwid"], each["match_wwids"]] for each in mentees if each["match_wwids"] != []]
    allowed = set(zip(told["first"], told["second"], strict=True))
    kept = [pair for pair in pairs if (min(pair), max(pair)) in allowed]  # its last round pairs at random
    print(json.dumps({"pairs": kept, "seconds": seconds}))


main()
