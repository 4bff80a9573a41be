"""For the demo: two circles in the running programme that have begun and still have seats."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.models import F

from counterpart.cli.demo_people import JUNIOR, SENIOR
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import circles
from counterpart.partnerships.models import Kind, Seat, Topic
from counterpart.people import actions as people
from counterpart.people.models import Offer, Person, Seek
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

TOPIC = "public-speaking"
LEARNERS = 4
HELLO = "Welcome. Bring one minute about anything you like; nobody has to stand up before the third time."
ANSWER = "I have practised in front of my cat. She left. I am in all the same."


def circle(programme: Programme, at: datetime) -> None:
    """Somebody who knows how hosts it for a few who would like to speak in public; Amina could join."""
    skill = Skill.objects.get(slug=TOPIC)
    there = Person.objects.filter(memberships__programme=programme).exclude(
        email__in=(JUNIOR.email, SENIOR.email)
    )
    host = there.filter(pk__in=Offer.objects.filter(skill=skill).values("person")).order_by("name").first()
    seeks = Seek.objects.filter(skill=skill, person__in=there).select_related("person")
    wishes = [each for each in seeks.order_by("person__name") if each.person != host][:LEARNERS]
    if host is None or not wishes:
        return
    learners = [each.person for each in wishes]
    found = partnerships.begin(
        programme,
        kind=Kind.CIRCLE,
        people=[host, *learners],
        hosts=[host],
        skill=skill,
        topics=[partnerships.TopicTold(each.person, host, each, skill) for each in wishes],
        at=at - timedelta(days=3),
    )
    for n, (author, text) in enumerate(((host, HELLO), (learners[0], ANSWER))):
        key = uuid5(NAMESPACE_URL, f"{found.pk}/{n}")
        partnerships.write(found, text, key=key, by=author, at=at - timedelta(days=2, hours=-n))


def circle_of_teachers(programme: Programme, organiser: Person, at: datetime) -> None:
    """Some who show something to people further along sit in it; Amina could join."""
    met = Seat.objects.filter(partnership__seats__person__email=JUNIOR.email).values("person")
    there = Person.objects.filter(memberships__programme=programme).exclude(pk__in=met)
    upwards = Topic.objects.filter(
        partnership__programme=programme, partnership__ended_at=None, teacher__stage__lt=F("learner__stage")
    )
    teachers = list(there.filter(pk__in=upwards.values("teacher")).order_by("name")[:3])
    host = there.filter(capacity__gt=0).exclude(pk__in=upwards.values("teacher")).order_by("name").first()
    if host is None:
        return
    people.tell_hours(
        languages=host.languages, time_zone=host.time_zone, hours=host.hours, capacity=host.capacity,
        hosting=True, by=host, at=at,
    )  # fmt: skip
    found = circles.open_for_teachers(programme, host, by=organiser, at=at - timedelta(days=2))
    for each in teachers:
        circles.take_seat(found, seek=None, by=each, at=at - timedelta(days=1))
