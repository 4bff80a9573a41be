"""Say what it would cost if two people were together, or apart, or which one more person would help most."""

import argparse
from pathlib import Path

from counterpart import engine
from counterpart.cli.engine_files import (
    DONE,
    add_ways_to_read,
    figures,
    or_bad_input,
    people_of,
    policy_of,
)

_TOLD = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A file and one question."""
    parser.add_argument("people", type=Path, help="the file that `match` reads")
    question = parser.add_mutually_exclusive_group(required=True)
    question.add_argument(
        "--with", dest="together", nargs=2, metavar=("A", "B"), help="two ids who are to be together"
    )
    question.add_argument("--without", nargs=2, metavar=("A", "B"), help="two ids who are not to be together")
    question.add_argument(
        "--recruit", action="store_true", help="which offers of one more person could raise the total most"
    )
    parser.add_argument("--level", type=int, default=4, help="of that person's offer, 1 to 5")
    add_ways_to_read(parser)
    parser.add_argument("--policy", type=Path, help="TOML; without it the usual policy counts")


def run(args: argparse.Namespace) -> int:
    """0 told, 2 bad input."""
    return or_bad_input(lambda: _answer(args))


def _answer(args: argparse.Namespace) -> int:
    people = people_of(args.people, benefits=args.benefits)
    result = engine.solve(people, policy_of(args.policy, people, args.near))
    if args.recruit:
        print("\n".join(_offers(result, args.level)))
    elif args.together:
        print("\n".join(_cost(result, result.with_pair(*args.together))))
    else:
        print("\n".join(_cost(result, result.without(*args.without))))
    return DONE


def _cost(before: engine.Result, after: engine.Changed) -> list[str]:
    """The price, the new figures, and who is with others than before."""
    low, high = after.bracket
    lines = [f"price {after.price:.6f} (certified: from {low:.6f} to {high:.6f})"]
    lines.append(figures(after.value, after.bound))
    for mark, one, other in (("-", before, after), ("+", after, before)):
        same = {each.people for each in other.partnerships}
        lines += [
            f"{mark} {' and '.join(map(one.people.call, each.people))}"
            for each in one.partnerships
            if each.people not in same
        ]
    return lines


def _offers(result: engine.Result, level: int) -> list[str]:
    found = result.recruit(level)
    if not found:
        return ["No offer of one more person would raise the total of these pairs."]
    return [
        f"{each.raises_at_most:9.6f} at most by {each.offers}:{each.level}, best for "
        f"{result.people.call(each.best_for)}, better for {each.serves}"
        for each in found[:_TOLD]
    ]
