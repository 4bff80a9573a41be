"""`python -m tests.processes.ask VERB JSON`: one thing done in the database of the processes under test."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402 -- Django first
from django.utils import timezone  # noqa: E402 -- Django first

from counterpart import jobs, letters  # noqa: E402 -- Django first
from counterpart.letters.letters import Test  # noqa: E402 -- Django first
from counterpart.letters.models import Letter  # noqa: E402 -- Django first
from counterpart.people.models import Person  # noqa: E402 -- Django first


@transaction.atomic
def queue(task: str, names: list[str], **kwargs: Any) -> None:
    for name in names:
        jobs.later(f"tests.processes.deeds.tasks.{task}", name=name, **kwargs)


@transaction.atomic
def post(count: int) -> None:
    people = [
        Person.objects.create_user(f"person{number}@example.org", name=f"Person {number}")
        for number in range(count)
    ]
    letters.post(Test(), to=people, at=timezone.now())


@transaction.atomic
def match() -> None:
    """Work the demo's waiting match out afresh, by a worker."""
    from counterpart.matching.actions import searching
    from counterpart.matching.models import Run

    run = Run.objects.unpublished().get()
    searching.next_round(run)
    searching.queue(run)


def unsent() -> None:
    sys.stdout.write(f"{Letter.objects.waiting().count()}\n")


if __name__ == "__main__":
    VERBS: dict[str, Callable[..., None]] = {"queue": queue, "post": post, "match": match, "unsent": unsent}
    VERBS[sys.argv[1]](**json.loads(sys.argv[2]))
