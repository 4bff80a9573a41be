"""Every letter the house can send: it reads well and its link leads somewhere."""

import pytest
from django.urls import resolve
from django.utils.module_loading import autodiscover_modules

from counterpart.letters.kind import Kind
from counterpart.letters.models import Letter
from counterpart.letters.words import mail_of, words_of
from tests.cast import Cast
from tests.letters.examples import EXAMPLES

autodiscover_modules("letters")
KINDS = [kind for name, kind in sorted(Kind.ALL.items()) if name.startswith("counterpart.")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
@pytest.mark.django_db
def test_amina_can_read_it_and_follow_its_link(kind: type[Kind], cast: Cast) -> None:
    example = EXAMPLES[kind](cast)
    letter = Letter(
        to=cast.amina, kind=kind.name(), keys=example.keys(), posted_at=cast.at, message_id="<1@x>"
    )
    words = words_of(letter)
    mail = mail_of(words)
    assert words.subject.strip()
    assert words.paragraphs
    assert all(paragraph.strip() for paragraph in words.paragraphs)
    if words.path:
        assert words.label.strip()
        assert resolve(words.path)
        assert words.link in str(mail.body)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
@pytest.mark.django_db
def test_its_keys_bring_the_same_letter_back(kind: type[Kind], cast: Cast) -> None:
    example = EXAMPLES[kind](cast)
    kept = type(example).from_keys(example.keys())
    assert kept.keys() == example.keys()
