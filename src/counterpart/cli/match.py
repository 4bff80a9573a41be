"""Match the people of a file: who with whom, why, and how far from the best that can be."""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from counterpart import engine
from counterpart.cli.engine_files import (
    DONE,
    STOPPED_EARLY,
    add_ways_to_read,
    figures,
    or_bad_input,
    people_of,
    policy_of,
)

_WIDTH = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The files to read and to write, and when to stop."""
    parser.add_argument(
        "people",
        type=Path,
        help="CSV, .json or .parquet: id, offers, seeks and more (docs/how-to/match-a-file.md)",
    )
    add_ways_to_read(parser)
    parser.add_argument("--policy", type=Path, help="TOML; without it the usual policy counts")
    parser.add_argument(
        "--seed", type=int, default=1, help="kept in the report; the same input and seed give the same plan"
    )
    parser.add_argument(
        "--out", type=Path, help="write matches.csv here; without it the matches go to stdout"
    )
    parser.add_argument("--json", type=Path, help="write the report with bound, prices and reasons here")
    parser.add_argument(
        "--report", type=Path, help="write a page to look at and to print here (HTML, needs nothing else)"
    )
    parser.add_argument(
        "--max-seconds", type=float, help="be content with a feasible plan after so long (exit code 3)"
    )
    parser.add_argument("--gap", type=float, help="be content once (bound - value) / bound is at most this")


def run(args: argparse.Namespace) -> int:
    """0 done, 2 bad input and nothing written, 3 stopped early with a feasible plan."""
    return or_bad_input(lambda: _match(args))


def _match(args: argparse.Namespace) -> int:
    started = time.perf_counter()
    _refuse(args)
    people = people_of(args.people, benefits=args.benefits)
    policy = policy_of(args.policy, people, args.near)
    result = engine.solve(people, policy, args.seed, stop=_stop(args), progress=_bar())
    seconds = time.perf_counter() - started
    matches, report = engine.matches_csv(result), engine.report(result, seconds)
    files = {args.out: matches} if args.out else {}
    if args.json:
        files[args.json] = json.dumps(report, ensure_ascii=False, indent=1) + "\n"
    if args.report:
        files[args.report] = engine.report_html(result, seconds)
    engine.write(files)
    if not args.out:
        print(matches, end="")
    print(_summary(result), file=sys.stdout if args.out else sys.stderr)
    return STOPPED_EARLY if result.stopped else DONE


def _refuse(args: argparse.Namespace) -> None:
    limits = {"--max-seconds": args.max_seconds, "--gap": args.gap}
    wrong = [name for name, limit in limits.items() if limit is not None and not limit >= 0]
    problems = [engine.Problem("must be a number from 0 up", column=name) for name in wrong]
    writes = [path for path in (args.out, args.json, args.report) if path]
    written = [path.resolve() for path in writes]
    read = [path.resolve() for path in (args.people, args.policy) if path]
    if len(set(written)) < len(written) or set(written) & set(read):
        problems.append(engine.Problem("every file that is read or written needs a name of its own"))
    problems += [engine.Problem(why) for path in writes if (why := _unwritable(path))]
    if problems:
        raise engine.BadInput(problems)


def _unwritable(path: Path) -> str:
    """Told before the search, which may take long."""
    if path.is_dir():
        return f"cannot write {path}: it is a folder; name a file"
    return "" if path.parent.is_dir() else f"cannot write {path}: there is no folder {path.parent}"


def _stop(args: argparse.Namespace) -> engine.Stop | None:
    if args.max_seconds is not None:
        return engine.MaxSeconds(args.max_seconds)
    return engine.Gap(args.gap) if args.gap is not None else None


def _bar() -> engine.Progress:
    """A bar on stderr that moves where somebody watches, and one line at the end elsewhere."""
    watched = sys.stderr.isatty()

    def show(share: float) -> None:
        if watched or share >= 1.0:
            full = round(share * _WIDTH)
            end = "\n" if share >= 1.0 else ""
            print(
                f"\r[{'#' * full}{'.' * (_WIDTH - full)}] {share:4.0%}", end=end, file=sys.stderr, flush=True
            )

    return show


def _forms(result: engine.Result) -> str:
    """`3 pairs`, and where there are some, `1 circle (4 learn there)`."""
    found = Counter(each.kind for each in result.partnerships)
    forms = [
        f"{found[kind]} {kind}{'s' * (found[kind] != 1)}"
        for kind in engine.Kind
        if found[kind] or kind is engine.Kind.PAIR
    ]
    learn = f" ({result.served_by_circles} learn there)" if found[engine.Kind.CIRCLE] else ""
    return f"{' and '.join(forms)}{learn}"


def _summary(result: engine.Result) -> str:
    served = f"{result.served} of {len(result.people)} people in {_forms(result)}"
    early = (
        ["Stopped early: feasible, and the bound holds, but better may be possible."]
        if result.stopped
        else []
    )
    return "\n".join([served, figures(result.value, result.bound), *early, *result.notes])
