"""A demo to click through: one programme whose match awaits review, one that runs. Everyone is invented."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from counterpart.cli import (
    demo_beyond_asks,
    demo_beyond_circles,
    demo_beyond_introductions,
    demo_beyond_perspective,
    demo_beyond_radar,
    demo_beyond_stories,
    demo_journey_agree,
    demo_journey_courage,
    demo_journey_guard,
    demo_journey_part,
    demo_journey_rings,
)
from counterpart.cli.demo_journey_cards import talk
from counterpart.cli.demo_journey_meet import meet
from counterpart.cli.demo_journey_reach import ask_around
from counterpart.cli.demo_people import JUNIOR, SENIOR, STAGES, TIME_ZONE, Invented, Wish, address, everyone
from counterpart.matching import actions as matching
from counterpart.matching.models import Answer, Proposal, Run
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions.assistants import ask_to_book
from counterpart.partnerships.models import Partnership
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person, Stage
from counterpart.people.newcomers import Newcomer, welcome
from counterpart.programmes import actions as programmes
from counterpart.programmes import inviting
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill

ORGANISER = Newcomer(
    address("Chen Wei"), "Chen Wei", stage=Stage.MID, function="People", languages=("en", "zh")
)
CONTACT = Newcomer(address("Cora Okafor"), "Cora Okafor", stage=Stage.SENIOR, function="Works council")
ASSISTANT = Newcomer(address("Mira Sol"), "Mira Sol", time_zone=TIME_ZONE)
WAITING = (
    Newcomer(address("Nils Aaltonen"), "Nils Aaltonen", function="IT"),
    Newcomer(address("Paloma Reyes"), "Paloma Reyes", function="Design"),
)
SILENT = 8  # of the first programme were invited and have told nothing yet
MESSAGES = (
    (
        SENIOR,
        "Hello Amina. I should admit that I have nodded along about AI for a year. Where would you begin?",
    ),
    (
        JUNIOR,
        "With something you have to write anyway! Bring one real letter on Thursday and we do it together.",
    ),
    (
        SENIOR,
        "Agreed. And you bring the talk you put off. I have given it badly more often than you know.",
    ),
)


@dataclass(frozen=True)
class DemoPeople:
    """Those the demo makes one-click sign-ins for."""

    organiser: Person
    junior: Person
    senior: Person
    assistant: Person  # books for the senior


@transaction.atomic
def seed(at: datetime) -> DemoPeople:
    """Make the demo's people and programmes, all of it or nothing; a second time nothing is changed."""
    known = {person.email: person for person in Person.objects.filter(email__endswith=_domain())}
    if ORGANISER.email not in known:
        known = _make(at)
    return DemoPeople(*(known[each.email] for each in (ORGANISER, JUNIOR, SENIOR, ASSISTANT)))


def _domain() -> str:
    return ORGANISER.email.partition("@")[2]


def _make(at: datetime) -> dict[str, Person]:
    rest = everyone()
    cast = [JUNIOR, SENIOR, *rest]
    newcomers = [ORGANISER, CONTACT, ASSISTANT, *WAITING, *(_newcomer(each) for each in cast)]
    known = welcome(newcomers, at=at - timedelta(days=90))
    _tell(cast, known, at - timedelta(days=85))
    earlier, later = rest[::5], [each for n, each in enumerate(rest) if n % 5 or n % 2]
    _running([JUNIOR, SENIOR, *earlier], known, at)
    for each in (JUNIOR, SENIOR):  # they have a counterpart by now, and room for another
        _say_when(each, known[each.email], 2, at - timedelta(days=10))
    running = Programme.objects.get(name="First round", organisers__person=known[ORGANISER.email])
    ask_around(running, known[JUNIOR.email], known[SENIOR.email], at=at)
    _awaiting_review([JUNIOR, SENIOR, *later], known, at)
    return known


def _newcomer(each: Invented) -> Newcomer:
    return Newcomer(
        each.email, each.name, each.stage, each.function, each.place,
        languages=each.languages, time_zone=TIME_ZONE,
    )  # fmt: skip


def _tell(cast: Iterable[Invented], known: dict[str, Person], at: datetime) -> None:
    skills = Skill.objects.in_bulk(field_name="slug")
    for each in cast:
        person = known[each.email]
        for topic, level in each.offers:
            skill = skills[topic]
            people.tell_offer(skill, by=person, at=at, level=level if skill.has_level else None)
        for wish in each.wishes:
            _wish(skills[wish.topic], wish, person, at)
        _say_when(each, person, each.capacity, at)


def _say_when(each: Invented, person: Person, capacity: int, at: datetime) -> None:
    people.tell_hours(
        languages=each.languages,
        time_zone=TIME_ZONE,
        hours=each.hours,
        capacity=capacity,
        by=person,
        at=at,
    )


def _wish(skill: Skill, wish: Wish, person: Person, at: datetime) -> None:
    people.tell_seek(
        skill, by=person, at=at, importance=wish.importance, private=wish.private, dread=wish.dread
    )


def _awaiting_review(cast: Sequence[Invented], known: dict[str, Person], at: datetime) -> None:
    """About 120 people, a few of them silent, two waiting to be let in, and a match to look at."""
    chen = known[ORGANISER.email]
    programme = programmes.prepare(
        programmes.Terms(
            name="Both ways",
            welcome="Everybody here knows something that somebody else has been putting off. Find out what.",
            closes_on=(at - timedelta(days=1)).date(),
            starts_on=(at + timedelta(days=7)).date(),
            ends_on=(at + timedelta(days=190)).date(),
            contact=CONTACT,
        ),
        by=chen,
        at=at - timedelta(days=16),
    )
    memberships = _invite(programme, cast, known, at - timedelta(days=14))
    _report_to_seniors(memberships, cast, known)
    for membership in memberships[:-SILENT]:
        programmes.join(membership, by=membership.person, at=at - timedelta(days=9))
    _ask_to_come_in(programme, chen, known, at)
    avoiding.avoid(cast[5].email, by=known[cast[-SILENT - 5].email], at=at - timedelta(days=8))
    _match(programme, chen, at - timedelta(hours=1))
    demo_beyond_radar.seed(programme, at)


def _invite(
    programme: Programme, cast: Iterable[Invented], known: dict[str, Person], at: datetime
) -> list[Membership]:
    chen = known[ORGANISER.email]
    memberships = [
        Membership(programme=programme, person=known[each.email], added_at=at, added_by=chen, admitted_at=at)
        for each in cast
    ]
    Membership.objects.bulk_create(memberships)
    inviting.invite(programme, by=chen, at=at)
    return memberships


def _report_to_seniors(
    memberships: Sequence[Membership], cast: Sequence[Invented], known: dict[str, Person]
) -> None:
    """Whoever leads in a function is known as the manager of the others there; of some nobody knows."""
    leads = {each.function: each.email for each in cast if STAGES[each.stage] in ("senior", "executive")}
    for n, (membership, each) in enumerate(zip(memberships, cast, strict=True)):
        if n % 8 and leads.get(each.function, each.email) != each.email:
            membership.manager = leads[each.function]
    Membership.objects.bulk_update(memberships, ["manager"])


def _ask_to_come_in(programme: Programme, chen: Person, known: dict[str, Person], at: datetime) -> None:
    link = inviting.share(
        programme, domains=[], expires_at=at + timedelta(days=30), cap=50, by=chen, at=at - timedelta(days=6)
    )
    for each in WAITING:
        inviting.enter(link, known[each.email], at=at - timedelta(days=2))


def _match(programme: Programme, chen: Person, at: datetime) -> Run:
    run = matching.start(programme, by=chen, at=at)
    matching.work_out(run.pk, run.round, at=at)
    run.refresh_from_db()
    return run


def _running(cast: Sequence[Invented], known: dict[str, Person], at: datetime) -> None:
    """Some thirty people, asked four days ago: most said yes, junior and senior write already."""
    chen, amina, bengt = (known[each.email] for each in (ORGANISER, JUNIOR, SENIOR))
    programme = programmes.prepare(
        programmes.Terms(
            name="First round",
            welcome="A first round, to learn how it feels to show somebody further along what we know.",
            closes_on=(at - timedelta(days=50)).date(),
            starts_on=(at - timedelta(days=45)).date(),
            ends_on=(at + timedelta(days=140)).date(),
            contact=CONTACT,
            policy={"circles": True},
            own_words=demo_journey_agree.OWN_WORDS,
            asking=True,
        ),
        by=chen,
        at=at - timedelta(days=79),
    )
    for membership in _invite(programme, cast, known, at - timedelta(days=69)):
        programmes.join(membership, by=membership.person, at=at - timedelta(days=65))
    run = _match(programme, chen, at - timedelta(days=5))
    matching.pin(run, amina, bengt, by=chen, at=at - timedelta(days=5))
    matching.work_out(run.pk, run.round, at=at - timedelta(days=5))
    matching.publish(run, by=chen, at=at - timedelta(days=4), unchecked_ok=True)
    _answer(run, amina, at)
    both = Partnership.objects.filter(programme=programme, seats__person=amina)
    partnership = both.get(seats__person=bengt)
    _write(partnership, at)
    meet(programme, partnership, at)
    ask_to_book(ASSISTANT, by=bengt, at=at - timedelta(days=2))
    demo_journey_courage.seed(partnership, amina, bengt, at)
    talk(partnership, amina, bengt, at)
    demo_journey_agree.agree(programme, amina, at)
    demo_journey_part.part(programme, amina, at)
    demo_journey_rings.circle(programme, at)
    demo_journey_rings.circle_of_teachers(programme, chen, at)
    demo_journey_guard.falter(programme, at)
    demo_beyond_stories.seed(programme, amina, bengt, at)
    demo_beyond_asks.seed(programme, amina, bengt, at)
    demo_beyond_introductions.seed(amina, bengt, at)
    demo_beyond_circles.seed(programme, at)
    demo_beyond_perspective.seed(partnership, amina, bengt, at)


def _answer(run: Run, amina: Person, at: datetime) -> None:
    """Of every four pairs one still thinks about it; one pair did not come together."""
    everybody = Proposal.objects.filter(run=run).prefetch_related("places__person").order_by("-value", "pk")
    pairs = [(proposal, [place.person for place in proposal.places.all()]) for proposal in everybody]
    for n, (proposal, two) in enumerate(sorted(pairs, key=lambda pair: amina not in pair[1])):
        first = Answer.Says.NO if n == 2 else Answer.Says.YES
        matching.answer(proposal, by=two[0], says=first, at=at - timedelta(days=3))
        if n != 2 and n % 4 != 3:
            matching.answer(proposal, by=two[1], says=Answer.Says.YES, at=at - timedelta(days=2, hours=n))


def _write(partnership: Partnership, at: datetime) -> None:
    for n, (author, text) in enumerate(MESSAGES):
        person = Person.objects.get(email=author.email)
        key = uuid5(NAMESPACE_URL, f"{partnership.pk}/{n}")
        partnerships.write(partnership, text, key=key, by=person, at=at - timedelta(hours=30 - 9 * n))
