"""The demo's endings: one partnership that came to a good end, one that rests, and one word in confidence."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from counterpart.cli.demo_people import waking
from counterpart.partnerships import actions
from counterpart.partnerships.actions import booking, concerns, ending, pausing
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Offer, Person
from counterpart.programmes.models import Programme

THANKS = "You never once sighed when I asked the same thing again. I have stopped apologising for asking."
LESSON = "Ask in the first week, while nobody expects you to know. It only gets harder."
CONCERN = "It is nothing bad. We keep talking about my boss instead of what I came for. How do I say so?"


def part(programme: Programme, amina: Person, at: datetime) -> None:
    _finished(programme, amina, at)
    running = Partnership.objects.current().filter(programme=programme).exclude(seats__person=amina)
    resting = running.order_by("pk").first()
    if resting and programme.contact:
        writer = Person.objects.filter(seats__partnership=resting).order_by("email")[0]
        pausing.pause(resting, by=writer, at=at - timedelta(hours=20))
        concerns.say_not_right(
            resting,
            words=CONCERN,
            to=programme.contact,
            then="",
            key=uuid5(NAMESPACE_URL, f"{resting.pk}/concern"),
            by=writer,
            at=at - timedelta(hours=20),
        )


def _finished(programme: Programme, amina: Person, at: datetime) -> None:
    """A sprint of Amina's, before she met whom she is with now."""
    others = Person.objects.filter(memberships__programme=programme).exclude(
        seats__partnership__seats__person=amina
    )
    other = others.exclude(pk=amina.pk).order_by("email")[0]
    shown, learned = (Offer.objects.of(who)[0].skill for who in (amina, other))
    together = actions.begin(
        programme,
        people=[amina, other],
        topics=[
            actions.TopicTold(other, amina, None, shown),
            actions.TopicTold(amina, other, None, learned),
        ],
        at=at - timedelta(days=35),
    )
    for n, days in enumerate((28, 21, 12)):
        held = waking(at - timedelta(days=days))
        key = uuid5(NAMESPACE_URL, f"{together.pk}/meeting/{n}")
        booking.book(together, held, key=key, seen=n, by=other, at=held - timedelta(days=2), minutes=45)
    ending.finish(together, by=other, at=at - timedelta(days=5))
    ending.thank(together, THANKS, by=other, at=at - timedelta(days=5))
    ending.keep_lesson(together, LESSON, may_share=True, by=amina, at=at - timedelta(days=4))
