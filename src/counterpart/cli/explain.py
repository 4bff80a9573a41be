"""Say what two people of a file could learn from each other, and why they are together or not."""

import argparse
from pathlib import Path

from counterpart import engine
from counterpart.cli.engine_files import DONE, add_ways_to_read, or_bad_input, people_of, policy_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """A file and two ids."""
    parser.add_argument("people", type=Path, help="the file that `match` reads")
    parser.add_argument("first", help="an id")
    parser.add_argument("second", help="another id")
    add_ways_to_read(parser)
    parser.add_argument("--policy", type=Path, help="TOML; without it the usual policy counts")


def run(args: argparse.Namespace) -> int:
    """0 told, 2 bad input."""
    return or_bad_input(lambda: _explain(args))


def _explain(args: argparse.Namespace) -> int:
    people = people_of(args.people, benefits=args.benefits)
    told = engine.solve(people, policy_of(args.policy, people, args.near)).explain(args.first, args.second)
    print("\n".join(told.sentences))
    for way in told.account.directions:
        for topic in way.topics:
            print(f"  {topic.term:8.6f}  {people.call(way.learner)} learns {topic.skill}")
        print(f"  {way.benefit:8.6f}  benefit of {people.call(way.learner)}")
    for term in told.account.terms:
        about = people.call(term.about) if term.name == "learning" else term.about
        print(f"  {term.amount:+9.6f} {term.name} {about}".rstrip())
    print(f"  {told.account.value:9.6f} value of the pair")
    return DONE
