"""A population as the engine takes it: as rows, as a file, and by its front door for arrays."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.engine.population import LANGUAGES, Population
from counterpart import engine


def rows(population: Population) -> Iterator[engine.Person]:
    """Everybody as a row; for up to some ten thousand people."""
    for at in range(population.n):
        bits = int(population.languages[at])
        yield engine.Person(
            id=name(at),
            offers=_skills(
                population, population.offer_start, population.offer_skill, population.offer_level, at
            ),
            seeks=_skills(
                population, population.seek_start, population.seek_skill, population.seek_importance, at
            ),
            stage=int(population.stage[at]),
            function=_word("function", int(population.function[at])),
            place=_word("place", int(population.place[at])),
            background=_word("background", int(population.background[at])),
            languages=tuple(tongue for bit, tongue in enumerate(LANGUAGES) if bits >> bit & 1),
            capacity=int(population.capacity[at]),
            manager=name(int(population.manager[at])) if population.manager[at] >= 0 else "",
        )


def name(at: int) -> str:
    """An id; ids sort as positions do."""
    return f"p{at:07}"


def _word(attribute: str, code: int) -> str:
    return f"{attribute} {code:02}" if code >= 0 else ""


def _skills(population: Population, start: Any, skill: Any, number: Any, at: int) -> dict[str, int]:
    mine = slice(int(start[at]), int(start[at + 1]))
    names = (population.skills[code] for code in skill[mine].tolist())
    return dict(zip(names, number[mine].tolist(), strict=True))


def from_rows(population: Population) -> engine.People:
    """The engine's people, by way of rows."""
    return engine.People.from_rows(rows(population))


def from_arrays(population: Population) -> engine.People:
    """The engine's people without a row for each. Ends where that door is missing."""
    door = getattr(engine.People, "from_arrays", None)
    if door is None:
        sys.exit("engine.People.from_arrays is not there, so nothing can be measured from arrays")
    people: engine.People = door(
        skills=population.skills,
        offers=(population.offer_start, population.offer_skill, population.offer_level),
        seeks=(population.seek_start, population.seek_skill, population.seek_importance),
        stage=population.stage,
        function=population.function,
        place=population.place,
        background=population.background,
        languages=population.languages,
        capacity=population.capacity,
        manager=population.manager,
    )
    return people


def write_csv(people: engine.People, path: Path) -> None:
    """people.csv as `counterpart match` reads it."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(
            [
                "id",
                "offers",
                "seeks",
                "stage",
                "function",
                "place",
                "background",
                "languages",
                "capacity",
                "manager",
            ]
        )
        for each in people:
            skills = (
                ";".join(f"{skill}:{number}" for skill, number in said.items())
                for said in (each.offers, each.seeks)
            )
            told = "" if each.stage is None else each.stage
            table.writerow(
                [each.id, *skills, told, each.function, each.place, each.background,
                 ";".join(each.languages), each.capacity, each.manager]
            )  # fmt: skip
