"""The pages of stories: a list that ends, one story, and what an organiser sees."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.stories import actions
from counterpart.stories.models import Comment, Story
from tests.cast import Cast, join, person
from tests.stories.conftest import tell, topic
from tests.web.reading import links_of, text_of

SignIn = Callable[[Person], Client]


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_pages_cost_the_same_with_few_and_with_many(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    story, amina = tell(cast, cast.bengt, now), signed_in(cast.amina)
    pages = (reverse("stories"), reverse("story", args=[story.pk]))
    amina.get(pages[1])
    counts = []
    for n in (1, 12):
        for k in range(n):
            other = person(f"M{n}x{k} Young")
            join(cast.programme, other, now)
            more = tell(cast, other, now)
            actions.comment(story, "Me too", key=uuid4(), by=other, at=now)
            actions.comment(more, "Me too", key=uuid4(), by=other, at=now)
        counts.append([asked(amina, each) for each in pages])

    assert counts[0] == counts[1] == [10, 14]


def test_the_list_ends_and_says_so(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    for n in range(14):
        tell(cast, (cast.bengt, cast.amina)[n % 2], now, title=f"Story {n}")
    amina = signed_in(cast.amina)

    pages = [text_of(amina.get(reverse("stories"), {"page": n})) for n in (1, 2)]

    assert [page.count("That is all for now.") for page in pages] == [0, 1]


def test_whatever_stands_in_the_address_the_list_answers(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    for said in (
        {"kind": "\x00"},
        {"topic": "\x00' OR 1=1"},
        {"page": "9" * 40},
        {"topic": "ü" * 999},
        {"from": "x"},
    ):
        assert amina.get(reverse("stories"), said).status_code == 200
    for which in ("nonsense", "\x00", str(uuid4())):
        story = Story.objects.first() or tell(cast, cast.bengt, cast.at)
        assert amina.get(reverse("story-report", args=[story.pk]), {"comment": which}).status_code == 404


def test_amina_reads_no_name_where_bengt_tells_it_as_somebody(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    story = tell(cast, cast.bengt, now, named=False)

    for address in (reverse("stories"), reverse("story", args=[story.pk])):
        page = signed_in(cast.amina).get(address).content.decode()
        assert ("Bengt" in page, f"Somebody in {cast.programme.name}" in page) == (False, True)
    answer = signed_in(cast.amina).post(reverse("story-follow", args=[story.pk]))
    assert answer.status_code == 403


def test_bengt_answers_below_what_he_told_as_somebody_and_no_name_tells_amina_who_that_is(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    story = tell(cast, cast.bengt, now, named=False)
    address = reverse("story", args=[story.pk])
    bengt, amina = signed_in(cast.bengt), signed_in(cast.amina)
    promised = "as said by whoever told it, without your name"
    assert promised in bengt.get(address).content.decode()
    bengt.post(address, {"body": "Ask me anything.", "key": str(uuid4())})
    actions.comment(story, "Thank you!", key=uuid4(), by=cast.cora, at=now)

    before = amina.get(address).content.decode()
    avoiding.avoid(cast.bengt.email, by=cast.amina, at=now)
    after = amina.get(address).content.decode()

    said = ("Ask me anything.", "Whoever told it", "Cora", "Bengt", promised)
    assert [words in before for words in said] == [True, True, True, False, False]
    assert [words in after for words in said] == [True, True, True, False, False]


def test_amina_changes_only_what_she_tells_and_takes_back_only_what_she_said(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    story = tell(cast, cast.bengt, now)
    said = actions.comment(story, "Mine", key=uuid4(), by=cast.bengt, at=now)
    amina = signed_in(cast.amina)

    refused = [
        amina.post(reverse(name, args=[pk])).status_code
        for name, pk in (
            ("story-change", story.pk),
            ("story-withdraw", story.pk),
            ("story-let-out", story.pk),
            ("story-agree", story.pk),
            ("comment-withdraw", said.pk),
        )
    ]
    own = signed_in(cast.bengt).post(reverse("story-taught", args=[story.pk])).status_code

    assert ([*refused, own], Comment.objects.get().body) == ([403] * 6, "Mine")


def test_a_wish_leads_to_a_lesson_about_it(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    seek = people.tell_seek(topic(), by=cast.amina, at=now, private=True)
    lesson = tell(cast, cast.bengt, now, kind=Story.Kind.LESSON, title="It cost a year")

    links = links_of(signed_in(cast.amina).get(reverse("courage-wish", args=[seek.pk])))

    assert links["It cost a year"] == reverse("story", args=[lesson.pk])


def test_chen_reads_what_was_reported_and_not_who_reported_it(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    story = tell(cast, cast.bengt, now)
    actions.report(story, "It names me.", by=cast.amina, at=now)
    there = reverse("programme-stories", args=[cast.programme.pk])

    page = signed_in(cast.chen).get(there).content.decode()
    assert ("It names me." in page, "Amina" in page) == (True, False)
    signed_in(cast.chen).post(there, {"story": story.pk, "does": "hide", "why": "Names"})

    story.refresh_from_db()
    assert (story.hidden_at is not None, story.hidden_because) == (True, "Names")
