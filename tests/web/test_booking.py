"""Pia books for Bengt: she finds his times, and sees names and times alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.journal.models import Entry
from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.actions import booking
from counterpart.partnerships.actions.assistants import ask_to_book
from counterpart.partnerships.letters.meetings import Booked, Moved
from counterpart.partnerships.models import Assistant, Meeting, Partnership
from counterpart.people.models import Person
from counterpart.people.newcomers import Newcomer
from counterpart.programmes.models import Programme
from tests.cast import Cast
from tests.web.reading import fields_of, links_of, text_of

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)
LINK = "https://meet.example.org/room"


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def meeting(together: Partnership, cast: Cast, now: datetime) -> Meeting:
    return booking.book(together, now + 3 * DAY, key=uuid4(), seen=0, by=cast.amina, at=now, link=LINK)


@pytest.fixture
def pia(cast: Cast, now: datetime) -> Assistant:
    return ask_to_book(Newcomer("pia@example.org", "Pia Berg"), by=cast.bengt, at=now)


def address(name: str, pia: Assistant, about: Partnership | Meeting) -> str:
    if isinstance(about, Partnership):
        return reverse(name, args=[pia.pk, about.pk])
    return reverse(name, args=[pia.pk, about.partnership_id, about.pk])


def send(client: Client, where: str, **said: object) -> Any:
    """The form as the page gave it, with what somebody chose."""
    given = fields_of(client.get(where))
    kept = {name: given[name] for name in ("key", "seen") if name in given}
    return client.post(where, {"minutes": 45} | kept | said)


def words(answer: Any) -> str:
    return " ".join(text_of(answer))


def test_bengt_names_pia_on_the_page_of_his_calendar(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.bengt)
    said = {"name": "Pia Berg", "email": "Pia@example.org"}
    answer = client.post(reverse("assistant"), said, follow=True)
    assert "Pia Berg (pia@example.org) can book, move and call off your meetings." in words(answer)
    again = client.post(reverse("assistant"), {"stop": "1"}, follow=True)
    assert "can book, move and call off your meetings." not in words(again)
    assert not Assistant.objects.standing()


@pytest.mark.parametrize(
    ("email", "mended"),
    [("bengt@example.org", "This is your own address."), ("no address", "Enter a valid email address.")],
)
def test_an_address_that_will_not_do_is_marked(
    cast: Cast, signed_in: SignIn, email: str, mended: str
) -> None:
    answer = signed_in(cast.bengt).post(reverse("assistant"), {"name": "Bengt", "email": email})
    assert (answer.status_code, Assistant.objects.count()) == (422, 0)
    assert mended in words(answer)


def test_pia_finds_the_way_from_home(pia: Assistant, meeting: Meeting, signed_in: SignIn) -> None:
    client = signed_in(pia.helper)
    home = client.get(reverse("home"))
    assert "You book for Bengt Lindqvist." in words(home)
    page = client.get(links_of(home)["See the times"])
    assert "Bengt and Amina" in words(page)
    assert address("booking-move", pia, meeting) in page.text


def test_pia_books_for_bengt_and_both_get_the_letter(
    pia: Assistant, together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    where = address("booking-find", pia, together)
    start = now + 4 * DAY
    answer = send(signed_in(pia.helper), where, slot=start.isoformat())
    meeting = Meeting.objects.get()
    assert answer.url == address("booking-rest", pia, meeting)
    assert (meeting.proposed_by, meeting.starts_at) == (cast.bengt, start)
    told = Letter.objects.filter(kind=Booked.name()).values_list("to", flat=True)
    assert set(told) == {cast.amina.pk, cast.bengt.pk}
    assert Entry.objects.get(verb="booked").by == pia.helper.pk


def test_pia_books_the_rest_of_the_series(
    pia: Assistant, meeting: Meeting, signed_in: SignIn, cast: Cast
) -> None:
    client, where = signed_in(pia.helper), address("booking-rest", pia, meeting)
    page = client.get(where)
    starts = [each.value for each in page.context["choices"]]
    said = {"seen": page.context["seen"], "start": starts}
    assert client.post(where, said).headers["Location"] == reverse("booking-for", args=[pia.pk])
    assert Meeting.objects.count() == 1 + len(starts) > 1


def test_pia_moves_a_meeting_and_its_call_stays_where_it_was(
    pia: Assistant, meeting: Meeting, signed_in: SignIn
) -> None:
    client, where = signed_in(pia.helper), address("booking-move", pia, meeting)
    assert LINK not in client.get(where).text
    start = meeting.starts_at + DAY if meeting.starts_at else None
    send(client, where, slot=start and start.isoformat(), link="https://elsewhere.example.org")
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.link) == (start, LINK)
    assert Letter.objects.filter(kind=Moved.name()).count() == 2


def test_pia_calls_off_and_lets_amina_choose(
    pia: Assistant, meeting: Meeting, cast: Cast, signed_in: SignIn
) -> None:
    send(signed_in(pia.helper), address("booking-cancel", pia, meeting), ask="1")
    assert Meeting.objects.open().get().proposed_by == cast.bengt
    meeting.refresh_from_db()
    assert meeting.cancelled_by == cast.bengt


def test_pia_chooses_among_the_times_that_amina_offered(
    pia: Assistant, together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    times = [now + n * DAY for n in (4, 5)]
    offered = booking.offer(together, times, key=uuid4(), seen=0, by=cast.amina, at=now)
    send(signed_in(pia.helper), address("booking-choose", pia, offered), slot=times[1].isoformat())
    offered.refresh_from_db()
    assert offered.starts_at == times[1]


def test_before_bengt_has_read_how_it_begins_pia_is_told_so(
    pia: Assistant, together: Partnership, signed_in: SignIn
) -> None:
    Programme.objects.filter(pk=together.programme_id).update(reads_first=True)
    answer = signed_in(pia.helper).get(address("booking-find", pia, together), follow=True)
    assert "Bengt first reads how it begins. Then you can book." in words(answer)


def test_after_they_parted_there_is_nothing_to_book(
    pia: Assistant, together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    actions.end(together, by=cast.amina, at=now)
    client = signed_in(pia.helper)
    answer = client.get(address("booking-find", pia, together), follow=True)
    assert "there is nothing more to arrange" in words(answer)
    assert "There is nothing to book" in words(answer)


def test_pia_sees_nothing_of_the_partnership_but_its_times(
    pia: Assistant, meeting: Meeting, signed_in: SignIn
) -> None:
    client = signed_in(pia.helper)
    for name in ("partnership", "meetings", "agreement", "together-courage", "partnership-not-right"):
        assert client.get(reverse(name, args=[meeting.partnership_id])).status_code == 404
    assert client.get(reverse("meeting", args=[meeting.partnership_id, meeting.pk])).status_code == 404


def test_pia_books_only_where_bengt_sits(
    pia: Assistant, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    others = actions.begin(cast.programme, people=[cast.amina, cast.chen], topics=[], at=now)
    assert signed_in(pia.helper).get(address("booking-find", pia, others)).status_code == 404


def test_when_it_is_over_every_door_is_shut(pia: Assistant, meeting: Meeting, signed_in: SignIn) -> None:
    client = signed_in(pia.helper)
    answer = client.post(reverse("booking-for", args=[pia.pk]), follow=True)
    assert "You no longer book for Bengt Lindqvist." in words(answer)
    for name in ("booking-move", "booking-cancel", "booking-rest"):
        assert client.get(address(name, pia, meeting)).status_code == 404
    assert client.get(reverse("booking-for", args=[pia.pk])).status_code == 404


def test_amina_reads_that_pia_books_for_bengt(
    pia: Assistant, meeting: Meeting, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.amina).get(reverse("meetings", args=[meeting.partnership_id]))
    assert "Pia Berg books for Bengt, and sees who meets when. Nothing else." in words(page)


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_asks_as_often_however_many_they_meet(
    pia: Assistant,
    meeting: Meeting,
    cast: Cast,
    signed_in: SignIn,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
    more: int,
) -> None:
    for each in (cast.chen, cast.cora, cast.dara)[:more]:
        actions.begin(cast.programme, people=[cast.bengt, each], topics=[], at=now)
    client = signed_in(pia.helper)
    with django_assert_num_queries(8):
        client.get(reverse("booking-for", args=[pia.pk]))
