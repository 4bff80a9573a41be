"""For the demo: a circle in the running programme that has begun and still has seats."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from counterpart.cli.demo_people import JUNIOR, SENIOR
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Kind
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
