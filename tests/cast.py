"""The people our tests speak of. Everyone is invented.

Chen organises a programme with Amina (in her first years of work) and Bengt (who leads);
Cora is whom they can turn to. Dara is in Eli's programme and must see nothing of Chen's.
Olu owns the instance.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Membership, Organiser, Programme


@dataclass(frozen=True)
class Cast:
    amina: Person
    bengt: Person
    chen: Person
    cora: Person
    dara: Person
    eli: Person
    olu: Person
    programme: Programme
    elsewhere: Programme
    at: datetime


def person(name: str, stage: Stage | None = None, **told: Any) -> Person:
    email = f"{name.split()[0].lower()}@example.org"
    return Person.objects.create_user(email, name=name, stage=stage, **told)


def join(programme: Programme, who: Person, at: datetime) -> Membership:
    return Membership.objects.create(
        programme=programme, person=who, added_at=at, admitted_at=at, joined_at=at
    )


def gather(at: datetime) -> Cast:
    amina = person("Amina Diallo", Stage.EARLY, function="Marketing", place="Lyon", languages=["en", "fr"])
    bengt = person(
        "Bengt Lindqvist", Stage.EXECUTIVE, function="Finance", place="Malmö", languages=["en", "sv"]
    )
    chen = person("Chen Wei", Stage.MID, function="People", languages=["en"])
    cora = person("Cora Okafor", Stage.SENIOR, function="Works council", languages=["en"])
    dara = person("Dara Keo", Stage.EARLY, function="Design", languages=["en"])
    eli = person("Eli Brandt", Stage.MID, function="People", languages=["en"])
    olu = person("Olu Adeyemi", is_owner=True)
    programme = _collecting("Both ways", chen, cora, at)
    elsewhere = _collecting("Elsewhere", eli, cora=None, at=at)
    for member in (amina, bengt):
        join(programme, member, at)
    join(elsewhere, dara, at)
    return Cast(amina, bengt, chen, cora, dara, eli, olu, programme, elsewhere, at)


def _collecting(name: str, organiser: Person, cora: Person | None, at: datetime) -> Programme:
    programme = Programme.objects.create(
        name=name,
        state=Programme.State.COLLECTING,
        contact=cora,
        closes_on=(at + timedelta(days=14)).date(),
        made_at=at,
    )
    Organiser.objects.create(programme=programme, person=organiser, by=organiser, at=at)
    return programme
