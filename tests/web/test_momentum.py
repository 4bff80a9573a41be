"""Where meetings falter: a quiet word on home, one tap to mend it, and what the organiser reads."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.actions import booking, momentum
from counterpart.partnerships.models import Meeting, Nudge, Partnership
from counterpart.people.models import Person
from tests.cast import Cast, person
from tests.web.reading import fields_of, text_of

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    """Without a meeting for more than a month; the organiser sees it by now."""
    found = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now - 40 * DAY)
    for days in (25, 18, 11):
        momentum.guard(now - days * DAY)
    return found


def overview(cast: Cast) -> str:
    return reverse("programme-meeting", args=[cast.programme.pk])


def test_the_one_who_is_asked_reads_it_on_home_before_any_letter_is_sent(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    found = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now - 15 * DAY)
    momentum.guard(now)
    asked, other = signed_in(cast.bengt).get("/"), signed_in(cast.amina).get("/")
    assert "When do you meet next?" in text_of(asked)
    assert f'href="{reverse("meeting-find", args=[found.pk])}"' in asked.content.decode()
    assert "When do you meet next?" not in text_of(other)
    assert Letter.objects.filter(sent_at__isnull=False).count() == 0


def test_both_are_offered_ten_minutes_which_one_tap_books(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    assert "Ten minutes to catch up?" in text_of(signed_in(cast.bengt).get("/"))
    address = f"{reverse('meeting-find', args=[together.pk])}?minutes=10"
    assert f'href="{address}"' in amina.get("/").content.decode()
    page = amina.get(address)
    assert "10 minutes are enough to hear how each of you is doing." in text_of(page)
    fields = fields_of(page)
    said = {name: fields[name] for name in ("key", "seen", "slot")}
    done = amina.post(address, {**said, "minutes": 10, "link": ""})
    assert done.headers["Location"] == reverse("meetings", args=[together.pk])
    assert Meeting.objects.get().minutes == 10
    assert "Ten minutes to catch up?" not in text_of(amina.get("/"))


@pytest.mark.parametrize("minutes", ["", "0", "-1", "11", "nan", "1e309", "10\x00", "١٠", "300"])
def test_no_other_length_comes_from_the_address(
    together: Partnership, cast: Cast, signed_in: SignIn, minutes: str
) -> None:
    page = signed_in(cast.amina).get(reverse("meeting-find", args=[together.pk]), {"minutes": minutes})
    assert '<option value="60" selected' in page.content.decode()


def test_the_organiser_reads_two_names_and_a_day_and_nothing_else(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.chen).get(overview(cast))
    words = text_of(page)
    assert {"Amina Diallo", "Bengt Lindqvist"} <= set(words)
    told = page.content.decode()
    assert str(together.pk) not in told
    assert [each for each in Nudge.objects.all() if str(each.pk) in told] == []


def test_whatever_is_the_matter_the_organiser_reads_the_same(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    chen, pages = signed_in(cast.chen), []
    for matter in ("cancelled", "no_meeting", "unsigned", "silence"):
        for who in (cast.amina, cast.bengt):
            Nudge.objects.update(matter=matter)
            Nudge.objects.filter(step="word").update(person=who)
            pages.append(text_of(chen.get(overview(cast))))
    assert pages == [pages[0]] * 8


@pytest.mark.parametrize(("name", "answer"), [("amina", 403), ("cora", 403), ("dara", 404), ("eli", 404)])
def test_nobody_else_reads_the_list(
    together: Partnership, cast: Cast, signed_in: SignIn, name: str, answer: int
) -> None:
    assert signed_in(getattr(cast, name)).get(overview(cast)).status_code == answer


def test_who_found_a_time_is_gone_from_the_list(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    booking.book(together, now + DAY, key=uuid4(), seen=0, by=cast.amina, at=now)
    words = text_of(signed_in(cast.chen).get(overview(cast)))
    assert "Nobody waits for you here" in words
    assert "Amina Diallo" not in words


def test_the_list_costs_the_same_for_one_and_for_thirty(
    together: Partnership,
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    chen = signed_in(cast.chen)
    for count in (0, 29):
        for n in range(count):
            two = [person(f"A{n} Moreau"), person(f"B{n} Ito")]
            found = actions.begin(cast.programme, people=two, topics=[], at=now - 40 * DAY)
            Nudge.objects.create(partnership=found, matter="silence", since=now, step="shown", at=now)
        with django_assert_num_queries(13):
            chen.get(overview(cast))
