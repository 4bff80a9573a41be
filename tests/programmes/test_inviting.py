"""Letters, one reminder, a link for many: each once, and nobody more than that."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.people.models import Offer, Person, Token
from counterpart.people.newcomers import Newcomer
from counterpart.programmes import actions, inviting, tasks
from counterpart.programmes.importing import taking_in
from counterpart.programmes.models import (
    Invitation,
    Membership,
    MembershipQuerySet,
    Organiser,
    Programme,
    SharedLink,
)
from counterpart.skills.models import Skill
from tests.cast import Cast, person
from tests.programmes.files import people
from tests.racing import race


def add(cast: Cast, count: int, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, people(count), "people.csv", by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)


def letters(kind: str) -> list[str]:
    found = Letter.objects.filter(kind=f"counterpart.programmes.letters.{kind}")
    return sorted(found.values_list("to__email", flat=True))


def link(cast: Cast, now: datetime, *, domains: tuple[str, ...] = (), cap: int = 10) -> SharedLink:
    later = now + timedelta(days=3)
    return inviting.share(
        cast.programme, domains=list(domains), expires_at=later, cap=cap, by=cast.chen, at=now
    )


def test_everybody_added_is_written_to_once_and_who_came_in_is_not(cast: Cast, now: datetime) -> None:
    add(cast, 3, now)
    assert inviting.invite(cast.programme, by=cast.chen, at=now) == 3
    assert inviting.invite(cast.programme, by=cast.chen, at=now) == 0
    assert letters("Invited") == ["p0@example.org", "p1@example.org", "p2@example.org"]


def test_inviting_opens_the_collecting(cast: Cast, now: datetime) -> None:
    Programme.objects.update(state=Programme.State.DRAFT)
    programme = Programme.objects.get(pk=cast.programme.pk)
    inviting.invite(programme, by=cast.chen, at=now)
    assert programme.state == Programme.State.COLLECTING


def test_an_invitation_carries_a_link_that_only_its_letter_knows(cast: Cast, now: datetime) -> None:
    add(cast, 1, now)
    inviting.invite(cast.programme, by=cast.chen, at=now)
    letter, token = Letter.objects.get(), Token.objects.get()
    words = words_of(letter)
    raw = words.path.strip("/").split("/")[-1]
    assert len(raw) >= 43
    assert raw not in str(Letter.objects.values().get()) + str(Token.objects.values().get())
    assert token.expires_at == letter.until == now + timedelta(days=30)
    assert words.subject == "You are invited to Both ways"
    assert words.paragraphs[0] == "Chen Wei invites you to Both ways."
    assert words.paragraphs[-1] == (
        "If something troubles you, write to Cora Okafor (cora@example.org), who does not organise it."
    )


def test_only_the_silent_are_reminded_and_only_once(cast: Cast, now: datetime) -> None:
    add(cast, 3, now)
    inviting.invite(cast.programme, by=cast.chen, at=now)
    skill = Skill.objects.ours().first()
    assert skill
    told = Membership.objects.get(person__email="p0@example.org")
    actions.join(told, by=told.person, at=now)
    Offer.objects.create(person=told.person, skill=skill)
    came_in = Membership.objects.get(person__email="p1@example.org")
    actions.join(came_in, by=came_in.person, at=now)
    actions.leave(cast.amina.memberships.get(), by=cast.amina, at=now)

    assert inviting.remind(cast.programme, by=cast.chen, at=now) == 3
    assert inviting.remind(cast.programme, by=cast.chen, at=now) == 0
    assert letters("Reminded") == ["bengt@example.org", "p1@example.org", "p2@example.org"]


def test_whoever_was_never_written_to_is_invited_and_not_reminded(cast: Cast, now: datetime) -> None:
    add(cast, 1, now)
    inviting.remind(cast.programme, by=cast.chen, at=now)
    assert letters("Reminded") == ["amina@example.org", "bengt@example.org"]


def test_very_many_letters_are_written_in_the_background(cast: Cast, now: datetime) -> None:
    add(cast, 600, now)
    assert inviting.invite(cast.programme, by=cast.chen, at=now) == 600
    assert letters("Invited") == []
    for _ in range(2):
        tasks.invite.func(programme_id=str(cast.programme.pk), by_id=str(cast.chen.pk))
    assert len(letters("Invited")) == 600


def invite_five_times(cast: Cast, now: datetime) -> list[str]:
    add(cast, 1, now)
    return race(5, lambda _: inviting.invite(cast.programme, by=cast.chen, at=now))


@pytest.mark.django_db(transaction=True)
def test_five_clicks_at_once_send_one_letter(cast: Cast, now: datetime) -> None:
    assert set(invite_five_times(cast, now)) <= {"done", "AlreadyInvited"}
    assert letters("Invited") == ["p0@example.org"]


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_invitation(cast: Cast, now: datetime) -> None:
    """The guard of the race above: without it both letters would be written."""
    add(cast, 1, now)
    inviting.invite(cast.programme, by=cast.chen, at=now)
    first = Invitation.objects.get()
    token = Token.objects.create(
        person=first.membership.person, digest="x", expires_at=now, purpose="invitation"
    )
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        Invitation.objects.create(membership=first.membership, token=token)


# --- The shared link ----------------------------------------------------------------------------


def test_an_address_of_the_domain_comes_in_at_once_and_others_wait(cast: Cast, now: datetime) -> None:
    shared = link(cast, now, domains=("example.org",))
    stranger = Person.objects.create_user("gil@sub.example.org", name="Gil")
    assert inviting.enter(shared, cast.dara, at=now).admitted_at == now
    assert inviting.enter(shared, stranger, at=now).admitted_at is None
    assert Membership.objects.joined().filter(person=cast.dara, programme=cast.programme).exists()
    assert not Membership.objects.current().filter(person=stranger).exists()


def test_entering_twice_changes_nothing(cast: Cast, now: datetime) -> None:
    shared = link(cast, now)
    first = inviting.enter(shared, cast.dara, at=now)
    assert inviting.enter(shared, cast.dara, at=now + timedelta(hours=1)) == first
    assert inviting.enter(shared, cast.amina, at=now).joined_at == cast.amina.memberships.get().joined_at


def test_a_link_can_be_shown_again_and_is_found_by_its_words_alone(cast: Cast, now: datetime) -> None:
    shared = link(cast, now)
    assert inviting.find_link(inviting.words_of(shared)) == shared
    assert inviting.find_link(shared.pk.hex) is None
    assert inviting.words_of(shared) not in str(SharedLink.objects.values().get())


@pytest.mark.parametrize("what", ["revoked", "expired", "replaced", "closed"])
def test_a_link_that_is_no_longer_good_lets_nobody_in(cast: Cast, now: datetime, what: str) -> None:
    shared, at = link(cast, now), now
    if what == "revoked":
        inviting.revoke(shared, by=cast.chen, at=now)
    elif what == "expired":
        at = now + timedelta(days=4)
    elif what == "replaced":
        link(cast, now)
    else:
        actions.close(cast.programme, by=cast.chen, at=now)
    with pytest.raises(inviting.LinkNotGood):
        inviting.enter(shared, cast.dara, at=at)


def enter_six_at_once(cast: Cast, now: datetime) -> list[str]:
    shared = link(cast, now, cap=2)
    guests = [person(f"Guest{at}") for at in range(6)]
    return race(6, lambda number: inviting.enter(shared, guests[number], at=now))


@pytest.mark.django_db(transaction=True)
def test_no_more_people_come_in_than_the_link_was_made_for(cast: Cast, now: datetime) -> None:
    assert enter_six_at_once(cast, now) == ["LinkFull"] * 4 + ["done"] * 2
    assert Membership.objects.exclude(via=None).count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_counting_all_six_would_come_in(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MembershipQuerySet, "count", lambda rows: 0)
    assert enter_six_at_once(cast, now) == ["done"] * 6


def test_admitted_and_turned_away_each_get_a_letter(cast: Cast, now: datetime) -> None:
    shared = link(cast, now)
    gil, hana = person("Gil"), person("Hana")
    inviting.admit(inviting.enter(shared, gil, at=now), by=cast.chen, at=now)
    inviting.turn_away(inviting.enter(shared, hana, at=now), by=cast.chen, at=now)
    assert (letters("Admitted"), letters("TurnedAway")) == (["gil@example.org"], ["hana@example.org"])
    assert Membership.objects.joined().filter(person=gil).exists()
    assert not Membership.objects.current().filter(person=hana).exists()
    for letter in Letter.objects.all():
        assert words_of(letter).paragraphs


def answer_both_ways(cast: Cast, now: datetime) -> list[str]:
    waiting = inviting.enter(link(cast, now), person("Gil"), at=now)
    deeds = (inviting.admit, inviting.turn_away)
    return race(4, lambda number: deeds[number % 2](waiting, by=cast.chen, at=now))


@pytest.mark.django_db(transaction=True)
def test_of_a_yes_and_a_no_at_once_one_counts(cast: Cast, now: datetime) -> None:
    assert answer_both_ways(cast, now) == ["AlreadyAnswered"] * 3 + ["done"]
    assert len(letters("Admitted") + letters("TurnedAway")) == 1


@pytest.mark.django_db(transaction=True)
def test_without_its_condition_both_answers_would_be_sent(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unguarded(rows: MembershipQuerySet, **said: object) -> int:
        return QuerySet.update(Membership.objects.all(), **said)

    monkeypatch.setattr(MembershipQuerySet, "update", unguarded)
    assert answer_both_ways(cast, now) == ["done"] * 4


# --- Organisers -----------------------------------------------------------------------------------


def dismiss_each_other(cast: Cast, now: datetime) -> list[str]:
    chen = cast.programme.organisers.get()
    eli = Organiser.objects.create(programme=cast.programme, person=cast.eli, by=cast.chen, at=now)
    return race(2, lambda number: actions.dismiss((chen, eli)[number], by=cast.chen, at=now))


@pytest.mark.django_db(transaction=True)
def test_two_organisers_who_dismiss_each_other_do_not_both_go(cast: Cast, now: datetime) -> None:
    assert dismiss_each_other(cast, now) == ["LastOrganiser", "done"]
    assert cast.programme.organisers.count() == 1


def test_the_contact_cannot_be_appointed(cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.ContactOrganises):
        actions.appoint(cast.programme, Newcomer("cora@example.org", "Cora"), by=cast.chen, at=now)
    with pytest.raises(actions.AlreadyOrganises):
        actions.appoint(cast.programme, Newcomer("chen@example.org", "Chen"), by=cast.olu, at=now)


def test_a_closed_programme_stays_closed_and_its_doors_with_it(cast: Cast, now: datetime) -> None:
    link(cast, now)
    upload = taking_in.upload(cast.programme, people(1), "a.csv", by=cast.chen, at=now)
    actions.close(cast.programme, by=cast.chen, at=now)
    with pytest.raises(actions.AlreadyClosed):
        actions.close(cast.programme, by=cast.chen, at=now)
    actions.open_collecting(cast.programme, by=cast.chen, at=now)
    actions.begin_matching(cast.programme, by=cast.chen, at=now)
    upload.refresh_from_db()
    assert (cast.programme.state, upload.table) == (Programme.State.CLOSED, None)
    assert not SharedLink.objects.filter(revoked_at=None).exists()


def test_saying_yes_twice_is_one_yes_and_who_left_cannot(cast: Cast, now: datetime) -> None:
    membership = cast.amina.memberships.get()
    actions.join(membership, by=cast.amina, at=now + timedelta(days=1))
    membership.refresh_from_db()
    assert membership.joined_at == now
    actions.leave(membership, by=cast.amina, at=now)
    with pytest.raises(actions.AlreadyLeft):
        actions.leave(membership, by=cast.amina, at=now)
    with pytest.raises(actions.AlreadyLeft):
        actions.join(membership, by=cast.amina, at=now)


def terms(contact: str) -> actions.Terms:
    return actions.Terms(name="Spring", contact=Newcomer(f"{contact}@example.org", contact.title()))


def test_whoever_people_can_turn_to_is_told_once(cast: Cast, now: datetime) -> None:
    programme = actions.prepare(terms("cora"), by=cast.chen, at=now)
    actions.change(programme, terms("cora"), by=cast.chen, at=now)
    actions.change(programme, terms("gil"), by=cast.chen, at=now)
    assert letters("Trusted") == ["cora@example.org", "gil@example.org"]
    assert programme.contact == Person.objects.get(email="gil@example.org")


def test_a_change_of_terms_does_not_undo_a_step_taken_meanwhile(cast: Cast, now: datetime) -> None:
    stale = Programme.objects.get(pk=cast.programme.pk)
    actions.begin_matching(cast.programme, by=cast.chen, at=now)
    actions.change(stale, terms("cora"), by=cast.chen, at=now)
    stale.refresh_from_db()
    assert (stale.name, stale.state) == ("Spring", Programme.State.MATCHING)


def test_an_organiser_cannot_become_the_contact_by_a_change(cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.ContactOrganises):
        actions.change(cast.programme, terms("chen"), by=cast.chen, at=now)
    cast.programme.refresh_from_db()
    assert (cast.programme.contact, letters("Trusted")) == (cast.cora, [])
