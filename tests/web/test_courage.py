"""The pages of small steps: mine, what the counterpart is let to see, and the question of the month."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.partnerships import actions as together
from counterpart.partnerships.actions import beside, courage
from counterpart.partnerships.models import CheckIn, Partnership, Sharing, Step
from counterpart.partnerships.queries import courage as queries
from counterpart.people import actions as people
from counterpart.people.models import Person, Seek
from counterpart.skills.models import Skill
from tests.cast import Cast
from tests.web.reading import fields_of, links_of, text_of

SignIn = Callable[[Person], Client]


@pytest.fixture
def pair(cast: Cast, now: datetime) -> Partnership:
    return together.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def wish(cast: Cast, now: datetime) -> Seek:
    skill = Skill.objects.get(slug="public-speaking")
    return people.tell_seek(skill, by=cast.amina, at=now, dread="They will laugh")


@pytest.fixture
def amina(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.amina)


@pytest.fixture
def bengt(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.bengt)


def page(wish: Seek) -> str:
    return reverse("courage-wish", args=[wish.pk])


def add(client: Client, wish: Seek, words: str, predicted: object, key: str = "") -> Any:
    return client.post(page(wish), {"words": words, "predicted": predicted, "key": key or str(uuid4())})


def do(client: Client, words: str, real: object) -> Any:
    """There is one step of these words; they are sealed, so it is the last one added."""
    step = Step.objects.latest("made_at")
    return client.post(reverse("courage-step", args=[step.pk]), {"real": real}, follow=True)


def test_from_the_profile_to_a_first_step_and_what_it_was(amina: Client, wish: Seek) -> None:
    link = page(wish)
    assert f'href="{link}"' in amina.get(reverse("profile")).text
    begin = "Cut it into steps so small that the first is almost nothing. You choose them, and when."
    assert begin in text_of(amina.get(link))
    assert add(amina, wish, "Read aloud", 40).status_code == 302
    assert "The first step is there. It waits for as long as you like." in text_of(amina.get(link))
    after = text_of(do(amina, "Read aloud", 15))
    assert "One small step done, and it was easier than you thought." in after
    assert "You thought 40, it was 15. Easier than you thought." in after


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([(40, 15), (50, 20)], "2 small steps done. Every one was easier than you thought."),
        ([(40, 60), (50, 20)], "2 small steps done. The last one was easier than you thought."),
        ([(40, 40)], "One small step done. The last one was just as you thought, and you did it."),
        (
            [(40, 15), (50, 70)],
            "2 small steps done. The last one asked more of you than you thought, "
            "and you did it all the same.",
        ),
    ],
)
def test_what_is_said_notices_and_never_belittles(
    amina: Client, wish: Seek, figures: list[tuple[int, int]], said: str
) -> None:
    for predicted, real in figures:
        add(amina, wish, "A step", predicted)
        do(amina, "A step", real)
    assert said in text_of(amina.get(page(wish)))
    assert said in text_of(amina.get(reverse("courage")))


def test_an_idea_that_was_tapped_stands_in_the_field(amina: Client, wish: Seek) -> None:
    shown = amina.get(page(wish), {"idea": "1"})
    assert fields_of(shown)["words"] == "Say the first two sentences of a talk to one person"
    for other in ("99", "-1", "x", "٣", "9" * 9999):
        assert fields_of(amina.get(page(wish), {"idea": other}))["words"] == ""


def test_an_idea_that_is_taken_is_not_offered_again(amina: Client, wish: Seek) -> None:
    idea = "Read one paragraph aloud, alone, standing up"
    assert idea in text_of(amina.get(page(wish)))
    add(amina, wish, idea, 20)
    assert text_of(amina.get(page(wish))).count(idea) == 1  # as a step


@pytest.mark.parametrize(
    ("words", "predicted"),
    [
        *(("", 40), ("a\x00b", 40), ("x" * 301, 40), ("a", ""), ("a", -1), ("a", 101), ("a", "1e309")),
        *(("a", "nan"), ("a", "9" * 5000), ("a", "40.5")),
    ],
)
def test_what_cannot_be_kept_stays_on_the_page(
    amina: Client, wish: Seek, words: str, predicted: object
) -> None:
    assert add(amina, wish, words, predicted).status_code == 422
    assert Step.objects.count() == 0


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "‮مرحبا", "🙂" * 300])
def test_any_words_come_back_as_they_were(amina: Client, wish: Seek, words: str) -> None:
    assert add(amina, wish, words, 40).status_code == 302
    shown = amina.get(page(wish))
    assert words in text_of(shown)
    assert "<script>alert(1)" not in shown.text


def test_a_double_click_adds_one_step_and_does_it_once(amina: Client, wish: Seek) -> None:
    key = str(uuid4())
    assert [add(amina, wish, "Read aloud", 40, key).status_code for _ in range(2)] == [302, 302]
    assert Step.objects.count() == 1
    do(amina, "Read aloud", 10)
    assert "You told before how this one was; that stays." in text_of(do(amina, "Read aloud", 90))
    assert "You thought 40, it was 10. Easier than you thought." in text_of(amina.get(page(wish)))


def test_how_it_was_is_asked_again_where_it_is_no_figure(amina: Client, wish: Seek) -> None:
    add(amina, wish, "Read aloud", 40)
    step = reverse("courage-step", args=[Step.objects.get().pk])
    assert amina.get(step).status_code == 200
    assert amina.post(step, {"real": "much"}).status_code == 422
    amina.post(step, {"real": "0"})
    assert amina.get(step).status_code == 302  # nothing to ask any more


def test_steps_change_places_and_go(amina: Client, wish: Seek) -> None:
    for words, predicted in (("small", 10), ("large", 90)):
        add(amina, wish, words, predicted)
    small = Step.objects.get(place=0)

    def order() -> list[str]:
        return [words for words in text_of(amina.get(page(wish))) if words in ("small", "large")][:2]

    move = reverse("courage-step-move", args=[small.pk])
    amina.post(move, {"to": "later"})
    assert order() == ["large", "small"]
    amina.post(reverse("courage-order", args=[wish.pk]))
    assert order() == ["small", "large"]
    amina.post(move, {"to": "nowhere"})
    amina.post(move, {"to": "away"})
    assert amina.post(move, {"to": "away"}).status_code == 404
    assert [each.place for each in Step.objects.all()] == [1]


def test_what_makes_her_nervous_is_said_here_too(amina: Client, wish: Seek, cast: Cast) -> None:
    nervous = reverse("courage-nervous", args=[wish.pk])
    amina.post(nervous, {"dread": "My voice shakes"})
    assert queries.path(cast.amina, wish).wish.dread == "They will laugh"  # as this row was read
    assert queries.path(cast.amina, Seek.objects.get()).wish.dread == "My voice shakes"
    assert amina.post(nervous, {"dread": "x" * 401}).status_code == 422
    amina.post(nervous, {"dread": ""})
    assert queries.path(cast.amina, Seek.objects.get()).wish.dread is None


def test_how_sure_then_and_now(amina: Client, wish: Seek) -> None:
    sure = reverse("courage-sure", args=[wish.pk])
    for value, said in (
        ("20", ""),
        ("60", "You began at 20 and are at 60 now."),
        ("20", "You began at 20 and are there now. What you did stays done."),
        ("5", "You began at 20 and are at 5 now. Looking closer can do that; what you did stays done."),
    ):
        amina.post(sure, {"value": value, "key": str(uuid4())})
        assert [words for words in text_of(amina.get(page(wish))) if words.startswith("You began")] == (
            [said] if said else []
        )
    assert amina.post(sure, {"value": "", "key": str(uuid4())}).status_code == 422
    assert CheckIn.objects.count() == 4


def test_a_private_wish_has_steps_like_any_other(amina: Client, cast: Cast, now: datetime) -> None:
    private = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True)
    assert add(amina, private, "Write a letter", 50).status_code == 302
    shown = text_of(amina.get(page(private)))
    assert "Leaving the firm" in shown
    assert "Watch somebody do it, and only watch" in shown


def test_nobody_else_finds_anything(
    amina: Client, wish: Seek, pair: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    add(amina, wish, "Read aloud", 40)
    step = Step.objects.get()
    for who in (cast.bengt, cast.chen, cast.cora, cast.dara, cast.olu):
        client = signed_in(who)
        assert client.get(page(wish)).status_code == 404
        assert add(client, wish, "Mine", 1).status_code == 404
        for name in ("courage-nervous", "courage-sure", "courage-order", "courage-share"):
            assert client.post(reverse(name, args=[wish.pk]), {"with": pair.pk}).status_code == 404
        for name in ("courage-step", "courage-step-move"):
            assert client.post(reverse(name, args=[step.pk]), {"real": 1, "to": "away"}).status_code == 404
        shared = client.get(reverse("together-courage", args=[pair.pk]))
        assert shared.status_code == (200 if who == cast.bengt else 404)
        assert "Read aloud" not in shared.text
        stand = reverse("together-beside", args=[pair.pk, step.pk])
        assert client.post(stand, {"how": "with_you"}).status_code == 404
    assert "Read aloud" not in signed_in(cast.bengt).get(reverse("partnership", args=[pair.pk])).text
    assert [(each.done_at, each.place) for each in Step.objects.all()] == [(None, 0)]


def test_shared_bengt_reads_it_stands_beside_and_it_can_be_taken_back(
    amina: Client, bengt: Client, wish: Seek, pair: Partnership
) -> None:
    add(amina, wish, "Read aloud", 40)
    share = reverse("courage-share", args=[wish.pk])
    amina.post(share, {"with": pair.pk, "see": "yes"})
    seen = "You and Bengt Lindqvist see these steps and both lines. What makes you nervous stays with you."
    assert seen in text_of(amina.get(page(wish)))

    link = links_of(bengt.get(reverse("partnership", args=[pair.pk])))["See them"]
    shared = bengt.get(link)
    assert "Read aloud" in text_of(shared)
    assert "They will laugh" not in shared.text
    step = Step.objects.get()
    stand = reverse("together-beside", args=[pair.pk, step.pk])
    for how in ("with_you", "with_you", "nonsense"):
        assert bengt.post(stand, {"how": how}).status_code == 302
    assert "Bengt is with you." in text_of(amina.get(page(wish)))
    assert "You are beside this step." in text_of(bengt.get(link))
    bengt.post(stand, {"how": "together"})
    assert "Bengt would like to do this together with you." in text_of(amina.get(page(wish)))

    assert bengt.post(reverse("courage-step", args=[step.pk]), {"real": 1}).status_code == 404
    amina.post(share, {"with": pair.pk})
    assert "Read aloud" not in bengt.get(link).text
    assert bengt.post(stand, {"how": "together"}).status_code == 404
    assert "See them" not in links_of(bengt.get(reverse("partnership", args=[pair.pk])))


def test_once_they_have_parted_bengt_reads_nothing(
    amina: Client, bengt: Client, wish: Seek, pair: Partnership, cast: Cast, now: datetime
) -> None:
    add(amina, wish, "Read aloud", 40)
    beside.share(wish, pair, by=cast.amina, at=now)
    together.end(pair, by=cast.bengt, at=now)
    assert "Read aloud" not in bengt.get(reverse("together-courage", args=[pair.pk])).text
    assert "Read aloud" in amina.get(page(wish)).text
    assert "Only you see this." in text_of(amina.get(page(wish)))


@pytest.mark.parametrize("with_whom", ["", "x", "6f1c2c58-0f7e-4c59-9b0a-52a3c1d7b6f0", "1" * 999])
def test_it_is_shared_with_nobody_one_is_not_together_with(amina: Client, wish: Seek, with_whom: str) -> None:
    address = reverse("courage-share", args=[wish.pk])
    assert amina.post(address, {"with": with_whom, "see": "yes"}).status_code == 404
    assert Sharing.objects.count() == 0


def test_after_parting_a_late_click_shares_nothing(
    amina: Client, wish: Seek, pair: Partnership, cast: Cast, now: datetime
) -> None:
    together.end(pair, by=cast.bengt, at=now)
    address = reverse("courage-share", args=[wish.pk])
    after = amina.post(address, {"with": pair.pk, "see": "yes"}, follow=True)
    assert "You have parted, so nothing more is shared." in text_of(after)


def test_once_a_month_home_asks_and_not_this_month_is_an_answer(
    amina: Client, wish: Seek, cast: Cast, now: datetime
) -> None:
    question = "How sure do you feel by now?"
    then = now - timedelta(days=31)
    courage.add_step(wish, "Read aloud", 40, key=uuid4(), by=cast.amina, at=then)
    home = amina.get("/")
    assert question in text_of(home)
    assert "Speaking" not in home.text
    amina.post(reverse("courage-later"))
    assert question not in text_of(amina.get("/"))


def test_the_question_of_the_month_takes_a_figure_and_leaves_out_what_is_empty(
    amina: Client, wish: Seek, cast: Cast, now: datetime
) -> None:
    other = people.tell_seek(Skill.objects.get(slug="linkedin"), by=cast.amina, at=now)
    people.tell_seek(Skill.objects.get(slug="python"), by=cast.amina, at=now)  # not begun
    for seek in (wish, other):
        add(amina, seek, "A step", 40)
    asked = reverse("courage-check-in")
    fields = fields_of(amina.get(asked))
    assert sorted(name for name in fields if name.endswith("value")) == sorted(
        f"{seek.pk}-value" for seek in (wish, other)
    )
    data = {**fields, f"{wish.pk}-value": "55"}
    assert amina.post(asked, {**data, f"{other.pk}-value": "500"}).status_code == 422
    assert CheckIn.objects.count() == 0
    assert [amina.post(asked, data).status_code for _ in range(2)] == [302, 302]
    assert [each.seek for each in CheckIn.objects.all()] == [wish]


def test_the_pages_cost_the_same_for_one_step_and_for_many(
    amina: Client,
    bengt: Client,
    wish: Seek,
    pair: Partnership,
    cast: Cast,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    beside.share(wish, pair, by=cast.amina, at=now)
    last = None
    for count in (1, 20):
        for number in range(count):
            last = courage.add_step(wish, "A step", number, key=uuid4(), by=cast.amina, at=now)
            beside.stand_beside(last, pair, "with_you", by=cast.bengt, at=now)
            courage.check_in(wish, number, key=uuid4(), by=cast.amina, at=now)
        assert last is not None
        with django_assert_num_queries(OVERVIEW):
            amina.get(reverse("courage"))
        with django_assert_num_queries(WISH):
            amina.get(page(wish))
        with django_assert_num_queries(STEP):
            amina.get(reverse("courage-step", args=[last.pk]))
        with django_assert_num_queries(CHECK_IN):
            amina.get(reverse("courage-check-in"))
        with django_assert_num_queries(SHARED):
            bengt.get(reverse("together-courage", args=[pair.pk]))


OVERVIEW, WISH, STEP, CHECK_IN, SHARED = 10, 16, 10, 10, 12


def test_a_step_survives_a_sign_in(cast: Cast, wish: Seek) -> None:
    client = Client()
    client.post(page(wish), {"words": "Read aloud", "predicted": "40", "writer": str(cast.amina.pk)})
    client.force_login(cast.amina)
    kept = fields_of(client.get(page(wish)))
    assert (kept["words"], kept["predicted"]) == ("Read aloud", "40")


def test_taken_away_in_another_window_is_said_plainly(
    amina: Client, wish: Seek, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wish goes between the look and the deed."""
    add(amina, wish, "Read aloud", 40)
    step = Step.objects.get().pk

    def gone(*_args: object, **_named: object) -> None:
        raise courage.NoLongerThere

    for name in ("add_step", "do_step", "move", "smallest_first", "name_dread", "check_in"):
        monkeypatch.setattr(courage, name, gone)
    key = str(uuid4())
    for address, data in (
        (page(wish), {"words": "a", "predicted": "1", "key": key}),
        (reverse("courage-step", args=[step]), {"real": "1"}),
        (reverse("courage-step-move", args=[step]), {"to": "later"}),
        (reverse("courage-order", args=[wish.pk]), {}),
        (reverse("courage-nervous", args=[wish.pk]), {}),
        (reverse("courage-sure", args=[wish.pk]), {"value": "1", "key": key}),
    ):
        after = text_of(amina.post(address, data, follow=True))
        assert "It was taken away a moment ago, in another window." in after


def test_home_leads_to_small_steps_whoever_wishes_something_and_nobody_else(
    amina: Client, bengt: Client, wish: Seek
) -> None:
    doors = [reverse("courage") in links_of(who.get(reverse("home"))).values() for who in (amina, bengt)]

    assert doors == [True, False]
