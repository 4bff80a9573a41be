"""What people ask: Amina without her name, and Fatou who would help."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from counterpart.asks import actions, reporting, waiting
from counterpart.asks.models import Ask, Help
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills import actions as skills
from tests.cast import join, person

ASK = "askcanary"  # whoever takes part
HELP = "helpcanary"  # whoever asked, alone


@dataclass(frozen=True)
class Asked:
    open: Ask  # Bengt's, without his name
    mine: Ask  # Amina's
    offered: Help  # of Fatou's, for Amina's
    reported: Ask  # Bengt's


def plant(programme: Programme, amina: Person, bengt: Person, fatou: Person, at: datetime) -> Asked:
    for n in range(6):
        join(programme, person(f"Quiet{n} Reader"), at)
    (topic,) = skills.understand("Public speaking")

    yesterday = at - timedelta(days=1)

    def ask(by: Person) -> Ask:
        words = f"How does one begin a talk? {ASK}"
        return actions.ask(programme, words, topic=topic, anonymous=True, key=uuid4(), by=by, at=yesterday)

    asked, mine, reported = ask(bengt), ask(amina), ask(bengt)
    waiting.pass_on(at=at)
    offered = actions.offer_help(mine, f"I can. {HELP}", key=uuid4(), by=fatou, at=at)
    reporting.report(reported, by=fatou, at=at)
    return Asked(asked, mine, offered, reported)
