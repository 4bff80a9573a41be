"""Seats of a circle: taken, waited for, given up, and who hosts. Each verb holds the circle's row."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships.actions.together import AlreadyEnded, TopicTold, begin, end, others
from counterpart.partnerships.letters.circles import CircleChanged, HostsTeachers, LeftCircle, SeatOffered
from counterpart.partnerships.letters.meetings import Booked
from counterpart.partnerships.models import (
    TEACHERS,
    Coming,
    Kind,
    Meeting,
    Opening,
    Partnership,
    Seat,
    Sharing,
    Topic,
    Waiting,
)
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

HELD = timedelta(days=7)  # so long a seat is held for whoever is next


class AlreadyHosted(Exception):
    """Somebody else said first that they would host."""


class AlreadyOpen(Exception):
    """A programme has one circle of those who teach."""


class Moved(Exception):
    """The gathering was moved, called off, or is over."""


class NotSeated(Exception):
    """Gone from the circle, or never in it."""


@transaction.atomic
def open_for_teachers(programme: Programme, host: Person, *, by: Person, at: datetime) -> Partnership:
    """Those who show something to people further along sit together. `host` said that they would host."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    if for_teachers(programme):
        raise AlreadyOpen
    skill = Skill.objects.get(slug=TEACHERS)
    circle = begin(programme, kind=Kind.CIRCLE, people=[host], hosts=[host], skill=skill, topics=[], at=at)
    journal.record(circle, "opened", by=by, at=at)
    letters.post(HostsTeachers(circle.pk), to=host, at=at)
    return circle


def for_teachers(programme: Programme) -> Partnership | None:
    return Partnership.objects.current().filter(programme=programme, skill__slug=TEACHERS).first()


def open_seats(circle: Partnership) -> int:
    """Seats for learners that nobody has and that are held for nobody."""
    taken = circle.seats.filter(hosts=False).count()
    return circle.room - taken - circle.waiting.filter(offered_at__isnull=False).count()


@transaction.atomic
def take_seat(circle: Partnership, *, seek: Seek | None, by: Person, at: datetime) -> bool:
    """Sit down where a seat is open or held for them, else wait for one: False."""
    held = _hold(circle)
    if held.seats.filter(person=by).exists():
        return True
    offered = held.waiting.filter(person=by, offered_at__isnull=False).exists()
    if not offered and open_seats(held) < 1:
        _, is_new = Waiting.objects.get_or_create(partnership=held, person=by, defaults={"at": at})
        if is_new:
            journal.record(held, "waited for", by=by, at=at)
        return False
    held.waiting.filter(person=by).delete()
    Seat.objects.create(partnership=held, person=by)
    hosts = Person.objects.filter(seats__partnership=held, seats__hosts=True)
    Topic.objects.bulk_create(_topic(held, TopicTold(by, host, seek, held.skill)) for host in hosts[:1])
    _no_longer_alone(held)
    _into_the_calendar(held, by, at)
    journal.record(held, "joined", by=by, at=at)
    letters.post(CircleChanged(held.pk), to=others(held, by), at=at)
    return True


@transaction.atomic
def come_to_host(circle: Partnership, *, by: Person, at: datetime) -> None:
    """From outside, where nobody hosts: whoever does takes no seat of those who learn."""
    held = _hold(circle)
    if held.seats.filter(hosts=True).exists():
        raise AlreadyHosted
    held.waiting.filter(person=by).delete()
    Seat.objects.get_or_create(partnership=held, person=by)
    _no_longer_alone(held)
    _into_the_calendar(held, by, at)
    host(held, by=by, at=at)


def _into_the_calendar(circle: Partnership, person: Person, at: datetime) -> None:
    """What is booked already, for whoever sits down later."""
    for meeting in circle.meetings.ahead(at):
        letters.post(Booked(meeting.pk), to=person, at=at)


@transaction.atomic
def say_coming(meeting: Meeting, *, comes: bool, sequence: int, by: Person, at: datetime) -> None:
    """Or not; the last word counts. `sequence` is what they saw: once moved it is asked again."""
    held = _hold(meeting.partnership)
    if not held.seats.filter(person=by).exists():
        raise NotSeated
    if not Meeting.objects.as_seen(sequence).ahead(at).filter(pk=meeting.pk).exists():
        raise Moved
    said = {"comes": comes, "sequence": sequence, "at": at}
    Coming.objects.update_or_create(meeting=meeting, person=by, defaults=said)
    journal.record(meeting, "comes" if comes else "cannot come", by=by, at=at)


def _no_longer_alone(held: Partnership) -> None:
    if held.seats.count() > 1:
        Opening.objects.filter(circle=held).update(alone_since=None)


def _hold(circle: Partnership) -> Partnership:
    held = (
        Partnership.objects.current()
        .filter(kind=Kind.CIRCLE)
        .select_for_update()
        .filter(pk=circle.pk)
        .first()
    )
    if held is None:
        raise AlreadyEnded
    return held


def _topic(circle: Partnership, told: TopicTold) -> Topic:
    return Topic(
        partnership=circle, learner=told.learner, teacher=told.teacher, seek=told.seek, skill=told.skill
    )


@transaction.atomic
def stop_waiting(circle: Partnership, *, by: Person, at: datetime) -> None:
    """No longer wait, or leave a seat that was offered to whoever is next."""
    held = _hold(circle)
    if held.waiting.filter(person=by).delete()[0]:
        journal.record(held, "no longer waited for", by=by, at=at)
        _offer(held, at)


@transaction.atomic
def leave(circle: Partnership, *, by: Person, at: datetime) -> None:
    """Give one's seat back, without a reason. The circle goes on while two are left; else it ends.

    One that a member opened goes on with one, who waits for others as its opener did.
    """
    held = _hold(circle)
    if not held.seats.filter(person=by).exists():
        raise NotSeated
    opened = Opening.objects.filter(circle=held)
    left = held.seats.count() - 1
    if left < (1 if opened.exists() else 2):
        end(held, by=by, at=at)
        return
    held.topics.filter(learner=by).delete()
    held.seats.filter(person=by).delete()
    Sharing.objects.filter(partnership=held, seek__person=by).delete()  # coming back shares nothing unasked
    if left == 1:
        opened.update(alone_since=at)
    if not held.seats.filter(hosts=True).exists():
        Partnership.objects.filter(pk=held.pk, hostless_since=None).update(hostless_since=at)
    journal.record(held, "left", by=by, at=at)
    if held.meetings.ahead(at).exists():
        letters.post(LeftCircle(held.pk), to=by, at=at)
    letters.post(CircleChanged(held.pk), to=others(held, by), at=at)
    _offer(held, at)


def _offer(circle: Partnership, at: datetime) -> None:
    """Hold every open seat for whoever is next."""
    for each in circle.waiting.filter(offered_at=None).select_related("person")[: max(0, open_seats(circle))]:
        circle.waiting.filter(pk=each.pk).update(offered_at=at)
        letters.post(SeatOffered(circle.pk), to=each.person, at=at)


def let_offers_lapse(*, at: datetime) -> int:
    """A seat that was held for seven days goes to whoever is next."""
    due = Waiting.objects.filter(offered_at__lte=at - HELD, partnership__ended_at=None)
    return sum(_lapse(each, at) for each in due.select_related("partnership"))


@transaction.atomic
def _lapse(waiting: Waiting, at: datetime) -> bool:
    held = _hold(waiting.partnership)
    gone, _ = held.waiting.filter(pk=waiting.pk, offered_at__lte=at - HELD).delete()
    _offer(held, at)
    return bool(gone)


@transaction.atomic
def hand_over(circle: Partnership, *, by: Person, at: datetime) -> None:
    """Ask for somebody else to host; until somebody does, nothing changes."""
    held = _hold(circle)
    if not held.seats.filter(person=by, hosts=True, hands_over_at=None).update(hands_over_at=at):
        raise NotSeated
    journal.record(held, "would hand over", by=by, at=at)
    letters.post(CircleChanged(held.pk), to=others(held, by), at=at)


@transaction.atomic
def host(circle: Partnership, *, by: Person, at: datetime) -> None:
    """Host from now on: where nobody does, or where who does would hand over. Everybody learns from them."""
    held = _hold(circle)
    if held.seats.filter(hosts=True, hands_over_at=None).exists():
        raise AlreadyHosted
    before = list(held.seats.filter(hosts=True).values_list("person", flat=True))
    held.seats.filter(hosts=True).update(hosts=False, hands_over_at=None)
    if not held.seats.filter(person=by).update(hosts=True):
        raise NotSeated
    held.topics.filter(learner=by).delete()
    held.topics.update(teacher=by)
    _learn_from(held, by, but=[*before, by.pk])
    Partnership.objects.filter(pk=held.pk).update(hostless_since=None)
    journal.record(held, "hosted", by=by, at=at)
    letters.post(CircleChanged(held.pk), to=others(held, by), at=at)
    _offer(held, at)


def _learn_from(circle: Partnership, host: Person, *, but: list[UUID]) -> None:
    """Whoever sat down while nobody hosted learns from who does."""
    learners = Person.objects.filter(seats__partnership=circle).exclude(pk__in=but)
    known = circle.topics.values("learner")
    seeks = {each.person_id: each for each in Seek.objects.filter(person__in=learners, skill=circle.skill)}
    Topic.objects.bulk_create(
        _topic(circle, TopicTold(each, host, seeks.get(each.pk), circle.skill))
        for each in learners.exclude(pk__in=known)
    )
