"""Plans as files: matches.csv (one row per seat) and a JSON report, written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counterpart.engine import words
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.explain import Direction
from counterpart.engine.result import Certificate, Kind, Partnership, PricedSet, Result

COLUMNS = ("partnership", "kind", "person", "learns_from", "topics", "benefit", "value", "why")


@dataclass(frozen=True)
class WrittenPair:
    """A partnership as a file tells it. `topic` and `hosts` are of a circle; `steps`: learner and teacher.

    `benefits` and `topics` of the steps; empty where the file has no such column.
    """

    id: str
    kind: str
    people: tuple[str, ...]
    value: float
    steps: tuple[tuple[str, str], ...] = ()
    topic: str = ""
    hosts: tuple[str, ...] = ()
    benefits: tuple[float, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenPlan:
    """A plan read from matches.csv, and from the JSON report where there is one."""

    partnerships: tuple[WrittenPair, ...]
    value: float | None = None
    bound: float | None = None
    certificate: Certificate | None = None
    gap: float | None = None
    served: int | None = None


def matches_csv(result: Result) -> str:
    """One row for each seat; floats unrounded; texts that a spreadsheet would run are quoted with '."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for each in result.partnerships:
        rows.writerows(_circle(result, each) if each.kind is Kind.CIRCLE else ())
        for way in each.directions if each.kind is not Kind.CIRCLE else ():
            topics = ";".join(topic.skill for topic in way.topics)
            why = words.why(result.people, _two(each.people, way), way)
            seat = (
                each.id,
                each.kind,
                _calm(way.learner),
                _calm(way.teacher),
                _calm(topics),
                way.benefit,
                each.value,
                _calm(why),
            )
            rows.writerow(seat)
    return out.getvalue()


def _two(people: tuple[str, ...], way: Direction) -> tuple[str, ...]:
    """Both of a pair in its order; of a ring the learner and whom they learn from."""
    return people if len(people) == 2 else (way.learner, way.teacher)


def _circle(result: Result, circle: Partnership) -> Iterator[tuple[object, ...]]:
    """A host learns from nobody here; each learner has the circle's topic, by which `verify` checks it."""
    topic = _calm(circle.topic)
    hosts = words.hosting(result.people, circle.topic, circle.served)
    for host in circle.hosts:
        yield circle.id, circle.kind, _calm(host), "", topic, "", circle.value, _calm(hosts)
    about = f"In {words.circle(result.people, circle.topic, circle.hosts)}."
    for way in circle.directions:
        why = f"{about} {words.why(result.people, (way.learner, way.teacher), way)}"
        both = _calm(way.learner), _calm(way.teacher)
        yield circle.id, circle.kind, *both, topic, way.benefit, circle.value, _calm(why)


def _calm(text: str) -> str:
    """A text that a spreadsheet would run, or that looks as if it had been quoted, with a ' before it."""
    return f"'{text}" if text.lstrip("'").startswith(("=", "+", "-", "@", "\t")) else text


def report(result: Result, seconds: float | None = None) -> dict[str, Any]:
    """The JSON report as plain values; value and bound unrounded. `seconds`: how long it took."""
    return {
        "value": result.value,
        "bound": result.bound,
        "gap": result.gap,
        "people": len(result.people),
        "served": result.served,
        "served_by_circles": result.served_by_circles,
        "partnerships": [
            {"id": each.id, "kind": str(each.kind), "people": list(each.people), "value": each.value}
            | ({"topic": each.topic, "hosts": list(each.hosts)} if each.kind is Kind.CIRCLE else {})
            for each in result.partnerships
        ],
        "unmatched": [
            {
                "person": each.person,
                "reason": str(each.reason),
                "why": each.sentence,
                "what_would_help": each.remedy,
            }
            for each in result.unmatched
        ],
        "seconds": seconds,
        "seed": result.seed,
        "stopped_early": result.stopped,
        "notes": list(result.notes),
        "certificate": {
            "prices": dict(result.certificate.prices),
            "odd_sets": [
                {
                    "people": list(each.people),
                    "price": each.price,
                    "across": [list(pair) for pair in each.across],
                }
                for each in result.certificate.sets
            ],
            "rings": result.certificate.rings,
        },
    }


def write(files: Mapping[Path, str]) -> None:
    """Write all these files, or none: each to a neighbour first, then all renamed. Raises `BadInput`."""
    ready: list[tuple[str, Path]] = []
    try:
        for path, text in files.items():
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            ready.append((name, path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
            Path(name).chmod(0o644)
        for name, path in ready:
            Path(name).replace(path)
    except OSError as error:
        for name, _ in ready:
            Path(name).unlink(missing_ok=True)
        raise BadInput([Problem(f"cannot write {error.filename}: {error.strerror}")]) from error


def read_plan(matches: Path, json_report: Path | None = None) -> WrittenPlan:
    """Read back what `matches_csv` and `report` wrote. Raises `BadInput`."""
    pairs = _read_matches(_text(matches))
    if json_report is None:
        return WrittenPlan(pairs)
    try:
        told = json.loads(_text(json_report))
        certificate = Certificate(
            {str(who): float(price) for who, price in told["certificate"]["prices"].items()},
            tuple(
                PricedSet(
                    tuple(map(str, each["people"])),
                    float(each["price"]),
                    tuple((str(one), str(other)) for one, other in each.get("across", [])),
                )
                for each in told["certificate"]["odd_sets"]
            ),
            int(told["certificate"].get("rings", 0)),
        )
        numbers = float(told["value"]), float(told["bound"])
        same = len(told["partnerships"]) == len(pairs) and _reported(told["partnerships"]) == {
            each.id: (each.kind, {*each.people}, each.value, each.topic, {*each.hosts}) for each in pairs
        }
        plan = WrittenPlan(pairs, *numbers, certificate, float(told["gap"]), int(told["served"]))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise BadInput([Problem(f"{json_report} is no report of `counterpart match --json`")]) from error
    if not same:
        raise BadInput([Problem(f"{json_report} tells of other partnerships than {matches}")])
    return plan


def _reported(partnerships: Any) -> dict[str, tuple[object, ...]]:
    return {
        str(each["id"]): (
            each["kind"], {*each["people"]}, each["value"], each.get("topic", ""), {*each.get("hosts", ())}
        )
        for each in partnerships
    }  # fmt: skip


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BadInput([Problem(f"cannot read {path}: {reason}")]) from error


def _read_matches(text: str) -> tuple[WrittenPair, ...]:
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        seats = [row for row in rows if any(row.values())]
        cells = len(rows.fieldnames or ())
        if any(None in row or None in row.values() for row in seats):
            raise BadInput([Problem(f"every row of the matches needs {cells} cells, as the header has")])
    except csv.Error as error:
        raise BadInput(
            [Problem(f"the matches are not CSV as `counterpart match` writes it: {error}")]
        ) from error
    missing = [
        name for name in ("partnership", "kind", "person", "value") if name not in (rows.fieldnames or ())
    ]
    if missing:
        raise BadInput(Problem("is missing from the matches", 1, name) for name in missing)
    found: dict[str, list[dict[str, str]]] = {}
    for seat in seats:
        found.setdefault(seat["partnership"], []).append(seat)
    return tuple(_pair(name, group) for name, group in found.items())


def _pair(name: str, seats: list[dict[str, str]]) -> WrittenPair:
    people = _in_order(seats) or tuple(dict.fromkeys(_people(seats)))
    try:
        (value,) = {float(seat["value"]) for seat in seats}
    except ValueError as error:
        raise BadInput(
            [Problem(f"partnership {name} needs one value, the same number in each of its rows")]
        ) from error
    kinds = {seat["kind"] for seat in seats}
    if len(kinds) != 1:
        raise BadInput([Problem(f"partnership {name} needs one kind, the same in each of its rows")])
    learning = [seat for seat in seats if seat.get("learns_from")]
    pair = WrittenPair(
        name,
        kinds.pop(),
        people,
        value,
        tuple((_told(seat["person"]), _told(seat["learns_from"])) for seat in learning),
        benefits=tuple(_number(seat["benefit"]) for seat in learning if "benefit" in seat),
        topics=tuple(_told(seat["topics"]) for seat in learning if "topics" in seat),
    )
    return _read_circle(pair, seats) if pair.kind == Kind.CIRCLE else pair


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _read_circle(circle: WrittenPair, seats: list[dict[str, str]]) -> WrittenPair:
    """A host has a row that learns from nobody; one topic stands in every row."""
    topics = {seat.get("topics", "") for seat in seats}
    if len(topics) != 1:
        raise BadInput([Problem(f"circle {circle.id} needs one topic, the same in each of its rows")])
    hosts = tuple(_told(seat["person"]) for seat in seats if not seat.get("learns_from"))
    return replace(circle, topic=_told(topics.pop()), hosts=hosts)


def _told(text: str) -> str:
    """What `_calm` was given."""
    return text[1:] if text.startswith("'") and _calm(text[1:]) == text else text


def _in_order(seats: list[dict[str, str]]) -> tuple[str, ...]:
    """A ring from its first seat on, each followed by the one they learn from; empty where it is open."""
    after = {_told(seat["person"]): _told(seat.get("learns_from", "")) for seat in seats}
    if seats[0]["kind"] != "ring" or len(after) < len(seats):
        return ()
    ring = [_told(seats[0]["person"])]
    while len(ring) < len(after) and after.get(ring[-1], "") in after.keys() - set(ring):
        ring.append(after[ring[-1]])
    closed = len(ring) == len(after) and after[ring[-1]] == ring[0]
    return tuple(ring) if closed else ()


def _people(seats: Iterable[Mapping[str, str]]) -> Iterable[str]:
    for seat in seats:
        yield from map(_told, filter(None, (seat["person"], seat.get("learns_from", ""))))
