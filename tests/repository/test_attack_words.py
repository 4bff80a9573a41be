"""Words that are meant to become markup, a template or a header stay words on pages and in letters."""

from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from counterpart.letters.models import Letter
from counterpart.letters.words import mail_of, words_of
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Note
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes.importing.table import Table, pack
from counterpart.programmes.models import Programme, Upload
from counterpart.skills.models import Skill
from tests.repository import world as planted
from tests.repository.kept import kept
from tests.repository.matrix import ROUTES
from tests.repository.world import World

HOSTILE = (
    "evil\"'><img src=x onerror=alert(1)><script>alert(2)</script>"
    "{{ request.user.email }}{% csrf_token %}{{ 7|add:6000 }}<c-button hx-post=/x>"
)
FITTING = "evil\"'><img src=x onerror=alert(1)>{{ 7|add:6000 }}{% lorem %}<c-vars>"  # in 80 characters
assert len(FITTING) <= 80


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.bad: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (
            "onerror" in given
            or given.get("src") == "x"
            or given.get("hx-post") == "/x"
            or tag.startswith("c-")
        ):
            self.bad.append(f"{tag} {attrs}")
        if "style" in given:
            self.bad.append(f"style on {tag}")
        if tag == "script" and "src" not in given:
            self.bad.append("inline script")

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def planted_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everything that people, organisers and files may say is hostile."""
    with kept(django_db_blocker):
        yield _hostile(timezone.now().replace(microsecond=0))


def _hostile(now: datetime) -> World:
    world = planted.build(now)
    Person.objects.filter(pk__in=[each.pk for each in world.people.values()]).update(
        name=HOSTILE[:120], function=HOSTILE[:120], place=HOSTILE[:120], background=FITTING
    )
    Person.objects.filter(pk__in=[world.gus.pk, world.cast.bengt.pk]).update(
        name=HOSTILE[:120], function=FITTING, place=FITTING
    )
    Programme.objects.update(name=HOSTILE[:120], welcome=HOSTILE)
    Skill.objects.filter(typed=True).update(name=FITTING)
    amina = world.people["partner"]
    amina.refresh_from_db()
    people.tell_seek(FITTING, by=amina, at=now, private=True, dread=HOSTILE)
    partnerships.write(world.partnership, HOSTILE, key=uuid4(), by=amina, at=now)
    for kind in Note.Kind:
        partnerships.jot(world.meeting, HOSTILE, kind=kind, key=uuid4(), by=amina, at=now)
    table = Table([HOSTILE, "E-mail", "Title"], [(2, [HOSTILE, HOSTILE, HOSTILE]), (3, ["x", "y", "=1+1"])])
    Upload.objects.filter(pk=world.upload.pk).update(
        filename=HOSTILE, table=pack(table), mapping={"0": "name", "1": "email", "2": "stage"}
    )
    return world


@pytest.mark.parametrize("name", sorted(name for name, route in ROUTES.items() if route.get))
def test_hostile_words_stay_words_on_every_page(name: str, world: World) -> None:
    for actor in ("partner", "organiser", "member", "invited", "contact", "owner"):
        response = world.client(actor).get(reverse(name, kwargs=ROUTES[name].args(world)), follow=True)
        html = response.content.decode()
        page = Tags(html)
        assert page.bad == []
        assert "6007" not in page.words
        assert response.status_code < 500


def test_the_hostile_words_are_there(world: World) -> None:
    found = {
        name
        for name, actor in (
            ("partnership", "partner"),
            ("run-review", "organiser"),
            ("collecting", "organiser"),
        )
        if "onerror"
        in Tags(
            world.client(actor).get(reverse(name, kwargs=ROUTES[name].args(world)), follow=True).text
        ).words
    }
    assert found == {"partnership", "run-review", "collecting"}


def test_hostile_words_stay_words_in_letters(world: World) -> None:
    Programme.objects.update(name="evil\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>")
    Person.objects.update(name="evil\r\nBcc: victim@example.org <img src=x onerror=alert(1)>")
    for letter in Letter.objects.select_related("to"):
        mail = message_from_bytes(
            mail_of(words_of(letter)).message().as_bytes(), _class=EmailMessage, policy=policy.default
        )
        assert "Bcc" not in mail
        assert "\n" not in mail["Subject"]
        (html,) = (part for part in mail.walk() if part.get_content_type() == "text/html")
        found = Tags(str(html.get_content())).bad
        assert [each for each in found if not each.startswith("style")] == []
