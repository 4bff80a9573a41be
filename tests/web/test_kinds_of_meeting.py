"""A day in the other's place: swapped, or one comes along and watches."""

from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from counterpart.partnerships import actions
from counterpart.partnerships.models import Kind, Meeting, Partnership
from counterpart.people.models import Person
from tests.cast import Cast
from tests.web.test_meetings import SignIn, address, first_slot, post_out, send, together

__all__ = ["together"]  # a fixture

HALF = {"kind": "swap", "minutes": 240}


def swap(client: Client, pair: Partnership, now: datetime) -> Meeting:
    day = (now + timedelta(days=5)).date()
    answer = send(client, "meeting-find", pair, day=day, hour="09:00", **HALF)
    meeting = Meeting.objects.get()
    assert answer["Location"] == address("meetings", pair)
    return meeting


def test_amina_swaps_half_a_day_with_bengt_and_every_place_says_so(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    asked = amina.get(address("meeting-find", together) + "?kind=swap&minutes=240").content.decode()
    assert ('value="swap" selected' in asked, 'value="240" selected' in asked) == (True, True)

    meeting = swap(amina, together, now)

    for name, about in (("meetings", together), ("partnership", together), ("meeting", meeting)):
        assert "Swap a day" in bengt.get(address(name, about)).content.decode()
    assert "What your place told me" in bengt.get(address("meeting", meeting)).content.decode()
    (entry,) = post_out(now)[cast.bengt.email]
    assert str(entry["summary"]) == "Counterpart: you and Amina. Swap a day"
    assert entry["dtend"].dt - entry["dtstart"].dt == timedelta(hours=4)


def test_called_off_for_another_time_it_stays_a_swap(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina = signed_in(cast.amina)
    meeting = swap(amina, together, now)

    day = (now + timedelta(days=9)).date()
    send(amina, "meeting-cancel", meeting, day=day, hour="09:00")

    instead = Meeting.objects.standing().get()
    assert (instead.kind, instead.minutes) == ("swap", 240)


def test_an_ordinary_meeting_is_a_talk_and_whatever_else_is_typed_is_refused(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    slot = first_slot(amina, "meeting-find", together)

    assert send(amina, "meeting-find", together, slot=slot, kind="party").status_code == 422
    assert not Meeting.objects.exists()
    send(amina, "meeting-find", together, slot=slot)
    assert Meeting.objects.get().is_talk


def test_a_circle_is_not_asked_to_swap_a_day(cast: Cast, signed_in: SignIn, now: datetime) -> None:
    people: list[Person] = [cast.amina, cast.bengt, cast.cora]
    circle = actions.begin(cast.programme, people=people, topics=[], at=now, kind=Kind.CIRCLE)

    page = signed_in(cast.amina).get(reverse("meeting-find", args=[circle.pk]))

    assert 'name="kind"' not in page.content.decode()
