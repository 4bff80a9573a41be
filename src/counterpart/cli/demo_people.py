"""Invented people and what they tell: read from the files beside this one, drawn with a fixed seed."""

import csv
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

SEED = 7
DOMAIN = "demo.example"
TIME_ZONE = "Europe/Berlin"
STAGES = ("student", "early", "mid", "senior", "executive", "retired")
BANDS = {"student": "earlier", "early": "earlier", "mid": "middle"}  # everybody else: later
HOURS = ("", "", "", "Tue 12:00-13:30;Thu 16:00-18:00", "Mon 09:00-11:00;Wed 12:00-14:00;Fri 15:00-17:00")


@dataclass(frozen=True)
class Wish:
    topic: str
    importance: int = 3
    private: bool = False
    dread: str | None = None


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist, and what they tell."""

    name: str
    stage: int
    function: str
    place: str
    languages: tuple[str, ...]
    offers: tuple[tuple[str, int], ...]  # topic and level
    wishes: tuple[Wish, ...]
    hours: str = ""
    capacity: int = 1

    @property
    def email(self) -> str:
        return address(self.name)


def address(name: str) -> str:
    """An address nobody can have: the domain is reserved."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{'.'.join(plain.split())}@{DOMAIN}"


JUNIOR = Invented(
    "Amina Diallo", STAGES.index("early"), "Marketing", "Lyon", ("en", "fr"),
    (("ai-assistants", 4), ("short-videos", 5), ("younger-at-work", 3), ("linkedin", 4)),
    (
        Wish("public-speaking", 5, dread="I lose my words as soon as everybody looks at me."),
        Wish("how-decisions-are-made", 4),
        Wish("asking-for-a-raise", 3, private=True, dread=""),
    ),
)  # fmt: skip
SENIOR = Invented(
    "Bengt Lindqvist", STAGES.index("executive"), "Finance", "Malmo", ("en", "sv"),
    (("how-decisions-are-made", 5), ("public-speaking", 4), ("costly-mistake", 3), ("reading-accounts", 5)),
    (
        Wish("ai-assistants", 5, dread="Everybody seems to know it and I nod along."),
        Wish("younger-at-work", 4),
        Wish("linkedin", 2, private=True),
    ),
)  # fmt: skip


def everyone() -> list[Invented]:
    """All of them but the two above, the same ones in the same order every time."""
    random = Random(SEED)  # noqa: S311 -- invented people need no secrets
    here = resources.files("counterpart.cli")
    topics = tomllib.loads(here.joinpath("demo_topics.toml").read_text(encoding="utf-8"))
    rows = csv.DictReader(here.joinpath("demo_people.csv").read_text(encoding="utf-8").splitlines())
    return [_invent(row, topics, random) for row in rows]


def _invent(row: Mapping[str, str], topics: Mapping[str, Any], random: Random) -> Invented:
    band = BANDS.get(row["stage"], "later")
    offers = _offers(topics[band]["shows"], topics["function"].get(row["function"], []), random)
    return Invented(
        name=row["name"],
        stage=STAGES.index(row["stage"]),
        function=row["function"],
        place=row["place"],
        languages=tuple(row["languages"].split()),
        offers=tuple((topic, random.choice((3, 3, 4, 4, 5))) for topic in offers),
        wishes=_wishes(band, set(offers), topics, random),
        hours=random.choice(HOURS),
        capacity=random.choice((1, 1, 1, 1, 2)),
    )


def _offers(usual: Sequence[str], of_function: Sequence[str], random: Random) -> list[str]:
    """Two to four things that their like tend to show, and one or two that they do all day."""
    chosen = random.sample(
        list(dict.fromkeys(of_function)), k=min(len(of_function), random.choice((1, 1, 2)))
    )
    return list(dict.fromkeys(chosen + random.sample(usual, k=random.choice((2, 3, 4)))))


def _wishes(band: str, known: set[str], topics: Mapping[str, Any], random: Random) -> tuple[Wish, ...]:
    wanted = [t for t in dict.fromkeys(random.sample(topics[band]["wants"], k=6)) if t not in known]
    wishes = [_wish(topic, topics["nervous"], random) for topic in wanted[: random.choice((2, 3, 4))]]
    kept = random.choice(topics["private"][band])
    if random.random() < 0.15 and kept not in known | set(wanted):
        wishes.append(Wish(kept, random.choice((3, 4)), private=True))
    return tuple(wishes)


def _wish(topic: str, nervous: Mapping[str, Sequence[str]], random: Random) -> Wish:
    dread = random.choice(nervous[topic]) if topic in nervous and random.random() < 0.4 else None
    return Wish(topic, random.choice((2, 3, 3, 4, 5)), dread=dread)


def waking(moment: datetime) -> datetime:
    """The last full hour between eight and six until then: a demo started at night has met by day."""
    hour = moment.astimezone(ZoneInfo(TIME_ZONE)).replace(minute=0, second=0, microsecond=0)
    if 8 <= hour.hour < 18:
        return hour
    return (hour if hour.hour >= 18 else hour - timedelta(days=1)).replace(hour=17)
