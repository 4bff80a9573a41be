"""Two letters a week at most that nobody waits for; the rest comes in one, and nothing is lost."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from counterpart import letters
from counterpart.letters import actions, pace, sending
from counterpart.letters.letters import Digest
from counterpart.letters.models import Letter, QuietHours
from counterpart.people.models import Person
from tests.cast import Cast
from tests.letters.kinds import About, Code, InvitesYou, Nudge, OtherNudge
from tests.racing import race

pytestmark = pytest.mark.django_db
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday; everybody of the cast lives by UTC


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


def subjects() -> list[str]:
    return [str(each.subject) for each in mail.outbox]


def nudge(to: Person, number: int, clock: Clock) -> None:
    letters.post(Nudge(number), to=to, at=clock.at)


def test_the_third_within_a_week_waits_until_the_week_is_over(cast: Cast, clock: Clock) -> None:
    for number in (1, 2, 3):
        nudge(cast.amina, number, clock)
        sending.send_due(clock)
        clock.at += HOUR
    assert subjects() == ["Nudge 1", "Nudge 2"]
    clock.at = NOON + WEEK
    assert sending.send_due(clock) == 0
    clock.at += 2 * HOUR
    sending.send_due(clock)
    assert subjects() == ["Nudge 1", "Nudge 2", "Nudge 3"]


def test_what_has_gathered_meanwhile_comes_in_one_letter(cast: Cast, clock: Clock) -> None:
    for number in range(1, 6):
        nudge(cast.amina, number, clock)
        sending.send_due(clock)
    clock.at += WEEK + 2 * HOUR
    assert sending.send_due(clock) == 1
    assert subjects() == ["Nudge 1", "Nudge 2", "3 things from Counterpart"]
    told = str(mail.outbox[2].body).splitlines()
    assert sorted(line for line in told if line.startswith("* ")) == ["* Nudge 3", "* Nudge 4", "* Nudge 5"]
    assert (sending.send_due(clock), Letter.objects.waiting().count()) == (0, 0)


def test_what_was_read_in_the_list_is_not_mailed_any_more(cast: Cast, clock: Clock) -> None:
    for number in range(1, 6):
        nudge(cast.amina, number, clock)
        sending.send_due(clock)
    for each in Letter.objects.visible_to(cast.amina).waiting()[:2]:
        actions.read(each, by=cast.amina, at=clock.at)
    clock.at += WEEK + 2 * HOUR
    sending.send_due(clock)
    assert len(mail.outbox) == 3
    assert subjects()[2].startswith("Nudge ")


def test_answers_and_codes_come_at_once_however_many(cast: Cast, clock: Clock) -> None:
    clock.at = NOON.replace(hour=23)
    for _each in range(4):
        letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    letters.post_secret(Code(secret="4711"), to=cast.amina, at=clock.at, until=clock.at + HOUR)
    assert sending.send_due(clock) == 5


def test_a_nudge_of_the_evening_comes_in_the_morning_by_the_readers_clock(cast: Cast, clock: Clock) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(time_zone="Asia/Tokyo")
    Person.objects.filter(pk=cast.chen.pk).update(time_zone="no/where")
    nudge(cast.bengt, 1, clock)  # 21:00 in Tokyo
    nudge(cast.chen, 2, clock)  # whose zone nobody knows, so UTC
    sending.send_due(clock)
    assert Letter.objects.waiting().get().to == cast.bengt
    clock.at = NOON.replace(hour=22)
    assert sending.send_due(clock) == 1


def test_amina_chooses_other_hours(cast: Cast, clock: Clock) -> None:
    clock.at = NOON.replace(hour=23)
    actions.choose(begin=9, end=17, weekends=True, unwanted=[], by=cast.amina, at=clock.at)
    nudge(cast.amina, 1, clock)
    assert sending.send_due(clock) == 1


def test_a_kind_that_amina_stopped_stays_in_the_list_and_out_of_the_mail(cast: Cast, clock: Clock) -> None:
    actions.stop(Nudge, by=cast.amina, at=clock.at)
    actions.stop(Nudge, by=cast.amina, at=clock.at)
    nudge(cast.amina, 1, clock)
    letters.post(OtherNudge(2), to=cast.amina, at=clock.at)
    nudge(cast.bengt, 3, clock)
    sending.send_due(clock)
    assert sorted(subjects()) == ["Nudge 3", "Other nudge 2"]
    assert Letter.objects.visible_to(cast.amina).unread().count() == 2
    actions.resume(Nudge, by=cast.amina, at=clock.at)
    nudge(cast.amina, 4, clock)
    sending.send_due(clock)
    assert subjects()[-1] == "Nudge 4"


def test_who_stopped_the_digest_gets_no_reminder_of_any_kind(cast: Cast, clock: Clock) -> None:
    actions.stop(Digest, by=cast.amina, at=clock.at)
    nudge(cast.amina, 1, clock)
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    sending.send_due(clock)
    assert len(mail.outbox) == 1
    assert subjects()[0].startswith("About Bengt")


def test_what_somebody_needs_cannot_be_stopped(cast: Cast, clock: Clock) -> None:
    with pytest.raises(actions.Needed):
        actions.stop(Code, by=cast.amina, at=clock.at)
    with pytest.raises(actions.Needed):
        actions.choose(begin=20, end=7, weekends=False, unwanted=[Code], by=cast.amina, at=clock.at)
    assert QuietHours.objects.count() == 0


def test_invitations_count_and_stand_in_no_digest(cast: Cast, clock: Clock) -> None:
    clock.at = NOON.replace(hour=23)  # and wait for no morning, as their links run out
    for number in (1, 2, 3):
        kind = InvitesYou(number=number, secret="key")
        letters.post_secret(kind, to=cast.amina, at=clock.at, until=clock.at + 30 * DAY)
    assert sending.send_due(clock) == 2
    nudge(cast.amina, 4, clock)
    clock.at += WEEK + 20 * HOUR
    sending.send_due(clock)
    assert sorted(subjects()) == ["Invitation 1", "Invitation 2", "Invitation 3", "Nudge 4"]


def test_patience_with_the_mail_server_starts_when_a_held_letter_may_go(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        nudge(cast.amina, number, clock)
        sending.send_due(clock)
    clock.at += WEEK + 2 * HOUR
    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", _refuse)
        sending.send_due(clock)
    assert Letter.objects.waiting().get().problem == "ConnectionRefusedError"
    clock.at += HOUR
    assert sending.send_due(clock) == 1


def _refuse(backend: EmailBackend, messages: Any) -> int:
    raise ConnectionRefusedError


def test_two_workers_with_two_letters_for_amina_tell_of_both_in_one(cast: Cast, clock: Clock) -> None:
    nudge(cast.amina, 1, clock)
    nudge(cast.amina, 2, clock)
    one, other = sending._claim_next(clock.at), sending._claim_next(clock.at)
    assert one is not None
    assert other is not None
    first, second = pace.let_through(one, at=clock.at), pace.let_through(other, at=clock.at)
    assert first is not None
    assert (first.digest, second) == (True, None)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_eight_workers_at_once_let_two_through(
    cast: Cast, clock: Clock, guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invitations, which no digest gathers. Where nothing is counted more than two come through."""
    for number in range(8):
        kind = InvitesYou(number=number, secret="key")
        letters.post_secret(kind, to=cast.amina, at=clock.at, until=clock.at + 30 * DAY)
    claimed = [sending._claim_next(clock.at) for _ in range(8)]
    if not guarded:
        monkeypatch.setattr(pace, "MOST", 99)
    race(8, lambda number: pace.let_through(_sure(claimed[number]), at=clock.at))
    assert (Letter.objects.exclude(turn_at=None).count() == 2) is guarded


def _sure(letter: Letter | None) -> Letter:
    assert letter is not None
    return letter


def test_half_a_year_of_a_busy_programme(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nudges by the dozen, a mail server that sleeps now and then, people who read, stop and choose hours."""
    chance = random.Random(4)
    people = [cast.amina, cast.bengt, cast.chen]
    for each, zone in zip(people, ("UTC", "Asia/Tokyo", "America/New_York"), strict=False):
        Person.objects.filter(pk=each.pk).update(time_zone=zone)
    arrived: dict[str, list[tuple[datetime, str]]] = {each.email: [] for each in people}
    down = False

    def arrive(backend: EmailBackend, messages: Any) -> int:
        if down:
            raise ConnectionRefusedError
        for each in messages:
            arrived[each.to[0]].append((clock.at, each.extra_headers["Message-ID"]))
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", arrive)
    for _step in range(180 * 2):
        clock.at += 12 * HOUR + timedelta(minutes=chance.randrange(-90, 90))
        down = chance.random() < 0.1
        for each in chance.sample(people, chance.randrange(3)):
            nudge(each, chance.randrange(9), clock)
        if chance.random() < 0.05:
            read = Letter.objects.visible_to(people[0]).order_by("?").first()
            actions.read(_sure(read or Letter.objects.first()), by=people[0], at=clock.at)
        sending.send_due(clock)
    for mails in arrived.values():
        times = [at for at, _ in mails]
        assert len({name for _, name in mails}) == len(mails) > 40  # nothing twice, and not silence either
        assert all(third - first >= WEEK for first, third in zip(times, times[2:], strict=False))
        assert all(first <= second for first, second in pairwise(times))
    old = Letter.objects.waiting().filter(posted_at__lt=clock.at - WEEK - 4 * DAY)
    assert list(old) == []  # whatever was posted has arrived, stands in a digest, or was read
    lost = Letter.objects.exclude(dropped_at=None).exclude(problem__in=(pace.READ, "ObjectDoesNotExist"))
    assert list(lost) == []
