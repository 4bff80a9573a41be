"""Introductions: what Bengt wishes, whom he would introduce Amina to, and what Amina wishes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from counterpart.introductions import actions, outside
from counterpart.introductions.models import Introduction, Outside, Wish
from counterpart.partnerships import actions as partnerships
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills import actions as skills
from tests.cast import join, person

WISH = "meetingcanary"  # those who are together
LINES = "linescanary"  # the two and who introduces


@dataclass(frozen=True)
class Meeting:
    theirs: Wish  # Bengt's
    mine: Wish  # Amina's
    introduction: Introduction  # Bengt would introduce Amina
    near: Person  # whom Bengt knows and Amina does not
    outside: Outside  # Bengt would introduce her to somebody without an account


def plant(programme: Programme, amina: Person, bengt: Person, at: datetime) -> Meeting:
    near, asked = person("Noor Aziz"), person("Odile Roy")
    for each in (near, asked):
        join(programme, each, at)
        partnerships.begin(programme, people=[bengt, each], topics=[], at=at)
    (wanted,) = skills.understand("Beekeeping")
    people.tell_offer(wanted, by=near, at=at)
    people.tell_seek(wanted, by=amina, at=at)
    theirs = actions.wish(f"A sailor {WISH}", key=uuid4(), by=bengt, at=at)
    mine = actions.wish(f"A baker {WISH}", key=uuid4(), by=amina, at=at)
    made = actions.introduce(mine, asked, f"You both bake. {LINES}", key=uuid4(), by=bengt, at=at)
    sam = outside.Stranger(f"Sam {LINES}", f"{LINES}@elsewhere.example")
    stranger = outside.introduce(mine, sam, f"You both sail. {LINES}", key=uuid4(), by=bengt, at=at)
    return Meeting(theirs, mine, made, near, stranger)
