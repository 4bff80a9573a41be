"""Rings and circles keep nobody out, in light, in dark and on a phone."""

from datetime import datetime

import pytest
from django.urls import reverse

from counterpart.people.models import Person, Stage
from tests.browser import Visit, keeps_nobody_out
from tests.cast import Cast
from tests.matching.conftest import published
from tests.matching.test_circles import begun, fill, learner
from tests.matching.test_circles import learners as learners
from tests.matching.test_rings import femi as femi
from tests.web.test_rings_and_circles import all_say_yes


def look(visit: Visit, who: Person, address: str, name: str) -> None:
    page = visit(who)
    page.goto(address)
    keeps_nobody_out(page, name)


@pytest.mark.django_db(transaction=True)
def test_a_ring_is_asked_reviewed_and_together(cast: Cast, femi: Person, now: datetime, visit: Visit) -> None:
    ring = published(cast, now).proposals.get()
    look(visit, femi, reverse("proposal", args=[ring.pk]), "ring-asked")
    look(visit, femi, "/", "ring-asked-home")
    look(visit, cast.chen, reverse("run-review", args=[ring.run_id]), "ring-review")
    partnership = all_say_yes(ring, now)
    look(visit, femi, reverse("partnership", args=[partnership.pk]), "ring-together")
    look(visit, femi, "/", "ring-together-home")
    look(visit, femi, reverse("partnership-part", args=[partnership.pk]), "ring-part")


@pytest.mark.django_db(transaction=True)
def test_a_circle_is_found_sat_in_and_changed(
    cast: Cast, learners: list[Person], now: datetime, visit: Visit
) -> None:
    Person.objects.filter(pk=learners[0].pk).update(stage=Stage.STUDENT)
    circle = begun(cast, learners[:2], now)
    fill(circle, cast, now, 6)
    outside = learner("Jo Kim", cast, now)
    look(visit, outside, reverse("circles"), "circles")
    look(visit, cast.bengt, reverse("partnership", args=[circle.pk]), "circle-host")
    fill(circle, cast, now)
    look(visit, outside, reverse("circles"), "circles-full")
    look(visit, cast.dara, reverse("circles"), "circles-none")
    look(visit, cast.chen, reverse("programme-change", args=[cast.programme.pk]), "settings")
    look(visit, outside, reverse("joining-when"), "when")
