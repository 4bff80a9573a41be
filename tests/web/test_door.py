"""A page for those who hesitate: the same for everybody, and nothing on it that nobody let out."""

import re
from collections.abc import Callable
from datetime import datetime

from django.test import Client
from django.urls import reverse

from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.stories import actions
from counterpart.stories.actions import doors
from tests.cast import Cast
from tests.stories.conftest import tell

SignIn = Callable[[Person], Client]


def page(client: Client, cast: Cast) -> tuple[int, str]:
    answer = client.get(reverse("door", args=[cast.programme.pk]))
    return answer.status_code, re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())


def test_everybody_reads_the_same_and_only_what_was_let_out(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    shown, kept = tell(cast, cast.bengt, now, title="Let out"), tell(cast, cast.amina, now, title="Kept in")
    unnamed = tell(cast, cast.amina, now, title="By somebody", named=False)
    for story in (shown, unnamed):
        actions.open_door(story, by=story.author, at=now)
    doors.open_page(cast.programme, "Come *in*.", by=cast.chen, at=now)

    pages = {page(client, cast) for client in (Client(), *map(signed_in, (cast.amina, cast.chen, cast.dara)))}

    ((status, html),) = pages
    said = [
        word in html for word in ("Let out", "By somebody", "<em>in</em>", kept.title, "Amina", "Cora", "@")
    ]
    assert (status, said) == (200, [True, True, True, False, False, False, False])


def test_shut_or_switched_off_or_over_it_is_as_if_it_had_never_been_there(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    never = page(Client(), cast)
    answers = []
    doors.open_page(cast.programme, "Come in", by=cast.chen, at=now)
    signed_in(cast.olu).post(reverse("owner-doors"), {"do": "shut"})
    answers.append(page(Client(), cast))
    signed_in(cast.olu).post(reverse("owner-doors"), {"do": "open"})
    opened = page(Client(), cast)[0]
    Programme.objects.filter(pk=cast.programme.pk).update(state=Programme.State.CLOSED)
    answers.append(page(Client(), cast))
    Programme.objects.filter(pk=cast.programme.pk).update(state=Programme.State.RUNNING)
    signed_in(cast.chen).post(reverse("programme-door", args=[cast.programme.pk]), {"shut": "1"})
    answers.append(page(Client(), cast))

    assert (never[0], opened, {each[0] for each in answers}) == (404, 200, {404})
    assert {each[1] for each in answers} == {never[1]}


def test_a_story_leaves_the_door_when_its_author_takes_it_back_or_an_organiser_hides_it(
    cast: Cast, now: datetime
) -> None:
    doors.open_page(cast.programme, "Come in", by=cast.chen, at=now)
    first, second = tell(cast, cast.bengt, now, title="First"), tell(cast, cast.bengt, now, title="Second")
    for story in (first, second):
        actions.open_door(story, by=cast.bengt, at=now)
    actions.withdraw(first, by=cast.bengt, at=now)
    actions.hide(second, "Names", by=cast.chen, at=now)

    html = page(Client(), cast)[1]
    assert ("First" in html, "Second" in html) == (False, False)
