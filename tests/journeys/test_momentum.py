"""Where meetings falter, looked at in a browser: the word on home, ten minutes, and the organiser's list."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from counterpart.partnerships import actions
from counterpart.partnerships.actions import momentum
from counterpart.partnerships.models import Meeting
from tests.browser import Visit
from tests.cast import Cast, join, person
from tests.journeys.test_axe import faults_at

DAY = timedelta(days=1)
EVER = pytest.mark.django_db(transaction=True)


def falter(cast: Cast, now: datetime) -> str:
    """Amina and Bengt, and two with long names; nobody has met for weeks. Where ten minutes are found."""
    long = [person("Wilhelmina Featherstonehaugh-Montgomery"), person("Oluwaseun Adebayo-Ogunlesi")]
    for two, days in (([cast.amina, cast.bengt], 50), (long, 40)):
        for who in two:
            if not cast.programme.memberships.filter(person=who).exists():
                join(cast.programme, who, now)
        found = actions.begin(cast.programme, people=two, topics=[], at=now - days * DAY)
    for ago in (25, 18, 11):
        momentum.guard(now - ago * DAY)
    first = cast.amina.seats.get().partnership_id
    assert found.pk != first
    return f"{reverse('meeting-find', args=[first])}?minutes=10"


@EVER
def test_the_word_the_ten_minutes_and_the_list_keep_nobody_out(
    visit: Visit, cast: Cast, now: datetime
) -> None:
    ten, listed = falter(cast, now), reverse("programme-meeting", args=[cast.programme.pk])
    member, organiser = visit(cast.amina), visit(cast.chen)
    faults = [
        *faults_at(member, "/", "momentum-home"),
        *faults_at(member, ten, "momentum-ten-minutes"),
        *faults_at(organiser, listed, "momentum-list"),
        *faults_at(organiser, reverse("programme", args=[cast.programme.pk]), "momentum-programme"),
    ]
    assert organiser.title()
    assert faults == []


@EVER
def test_from_home_ten_minutes_are_two_taps(visit: Visit, cast: Cast, now: datetime) -> None:
    falter(cast, now)
    page = visit(cast.amina, "phone")
    page.goto("/")
    page.get_by_role("link", name="Find ten minutes").click()
    page.locator("label.pick").first.click()
    page.get_by_role("button", name="Take this time").click()
    page.wait_for_url("**/meetings/")
    assert [each.minutes for each in Meeting.objects.all()] == [10]
