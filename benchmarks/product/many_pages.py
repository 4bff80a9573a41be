"""In a database of its own (DATABASE_URL): fill it, look, and print what came out. For `many`."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from uuid import uuid4

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.product.site import free_port, wait_for

SEED, SLIPS, LOOKING = 5, 300, 4.0
PEOPLE, STORIES, COMMENTS, LONG = 10_000, 3_000, 20_000, 200
LOOKED_FOR = (
    "public speaknig",
    "Berta Okonkwo",
    "nothing of the kind xqzw",
    "negotiaton with suppliers",
    "ai",
)
FIRST = (
    "Berta",
    "Anselm",
    "Chidi",
    "Dunja",
    "Emre",
    "Farah",
    "Gisela",
    "Hugo",
    "Ilse",
    "Jovan",
    "Kerstin",
    "Luca",
)
LAST = (
    "Okonkwo",
    "Lindgren",
    "Marchetti",
    "Petrovic",
    "Sandoval",
    "Tanaka",
    "Ullrich",
    "Vasquez",
    "Weston",
    "Yilmaz",
)


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    chance = random.Random(SEED)
    reader, story = _fill(chance)
    client = Client(SERVER_NAME="localhost")
    client.force_login(reader)
    searches = [f"/search/?q={words.replace(' ', '+')}" for words in LOOKED_FOR]
    pages = ["/stories/", "/stories/?page=100"]
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with _served() as port:
        bare = _rate(port, "/bare/", cookie)
        rates = {each: _rate(port, each, cookie) for each in (*searches, *pages, f"/stories/{story}/")}
    print(f"a bare view: {bare:.0f} a second", file=sys.stderr)
    for page, rate in rates.items():
        print(f"{page} {rate:.1f} a second, {rate / bare:.4f} of a bare view", file=sys.stderr)
    bound = float(os.environ["BOUND"])
    print(
        json.dumps(
            {
                "search": round(min(rates[each] for each in searches) / bare / bound, 2),
                "reading": round(min(rates[each] for each in pages) / bare / bound, 2),
                "queries": max(_queries(client, each) for each in (*searches, *pages)),
                "found": _found(reader, chance),
            }
        )
    )


@contextmanager
def _served() -> Iterator[int]:
    """By the web server that serves any installation, with one process."""
    port = free_port()
    begin = (
        f"import django; django.setup(); from counterpart.cli.serve import serve; serve('127.0.0.1', {port})"
    )
    running = subprocess.Popen([sys.executable, "-c", begin])
    try:
        wait_for(f"http://127.0.0.1:{port}/bare/", running)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=60)


def _rate(port: int, address: str, cookie: str) -> float:
    """Requests a second over one connection, after three that do not count."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    began, served = 0.0, -3
    while served <= 0 or time.perf_counter() - began < LOOKING:
        if served == 0:
            began = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie, "Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
        served += 1
    connection.close()
    return served / (time.perf_counter() - began)


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def _fill(chance: random.Random):  # type: ignore[no-untyped-def]  # models are known only after setup
    from django.utils import timezone

    from counterpart.people.models import Offer, Person
    from counterpart.programmes.models import Membership, Programme
    from counterpart.skills.models import Skill
    from counterpart.stories.models import Comment, Story, Voice

    now = timezone.now()
    programme = Programme.objects.create(name="Everybody", state=Programme.State.RUNNING)
    skills = list(Skill.objects.order_by("pk"))
    people = Person.objects.bulk_create(
        [
            Person(
                email=f"p{n}@example.org",
                name=f"{chance.choice(FIRST)} {chance.choice(LAST)}{_letters(n)}",
                function=chance.choice(("Sales", "Finance", "Legal", "Design")),
            )
            for n in range(PEOPLE)
        ]
    )
    told = {"added_at": now, "admitted_at": now, "joined_at": now}
    Membership.objects.bulk_create([Membership(programme=programme, person=each, **told) for each in people])
    Offer.objects.bulk_create(
        [Offer(person=each, skill=skill) for each in people for skill in chance.sample(skills, 2)]
    )
    stories = Story.objects.bulk_create(
        [
            Story(
                programme=programme,
                author=chance.choice(people),
                title=f"{chance.choice(skills).name} and {chance.choice(FIRST)} on day {n}",
                body=" ".join(chance.choice(skills).name for _ in range(60)),
                told_at=now - timedelta(minutes=n),
            )
            for n in range(STORIES)
        ]
    )
    Voice.objects.bulk_create([Voice(story=each, person=each.author, agreed_version=1) for each in stories])
    through = Story.topics.through
    through._default_manager.bulk_create(
        [through(story=each, skill=skill) for each in stories for skill in chance.sample(skills, 2)]
    )
    talked = [stories[0]] * LONG + [chance.choice(stories) for _ in range(COMMENTS - LONG)]
    Comment.objects.bulk_create(
        [Comment(id=uuid4(), story=each, author=chance.choice(people), body="Me too.") for each in talked]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people[0], stories[0].pk


def _letters(n: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(n))


def _found(reader, chance: random.Random) -> float:  # type: ignore[no-untyped-def]  # as above
    """A third each: people by their name, stories by their title, topics by theirs."""
    from django.utils import timezone

    from counterpart.people.models import Person
    from counterpart.search.queries import find
    from counterpart.skills import vocabulary
    from counterpart.stories.models import Story

    third = SLIPS // 3
    people = chance.sample(list(Person.objects.exclude(pk=reader.pk)), third)
    stories = chance.sample(list(Story.objects.all()), third)
    topics = chance.sample([each for each in vocabulary.load().values() if len(each.name) > 5], third)
    now, hits = timezone.now(), 0
    for each in people:
        hits += each in find(_slip(each.name, chance), reader, at=now).people[:5]
    for story in stories:
        hits += story in find(_slip(story.title, chance), reader, at=now).stories[:5]
    for topic in topics:
        found = find(_slip(topic.name, chance), reader, at=now).topics[:5]
        hits += topic.slug in [each.slug for each in found]
    return round(hits / SLIPS, 3)


def _slip(words: str, chance: random.Random) -> str:
    """One letter swapped with the next, dropped, doubled, or another in its place; never the very first."""
    at = chance.randrange(1, len(words) - 1)
    return chance.choice(
        (
            words[:at] + words[at + 1] + words[at] + words[at + 2 :],
            words[:at] + words[at + 1 :],
            words[:at] + words[at] + words[at:],
            words[:at] + chance.choice("etaoinsr") + words[at + 1 :],
        )
    )


if __name__ == "__main__":
    main()
