"""Every letter the house can send: it reads well, its link leads somewhere, and nothing private is in it."""

from datetime import datetime, timedelta

import pytest
from django.urls import resolve
from django.utils.module_loading import autodiscover_modules

from counterpart import letters
from counterpart.letters.kind import Kind
from counterpart.letters.models import Letter
from counterpart.letters.words import mail_of, words_of
from tests.letters.examples import EXAMPLES
from tests.repository import world

autodiscover_modules("letters")
KINDS = [kind for name, kind in sorted(Kind.ALL.items()) if name.startswith("counterpart.")]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name())
@pytest.mark.django_db
def test_whoever_it_is_for_can_read_it_and_follow_its_link(kind: type[Kind], now: datetime) -> None:
    example, reader = EXAMPLES[kind](world.build(now))
    Letter.objects.all().delete()
    if isinstance(example, letters.SecretKind):
        letters.post_secret(example, to=reader, at=now, until=now + timedelta(days=1))
    else:
        letters.post(example, to=reader, at=now)
    words = words_of(Letter.objects.select_related("to").get())
    mail = mail_of(words)
    assert words.subject.strip()
    assert [each for each in words.paragraphs if not each.strip()] == []
    assert words.paragraphs
    if words.path:
        assert words.label.strip()
        assert resolve(words.path)
        assert str(mail.body).splitlines().count(words.link) == 1
    told = f"{mail.subject} {mail.body} {Letter.objects.get().keys}"
    assert [
        canary
        for canary in (
            *(world.MESSAGE, world.PRIVATE, world.DREAD, world.AVOIDED),
            *(world.CONCERN, world.THANKS, world.LESSON),
        )
        if canary in told
    ] == []
