"""What stands first on an organiser's page, and who has done what."""

from datetime import date, datetime, timedelta
from operator import attrgetter

import pytest

from counterpart.people.models import Offer, Person
from counterpart.people.newcomers import Newcomer, welcome
from counterpart.programmes import actions, inviting, queries, rules, tasks
from counterpart.programmes.importing import taking_in
from counterpart.programmes.models import Membership, Programme, SharedLink
from counterpart.programmes.queries import Progress, next_step
from counterpart.skills.models import Skill
from tests.cast import Cast
from tests.programmes.files import people

TODAY = date(2026, 5, 4)
State = Programme.State


def at(
    state: str, added: int, told: int, uninvited: int = 0, waiting: int = 0, closes: date | None = None
) -> str:
    progress = Progress(
        added=added, joined=told, told=told, uninvited=uninvited, unreminded=0, waiting=waiting
    )
    return next_step(Programme(state=state, closes_on=closes), progress, TODAY)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (at(State.DRAFT, 0, 0), "add"),
        (at(State.DRAFT, 5, 0, uninvited=5), "invite"),
        (at(State.COLLECTING, 5, 1), "collect"),
        (at(State.COLLECTING, 5, 1, waiting=1), "approve"),
        (at(State.COLLECTING, 5, 4, closes=TODAY), "collect"),
        (at(State.COLLECTING, 5, 4, closes=TODAY - timedelta(days=1)), "match"),
        (at(State.COLLECTING, 5, 1, closes=TODAY - timedelta(days=1)), "collect"),
        (at(State.COLLECTING, 5, 5, closes=TODAY), "match"),
        (at(State.MATCHING, 5, 5), "match"),
        (at(State.RUNNING, 5, 5, uninvited=2), "match"),
        (at(State.CLOSED, 5, 5, waiting=2), "closed"),
    ],
)
def test_one_thing_comes_first(found: str, expected: str) -> None:
    assert found == expected


def tell(person: Person) -> None:
    skill = Skill.objects.ours().first()
    assert skill
    Offer.objects.create(person=person, skill=skill)


def test_progress_counts_each_person_where_they_stand(cast: Cast, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, people(3), "a.csv", by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)
    tell(cast.amina)
    assert queries.progress(cast.programme) == Progress(
        added=5, joined=2, told=1, uninvited=3, unreminded=1, waiting=0
    )
    inviting.invite(cast.programme, by=cast.chen, at=now)
    inviting.remind(cast.programme, by=cast.chen, at=now)
    actions.leave(cast.bengt.memberships.get(), by=cast.bengt, at=now)
    found = queries.progress(cast.programme)
    assert found == Progress(added=4, joined=1, told=1, uninvited=0, unreminded=0, waiting=0)
    assert found.silent == 3


def test_the_roll_says_who_told_and_who_was_written_to(cast: Cast, now: datetime) -> None:
    tell(cast.amina)
    inviting.remind(cast.programme, by=cast.chen, at=now)
    done = attrgetter("person.name", "has_told", "reminded_at")
    assert [done(row) for row in queries.roll(cast.programme)] == [
        ("Amina Diallo", True, None),
        ("Bengt Lindqvist", False, now),
    ]
    assert [row.person for row in queries.roll(cast.programme, "told")] == [cast.amina]
    assert [row.person for row in queries.roll(cast.programme, "silent")] == [cast.bengt]


def test_many_reminders_are_written_in_the_background(cast: Cast, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, people(550), "a.csv", by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)
    inviting.invite_in_batches(cast.programme, by=cast.chen, at=now)
    assert inviting.remind(cast.programme, by=cast.chen, at=now) == 552
    for _ in range(2):
        tasks.remind.func(programme_id=str(cast.programme.pk), by_id=str(cast.chen.pk))
    assert queries.progress(cast.programme).unreminded == 0


def test_each_sees_the_programmes_they_belong_to(cast: Cast, now: datetime) -> None:
    def visible(person: Person) -> set[Programme]:
        return set(Programme.objects.visible_to(person))

    assert visible(cast.chen) == visible(cast.amina) == visible(cast.cora) == {cast.programme}
    assert visible(cast.dara) == visible(cast.eli) == {cast.elsewhere}
    assert visible(cast.olu) == set()
    assert set(Programme.objects.known_to(cast.olu)) == {cast.programme, cast.elsewhere}
    assert set(Programme.objects.known_to(cast.chen)) == {cast.programme}
    assert set(Membership.objects.visible_to(cast.dara)) == {cast.dara.memberships.get()}
    assert set(Membership.objects.visible_to(cast.chen)) == set(cast.programme.memberships.all())


def test_who_waits_or_left_sees_the_programme_no_more(cast: Cast, now: datetime) -> None:
    later = now + timedelta(days=1)
    link = inviting.share(cast.programme, domains=[], expires_at=later, cap=3, by=cast.chen, at=now)
    inviting.enter(link, cast.dara, at=now)
    actions.leave(cast.amina.memberships.get(), by=cast.amina, at=now)
    assert set(Programme.objects.visible_to(cast.dara)) == {cast.elsewhere}
    assert set(Programme.objects.visible_to(cast.amina)) == set()
    assert set(SharedLink.objects.visible_to(cast.dara)) == set()


def test_only_owners_and_organisers_make_programmes(cast: Cast) -> None:
    people = (cast.amina, cast.bengt, cast.chen, cast.cora, cast.dara, cast.eli, cast.olu)
    assert [each for each in people if rules.can_make(each)] == [cast.chen, cast.eli, cast.olu]
    assert [each for each in people if rules.can_organise(each, cast.programme)] == [cast.chen]
    assert [each for each in people if rules.can_appoint(each, cast.programme)] == [cast.chen, cast.olu]


def test_an_account_that_is_here_keeps_its_name(cast: Cast, now: datetime) -> None:
    found = welcome(
        [Newcomer("AMINA@example.org ", "Somebody"), Newcomer("new@example.org", "New", stage=1)], at=now
    )
    assert {email: person.name for email, person in found.items()} == {
        "amina@example.org": "Amina Diallo",
        "new@example.org": "New",
    }
    assert not found["new@example.org"].has_usable_password()
