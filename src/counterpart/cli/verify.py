"""Check the matches of a file against people and policy, from scratch."""

import argparse
import sys
from pathlib import Path

from counterpart import engine
from counterpart.cli.engine_files import (
    DONE,
    NOT_RIGHT,
    add_ways_to_read,
    figures,
    or_bad_input,
    people_of,
    policy_of,
)
from counterpart.engine import words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files that `match` read and wrote."""
    parser.add_argument("people", type=Path, help="the file that `match` reads")
    parser.add_argument("matches", type=Path, help="what `match --out` wrote, edited or not")
    add_ways_to_read(parser)
    parser.add_argument("--policy", type=Path, help="TOML; without it the usual policy counts")
    parser.add_argument(
        "--json", type=Path, help="the report of `match`, to check its bound by its own prices"
    )


def run(args: argparse.Namespace) -> int:
    """0 feasible and true to what it says, 1 not, 2 bad input."""
    return or_bad_input(lambda: _verify(args))


def _verify(args: argparse.Namespace) -> int:
    people = people_of(args.people, benefits=args.benefits)
    policy = policy_of(args.policy, people, args.near)
    plan = engine.read_plan(args.matches, args.json)
    plan = plan if args.json else _with_prices(people, policy, plan)
    verdict, certificate = engine.verify(people, policy, plan), plan.certificate
    for problem in verdict.problems:
        print(problem, file=sys.stderr)
    print(figures(verdict.value, verdict.bound))
    if verdict.bound is not None and certificate and certificate.rings < policy.rings:
        print(words.unsearched(policy.rings, certificate.rings))
    print("feasible" if verdict.ok else "not feasible, or not what it says")
    return DONE if verdict.ok else NOT_RIGHT


def _with_prices(
    people: engine.People, policy: engine.Policy, plan: engine.WrittenPlan
) -> engine.WrittenPlan:
    """matches.csv holds no prices: find some. Where they come from does not matter, their check does."""
    certificate = engine.solve(people, policy).certificate
    return engine.WrittenPlan(plan.partnerships, certificate=certificate)
