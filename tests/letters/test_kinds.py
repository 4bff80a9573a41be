"""Every letter the house can send: it reads well, its link leads somewhere, and nothing private is in it."""

from datetime import datetime, timedelta

import pytest
from django.urls import resolve
from django.utils.module_loading import autodiscover_modules
from pytest_django import DjangoAssertNumQueries

from counterpart import letters
from counterpart.letters.kind import Kind, rows_at_hand
from counterpart.letters.models import Letter
from counterpart.letters.words import mail_of, words_of
from tests.letters.examples import EXAMPLES
from tests.repository import world as planted
from tests.repository.world import World

autodiscover_modules("letters")
KINDS = [kind for name, kind in sorted(Kind.ALL.items()) if name.startswith("counterpart.")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
@pytest.mark.django_db
def test_whoever_it_is_for_can_read_it_and_follow_its_link(
    kind: type[Kind], world: World, now: datetime
) -> None:
    example, reader = EXAMPLES[kind](world)
    before = list(Letter.objects.values_list("pk", flat=True))
    if isinstance(example, letters.SecretKind):
        letters.post_secret(example, to=reader, at=now, until=now + timedelta(days=1))
    else:
        letters.post(example, to=reader, at=now)
    posted = Letter.objects.select_related("to").exclude(pk__in=before).get()
    words = words_of(posted)
    mail = mail_of(words)
    assert words.subject.strip()
    assert [each for each in words.paragraphs if not each.strip()] == []
    assert words.paragraphs
    if words.path:
        assert words.label.strip()
        assert resolve(words.path)
        assert str(mail.body).splitlines().count(words.link) == 1
    told = f"{mail.subject} {mail.body} {posted.keys}"
    assert ("List-Unsubscribe" in mail.extra_headers) == (kind.weight is not letters.Weight.NEEDED)
    assert [
        canary
        for canary in (
            planted.MESSAGE,
            planted.PRIVATE,
            planted.DREAD,
            planted.AVOIDED,
            planted.STEP,
            planted.HIDDEN,
            *(planted.CONCERN, planted.THANKS, planted.LESSON),
        )
        if canary in told
    ] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
def test_every_kind_says_how_it_weighs_and_when_it_comes(kind: type[Kind]) -> None:
    told = {name for each in kind.__mro__[: kind.__mro__.index(Kind)] for name in vars(each)}
    assert {"weight", "about"} <= told
    assert str(kind.about).strip()


LISTED = [kind for kind in KINDS if kind.ROWS is not None]


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name())
@pytest.mark.django_db
def test_a_kind_whose_subject_stands_in_the_list_reads_nothing_but_its_rows(
    kind: type[Kind], world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    example, _reader = EXAMPLES[kind](world)
    with rows_at_hand([example]), django_assert_num_queries(0):
        assert example.subject().strip()
