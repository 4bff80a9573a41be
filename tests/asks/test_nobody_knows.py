"""An ask without a name: nothing that anybody else can get hold of differs by who asked it.

The same two weeks are lived twice, once with Amina asking and once with Ines, who differ in all that could
show: Amina can show the topic herself, avoids two people, and is avoided by a third; Ines has told nothing.
What everybody else sees, gets by letter, and finds in the journal and the logs is compared, byte for byte,
once random keys are written alike.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from counterpart import journal
from counterpart.asks import actions, queries, reporting, waiting
from counterpart.asks.models import Ask, Help
from counterpart.journal.models import Entry
from counterpart.letters.kind import find
from counterpart.letters.models import Letter
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from tests.asks.conftest import WORDS, topic
from tests.cast import Cast, join, person

SignIn = Callable[[Person], Client]
KEY = UUID("aaaaaaaa-0000-4000-8000-000000000001")
SECOND = UUID("aaaaaaaa-0000-4000-8000-000000000002")
HELPS = [UUID(f"aaaaaaaa-0000-4000-8000-00000000001{n}") for n in range(3)]
DAY = timedelta(days=1)
RANDOM = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|csrfToken[^"]*"[^"]*"'
)
ENDS = ("lapse", "withdraw", "accept", "hidden")


class World:
    """Who might have asked, and everybody else."""

    def __init__(self, cast: Cast, now: datetime, signed_in: SignIn) -> None:
        self.cast, self.now, self.signed_in = cast, now, signed_in
        self.clock = now  # what pages read
        names = ("Ines", "Jo", "Kim", "Lena", "Max", "Noor", "Oda")
        # Of those whose turn it was as often, the lowest key hears first: Amina hears, unless passed over.
        keys = (UUID(int=(cast.amina.pk.int + n) % 2**128) for n in range(1, len(names) + 1))
        self.ines, *self.crowd = (
            person(f"{name} Crowd", pk=key) for name, key in zip(names, keys, strict=True)
        )
        for each in (self.ines, *self.crowd):
            join(cast.programme, each, now - 30 * DAY)
        for each in (cast.amina, cast.bengt, *self.crowd):
            people.tell_offer(topic(), by=each, at=now - 30 * DAY)
        jo, kim, *_ = self.crowd
        for each in (cast.bengt, jo):
            avoiding.avoid(each.email, by=cast.amina, at=now - 30 * DAY)
        avoiding.avoid(cast.amina.email, by=kim, at=now - 30 * DAY)
        self.everybody()

    def everybody(self) -> None:
        """All but the two; who looks at pages is one of each sort, as pages take their time."""
        cast, (_jo, kim, lena, _max, noor, _oda) = self.cast, self.crowd
        self.others = [cast.bengt, *self.crowd, cast.chen, cast.cora, cast.olu, cast.dara]
        self.looking = [cast.bengt, kim, lena, noor, cast.chen, cast.cora, cast.dara]

    def live(self, asker: Person, ending: str, caplog: pytest.LogCaptureFixture) -> dict[str, str]:
        """As everybody but the two who might have asked comes to know of it."""
        told: dict[str, str] = {}
        self.ending = ending
        before = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with transaction.atomic():
            caplog.clear()
            self._asked(asker)
            self._look(told, "asked", 0)
            self._offered(told)
            self._ended(asker, ending, told)
            told |= _letters(self.others) | _journal(before, {self.cast.amina.pk, self.ines.pk})
            told["log"] = "\n".join(record.getMessage() for record in caplog.records)
            transaction.set_rollback(True)
        return _alike(told)

    def _asked(self, asker: Person) -> None:
        self.clock = self.now
        said = {"words": WORDS, "topic": "Social media", "anonymous": "yes", "key": str(KEY)}
        assert self.signed_in(asker).post(reverse("ask-new"), said).status_code == 302

    def _offered(self, told: dict[str, str]) -> None:
        waiting.look_after(at=self.now + DAY)
        self._look(told, "passed on", 1)
        row = Ask.objects.get(pk=KEY)
        for each, key in zip((self.cast.bengt, *self.crowd[1:3]), HELPS, strict=True):
            actions.offer_help(row, "I can", key=key, by=each, at=self.now + 2 * DAY)
        # Whose turn it is next must not depend on who got no letter about the first.
        max_ = self.crowd[3]
        actions.ask(
            self.cast.programme,
            "And I?",
            topic=topic(),
            anonymous=True,
            key=SECOND,
            by=max_,
            at=self.now + 2 * DAY,
        )
        waiting.look_after(at=self.now + 3 * DAY)
        reporting.report(row, by=self.crowd[-1], at=self.now + 4 * DAY)
        self._look(told, "reported", 4)
        reporting.decide(row, stands=True, by=self.cast.cora, at=self.now + 5 * DAY)
        waiting.look_after(at=self.now + 8 * DAY)
        self._look(told, "half-way", 8)

    def _ended(self, asker: Person, ending: str, told: dict[str, str]) -> None:
        row, then = Ask.objects.get(pk=KEY), self.now + 9 * DAY
        if ending == "withdraw":
            actions.withdraw(row, by=asker, at=then)
        elif ending == "accept":
            lena = Help.objects.select_related("ask", "by").get(pk=HELPS[2])
            actions.accept(lena, by=asker, at=then)
            self.others = [each for each in self.others if each != lena.by]
            self.looking = [each for each in self.looking if each != lena.by]
        elif ending == "hidden":
            reporting.report(row, by=self.crowd[4], at=then)
            reporting.decide(row, stands=False, by=self.cast.cora, at=then)
        self._look(told, "ended", 9)
        for days in (10, 15, 16):
            waiting.look_after(at=self.now + days * DAY)
        self._look(told, "over", 16)

    def _look(self, told: dict[str, str], when: str, days: int) -> None:
        self.clock = self.now + days * DAY
        if self.ending != ENDS[0] and when not in ("ended", "over"):
            return  # until then all endings are alike: seen once
        programme = self.cast.programme.pk
        addresses = [
            *(reverse(name) for name in ("asks", "asks-mine", "asks-reported", "ask-new")),
            *(reverse(name) for name in ("around", "home", "letters", "circles", "stories")),
            *(reverse("ask", args=[key]) for key in (KEY, SECOND)),
            f"{reverse('search')}?q=first+post",
            *(reverse(name) for name in ("radars", "perspective", "given")),
            *(reverse(name, args=[programme]) for name in ("programme", "collecting", "programme-meeting")),
        ]
        for who in self.looking:
            client = self.signed_in(who)
            for address in addresses:
                answer = client.get(address)
                told[f"{when} {who.first_name} {address}"] = (
                    f"{answer.status_code}\n{answer.content.decode()}"
                )


def _letters(others: list[Person]) -> dict[str, str]:
    found = {}
    rows = Letter.objects.filter(to__in=others).order_by("posted_at", "to__email", "kind")
    for n, letter in enumerate(rows):
        kind = find(letter.kind).from_keys(letter.keys)
        words = [kind.subject(), *kind.paragraphs(letter.to), kind.action(letter.to)]
        found[f"letter {n}"] = f"{letter.to.email} {letter.kind} {letter.keys} {letter.posted_at} {words}"
    return found


def _journal(before: int, askers: set[UUID]) -> dict[str, str]:
    """All that was written down since, but what the asker did under their own name once they had accepted."""
    rows = Entry.objects.filter(pk__gt=before).exclude(by__in=askers, verb="accepted help").order_by("pk")
    return {f"journal {n}": f"{each.verb} {each.kind} {each.by} {each.at}" for n, each in enumerate(rows)}


def _alike(told: dict[str, str]) -> dict[str, str]:
    """Keys of people are what must not differ; all other random words do."""
    people = {str(key) for key in Person.objects.values_list("pk", flat=True)}

    def random_out(where: str, said: str) -> str:
        said = RANDOM.sub(lambda found: found[0] if found[0] in people else "*", said)
        # Letters of one second stand in the order of their random keys.
        return "\n".join(sorted(said.splitlines())) if where.endswith(reverse("letters")) else said

    return {where: random_out(where, said) for where, said in told.items()}


def differences(world: World, ending: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    caplog.set_level(logging.DEBUG)
    first = world.live(world.cast.amina, ending, caplog)
    world.everybody()
    second = world.live(world.ines, ending, caplog)
    return sorted(where for where in first.keys() | second.keys() if first.get(where) != second.get(where))


@pytest.fixture
def world(cast: Cast, now: datetime, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> World:
    world = World(cast, now, signed_in)
    monkeypatch.setattr(timezone, "now", lambda: world.clock)
    return world


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ENDS)
def test_whoever_asked_nothing_that_anybody_else_gets_hold_of_differs(
    world: World, caplog: pytest.LogCaptureFixture, ending: str
) -> None:
    assert differences(world, ending, caplog) == []


def _journal_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    real = journal.record

    def telling(thing: Model, verb: str, *, by: Model | None, at: datetime) -> None:
        real(thing, verb, by=thing.asker if isinstance(thing, Ask) else by, at=at)

    monkeypatch.setattr(journal, "record", telling)


def _turns_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    real = queries.next_to_hear

    def passing_over(row: Ask, most: int) -> list[Person]:
        return [each for each in real(row, most + 1) if each.pk != row.asker_id][:most]

    monkeypatch.setattr(waiting, "next_to_hear", passing_over)


def _avoiding_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    real = queries.next_to_hear

    def sparing(row: Ask, most: int) -> list[Person]:
        return [each for each in real(row, most) if not queries.are_apart(row.asker, each)]

    monkeypatch.setattr(waiting, "next_to_hear", sparing)


@pytest.mark.django_db
@pytest.mark.parametrize("telling", [_journal_tells, _turns_tell, _avoiding_tells])
def test_the_comparison_would_see_it(
    world: World,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    telling: Callable[[pytest.MonkeyPatch], None],
) -> None:
    """Were a name in the journal, or whoever asked or those they avoid passed over, it would not be empty."""
    telling(monkeypatch)
    monkeypatch.setattr(world, "_look", lambda *_: None)  # letters and the journal tell it already

    assert differences(world, "lapse", caplog) != []
