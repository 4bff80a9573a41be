"""Rings and circles keep nobody out, in light, in dark and on a phone.

Where SCREENSHOTS names a folder, each page is pictured there too.
"""

import os
from datetime import datetime
from pathlib import Path

import pytest
from django.urls import reverse

from counterpart.people.models import Person, Stage
from tests.browser import Kind, Visit, axe, sideways
from tests.cast import Cast
from tests.matching.conftest import published
from tests.matching.test_circles import begun, fill, learner
from tests.matching.test_circles import learners as learners
from tests.matching.test_rings import femi as femi
from tests.web.test_rings_and_circles import all_say_yes

PICTURES = os.environ.get("SCREENSHOTS", "")
KINDS: list[Kind] = ["light", "dark", "phone"]


def look(visit: Visit, who: Person, kind: Kind, address: str, name: str) -> None:
    page = visit(who, kind)
    page.goto(address)
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{kind}.png", full_page=True)
    axe(page)
    assert sideways(page) == 0
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db(transaction=True)
def test_a_ring_is_asked_reviewed_and_together(
    cast: Cast, femi: Person, now: datetime, visit: Visit, kind: Kind
) -> None:
    ring = published(cast, now).proposals.get()
    look(visit, femi, kind, reverse("proposal", args=[ring.pk]), "ring-asked")
    look(visit, femi, kind, "/", "ring-asked-home")
    look(visit, cast.chen, kind, reverse("run-review", args=[ring.run_id]), "ring-review")
    partnership = all_say_yes(ring, now)
    look(visit, femi, kind, reverse("partnership", args=[partnership.pk]), "ring-together")
    look(visit, femi, kind, "/", "ring-together-home")
    look(visit, femi, kind, reverse("partnership-part", args=[partnership.pk]), "ring-part")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db(transaction=True)
def test_a_circle_is_found_sat_in_and_changed(
    cast: Cast, learners: list[Person], now: datetime, visit: Visit, kind: Kind
) -> None:
    Person.objects.filter(pk=learners[0].pk).update(stage=Stage.STUDENT)
    circle = begun(cast, learners[:2], now)
    fill(circle, cast, now, 6)
    outside = learner("Jo Kim", cast, now)
    look(visit, outside, kind, reverse("circles"), "circles")
    look(visit, cast.bengt, kind, reverse("partnership", args=[circle.pk]), "circle-host")
    fill(circle, cast, now)
    look(visit, outside, kind, reverse("circles"), "circles-full")
    look(visit, cast.dara, kind, reverse("circles"), "circles-none")
    look(visit, cast.chen, kind, reverse("programme-change", args=[cast.programme.pk]), "settings")
    look(visit, outside, kind, reverse("joining-when"), "when")
