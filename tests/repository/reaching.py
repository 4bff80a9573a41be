"""A second programme, in which people ask each other: what the world holds of reaching out oneself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from counterpart.matching import actions as matching
from counterpart.matching.models import Approach
from counterpart.people import actions as people
from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Organiser, Programme
from counterpart.skills import actions as skills
from tests.cast import Cast, join, person


@dataclass(frozen=True)
class Reaching:
    programme: Programme
    fits: Person  # whom Amina could ask
    received: Approach  # Ivy asks Amina
    sent: Approach  # Amina asks the member


def plant(cast: Cast, others: dict[str, Person], secret: str, at: datetime) -> Reaching:
    programme = Programme.objects.create(
        name="Asking", state=Programme.State.RUNNING, asking=True, contact=cast.cora, made_at=at
    )
    Organiser.objects.create(programme=programme, person=cast.chen, by=cast.chen, at=at)
    hana, ivy = (person(name, Stage.SENIOR, languages=["en"], capacity=3) for name in ("Hana Ito", "Ivy Lam"))
    member = others["member"]
    Person.objects.filter(pk__in=[member.pk, cast.amina.pk]).update(capacity=5)
    for each in (cast.amina, ivy, member, hana):
        join(programme, each, at)
    for each in (hana, ivy, member):
        _each_has_what_the_other_seeks(cast.amina, each, at)
    received = matching.ask(programme, cast.amina, f"{secret} to Amina", key=uuid4(), by=ivy, at=at)
    sent = matching.ask(programme, member, "A word to Fatou", key=uuid4(), by=cast.amina, at=at)
    return Reaching(programme, hana, received, sent)


def _each_has_what_the_other_seeks(amina: Person, other: Person, at: datetime) -> None:
    (shown,), (wanted,) = (skills.understand(topic) for topic in ("TikTok", "Public speaking"))
    for who, shows, seeks in ((amina, shown, wanted), (other, wanted, shown)):
        if not who.offers.filter(skill=shows).exists():
            people.tell_offer(shows, by=who, at=at, level=4)
            people.tell_seek(seeks, by=who, at=at)
