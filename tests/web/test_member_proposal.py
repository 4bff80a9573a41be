"""Why you two, yes or not this time, and what somebody who waits reads."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from counterpart.matching.models import Answer, Proposal, Run, StillLooking
from counterpart.partnerships.models import Partnership
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme
from tests.cast import Cast
from tests.racing import race
from tests.web.proposing import propose, published_run, skill
from tests.web.reading import links_of, text_of

SignIn = Callable[[Person], Client]
YES = {"answer": "yes", "decides": "no"}


@pytest.fixture
def run(cast: Cast, now: datetime) -> Run:
    return published_run(cast, now)


@pytest.fixture
def proposal(run: Run, cast: Cast, now: datetime) -> Proposal:
    return propose(run, cast, now)


def address(proposal: Proposal) -> str:
    return reverse("proposal", args=[proposal.pk])


def test_home_asks_first(proposal: Proposal, cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).get("/")
    assert text_of(page)[text_of(page).index("Both ways") + 1] == "There is somebody for you: Bengt."
    assert links_of(page)["See why you two"] == address(proposal)


def test_amina_reads_both_directions_and_how_they_differ(
    proposal: Proposal, cast: Cast, signed_in: SignIn
) -> None:
    words = text_of(signed_in(cast.amina).get(address(proposal)))
    assert words[words.index("You could show Bengt") + 1] == "Spreadsheets"
    assert words[words.index("Bengt could show you") + 1] == "LinkedIn"
    assert words[words.index("Works with") + 1 : words.index("Works with") + 3] == ["Marketing", "Finance"]


def test_nobody_reads_a_dread_or_an_address_on_it(proposal: Proposal, cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).get(address(proposal)).text
    assert "My daughter laughs" not in page
    assert cast.bengt.email not in page
    assert "Bengt Lindqvist" in page


def test_a_yes_waits_for_the_other_and_two_are_together(
    proposal: Proposal, cast: Cast, signed_in: SignIn
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    assert amina.post(address(proposal), YES).headers["Location"] == "/"
    assert "You have answered. Now it is up to Bengt." in text_of(amina.get("/"))
    assert "You have answered." in text_of(amina.get(address(proposal)))
    there = bengt.post(address(proposal), YES).headers["Location"]
    assert there == reverse("partnership", args=[Partnership.objects.get().pk])
    assert amina.get(address(proposal)).headers["Location"] == there
    assert "LinkedIn" in text_of(amina.get(there))


def test_a_yes_asks_whether_one_decides(proposal: Proposal, cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.amina).post(address(proposal), {"answer": "yes"})
    assert answer.status_code == 422
    assert "Please say this before you say yes." in text_of(answer)
    assert Answer.objects.count() == 0


def test_not_this_time_needs_nothing_and_the_other_never_learns_who(
    proposal: Proposal, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(cast.amina).post(address(proposal), {"answer": "no"})
    words = text_of(signed_in(cast.bengt).get("/"))
    assert any(each.startswith("This one did not come together, we are looking again.") for each in words)
    assert [each for each in words if "Amina" in each] == []
    assert signed_in(cast.bengt).get(address(proposal)).headers["Location"] == "/"


def test_one_decides_ends_it_whichever_button_was_pressed(
    proposal: Proposal, cast: Cast, signed_in: SignIn
) -> None:
    signed_in(cast.amina).post(address(proposal), {"answer": "yes", "decides": "yes"})
    assert Answer.objects.get().says == "decides"
    assert Partnership.objects.count() == 0


def test_a_second_answer_changes_nothing(proposal: Proposal, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.post(address(proposal), YES)
    amina.post(address(proposal), {"answer": "no"})
    assert Answer.objects.get().says == "yes"


def test_dara_chen_and_olu_find_no_proposal(proposal: Proposal, cast: Cast, signed_in: SignIn) -> None:
    for who in (cast.dara, cast.chen, cast.olu, cast.cora):
        client = signed_in(who)
        assert (
            client.get(address(proposal)).status_code,
            client.post(address(proposal), YES).status_code,
        ) == (
            404,
            404,
        )


def test_what_is_not_published_is_nobodys(
    proposal: Proposal, run: Run, cast: Cast, signed_in: SignIn
) -> None:
    Run.objects.filter(pk=run.pk).update(published_at=None)
    Proposal.objects.update(lapses_at=None)
    assert signed_in(cast.amina).get(address(proposal)).status_code == 404
    assert "There is somebody for you: Bengt." not in text_of(signed_in(cast.amina).get("/"))


def test_a_lapsed_one_is_answered_no_more(
    proposal: Proposal, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    Proposal.objects.update(lapses_at=now - timedelta(hours=1))
    amina = signed_in(cast.amina)
    assert amina.get(address(proposal)).headers["Location"] == "/"
    amina.post(address(proposal), YES)
    assert Answer.objects.count() == 0


def test_whoever_is_left_out_reads_what_is_next_and_what_helps(
    run: Run, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now)
    people.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    StillLooking.objects.create(run=run, person=cast.amina, reason="private-rule")
    words = text_of(signed_in(cast.amina).get("/"))
    assert "There was nobody for you this time. You come first next time." in words
    assert "One thing that helps:" in " ".join(words)
    assert [each for each in words if "rule" in each] == []


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("nothing", "Say what you can show and what you'd like."),
        ("offer", "What would you like?"),
        ("wish", "What can you show?"),
        ("both", "We are looking for your counterpart."),
    ],
)
def test_home_says_the_one_next_thing(
    cast: Cast, now: datetime, signed_in: SignIn, told: str, sentence: str
) -> None:
    if told in ("offer", "both"):
        people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now)
    if told in ("wish", "both"):
        people.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    page = signed_in(cast.amina).get("/")
    assert text_of(page).count(sentence) == 1


def test_somebody_added_joins_from_home(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    membership = Membership.objects.create(
        programme=cast.programme, person=cast.dara, added_at=now, admitted_at=now, added_by=cast.chen
    )
    dara = signed_in(cast.dara)
    join = reverse("membership-join", args=[membership.pk])
    assert links_of(dara.get("/"))["See what it is"] == join
    assert "Yes, come in" in text_of(dara.get(join))
    assert signed_in(cast.amina).post(join).status_code == 404
    dara.post(join)
    assert Membership.objects.joined().filter(pk=membership.pk).exists()


def test_olu_who_is_in_nothing_reads_so(cast: Cast, signed_in: SignIn) -> None:
    assert "Hello, Olu." in text_of(signed_in(cast.olu).get("/"))


def test_whoever_has_not_signed_in_is_led_to_the_door(client: Client, cast: Cast) -> None:
    assert client.get("/").headers["Location"] == f"{reverse('account_request_login_code')}?next=%2F"


@pytest.mark.django_db(transaction=True)
def test_two_yeses_and_a_no_at_once_have_one_outcome(
    proposal: Proposal, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    """Each clicks twice, at the same moment: whoever is second answers nothing, and it is settled once."""
    said = [
        (cast.amina, YES),
        (cast.bengt, YES),
        (cast.amina, {"answer": "no"}),
        (cast.bengt, {"answer": "no"}),
    ]
    clients = [(signed_in(who), what) for who, what in said]
    race(4, lambda number: clients[number][0].post(address(proposal), clients[number][1]))
    proposal.refresh_from_db()
    answers = sorted(Answer.objects.values_list("says", flat=True))
    assert (answers, proposal.outcome, Partnership.objects.count()) in [
        (["yes", "yes"], "together", 1),
        (["no", "yes"], "apart", 0),
        (["no"], "apart", 0),
    ]


def test_amina_leaves_without_a_reason(cast: Cast, signed_in: SignIn) -> None:
    membership = Membership.objects.get(person=cast.amina)
    leave = reverse("membership-leave", args=[membership.pk])
    assert signed_in(cast.bengt).post(leave).status_code == 404
    amina = signed_in(cast.amina)
    assert amina.get(leave).status_code == 200
    assert [amina.post(leave).status_code for _ in range(2)] == [302, 404]
    assert not Membership.objects.current().filter(pk=membership.pk).exists()


@pytest.mark.parametrize(
    ("state", "days", "sentence"),
    [
        ("collecting", 3, "Answers are collected until"),
        ("collecting", -3, "Answers were collected until"),
        ("matching", -3, "The answers are in, and your organiser looks at the match now."),
        ("running", -3, "The first match is made; you come into the next one."),
    ],
)
def test_whoever_waits_reads_what_is_true_today(
    cast: Cast, now: datetime, signed_in: SignIn, state: str, days: int, sentence: str
) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(
        state=state, closes_on=(now + timedelta(days=days)).date()
    )
    people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now)
    people.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    words = text_of(signed_in(cast.amina).get("/"))
    assert len([each for each in words if each.startswith(sentence)]) == 1
