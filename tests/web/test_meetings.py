"""Two people find times: by hours and clocks, from the page to the calendar, and back out of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.letters.models import Letter
from counterpart.letters.sending import send_due
from counterpart.partnerships import actions
from counterpart.partnerships.actions import booking, changing
from counterpart.partnerships.models import (
    AgendaItem,
    Agreement,
    Meeting,
    Partnership,
    Pause,
    Signature,
    Worth,
)
from counterpart.people import feeds
from counterpart.people.models import Person, Token
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
    """Amina booked it; it is three days away."""
    return booking.book(together, now + 3 * DAY, key=uuid4(), seen=0, by=cast.amina, at=now, link=LINK)


def address(name: str, about: Partnership | Meeting) -> str:
    if isinstance(about, Partnership):
        return reverse(name, args=[about.pk])
    return reverse(name, args=[about.partnership_id, about.pk])


def send(client: Client, name: str, about: Partnership | Meeting, **said: object) -> Any:
    """The form as the page gave it, with what somebody chose."""
    where = address(name, about)
    fields = {
        field: value
        for field, value in fields_of(client.get(where)).items()
        if field in ("key", "seen", "link")
    }
    return client.post(where, {**fields, "minutes": 60, **said})


def first_slot(client: Client, name: str, about: Partnership | Meeting) -> str:
    """The last radio button of the page."""
    return fields_of(client.get(address(name, about)))["slot"]


def entries_of(message: Any) -> list[Any]:
    files = [
        part.get_payload(decode=True)
        for part in message.message().walk()
        if part.get_content_type() == "text/calendar"
    ]
    return [event for each in files for event in events_in(each)]


def events_in(file: Any) -> list[Any]:
    return list(icalendar.Calendar.from_ical(file).walk("VEVENT"))


def post_out(now: datetime) -> dict[str, list[Any]]:
    """What arrives with whom."""
    mail.outbox.clear()
    send_due(lambda: now + timedelta(minutes=9))
    return {each.to[0]: [*entries_of(each)] for each in mail.outbox}


def test_amina_takes_one_of_three_times_and_both_get_the_entry(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina = signed_in(cast.amina)
    slot = first_slot(amina, "meeting-find", together)

    answer = send(amina, "meeting-find", together, slot=slot, link=LINK)

    booked = Meeting.objects.get()
    assert booked.starts_at == datetime.fromisoformat(slot)
    assert booked.starts_at >= now + DAY
    assert answer["Location"] == address("meeting-rest", booked)
    got = post_out(now)
    assert sorted(got) == [cast.amina.email, cast.bengt.email]
    (entry,) = got[cast.bengt.email]
    assert str(entry["summary"]) == "Counterpart: you and Amina"
    assert (entry["dtstart"].dt, int(entry["sequence"])) == (booked.starts_at, 0)
    assert str(entry["url"]).endswith(address("meeting-move", booked))


def test_both_clocks_are_shown_where_they_differ(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(time_zone="Asia/Kolkata")
    page = " ".join(text_of(signed_in(cast.amina).get(address("meeting-find", together))))
    assert page.count("for Bengt)") == 3


def test_where_nothing_overlaps_amina_is_told_and_types_a_time(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    Person.objects.filter(pk=cast.amina.pk).update(hours="Mon 09:00-10:00", time_zone="Europe/Paris")
    Person.objects.filter(pk=cast.bengt.pk).update(hours="Tue 09:00-10:00")
    amina, day = signed_in(cast.amina), (now + 40 * DAY).date()
    page = text_of(amina.get(address("meeting-find", together)))
    assert any(words.startswith("We found no time at which all of you can") for words in page)

    send(amina, "meeting-find", together, day=day.isoformat(), hour="07:15")

    starts = Meeting.objects.get().starts_at
    assert starts
    assert starts.astimezone(ZoneInfo("Europe/Paris")).strftime("%H:%M") == "07:15"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"slot": "soon"},
        {"slot": "0001-01-01T00:00:00+23:59"},
        {"slot": "9999-12-31T23:59:59-23:59"},
        {"slot": "2026-01-01T10:00"},
        {"slot": "2020-01-01T10:00:00+00:00"},
        {"slot": "\x00"},
        {"day": "2020-01-01", "hour": "10:00"},
        {"day": "0001-01-01", "hour": "00:00"},
        {"day": "9999-12-31", "hour": "23:59"},
        {"day": "2099-01-01", "hour": "10:00"},
        {"day": "2030-01-01"},
        {"hour": "10:00"},
        {"day": "2027-03-28", "hour": "02:30"},
        {"day": "soon", "hour": "nan"},
        {"minutes": "1e309"},
        {"minutes": "100000"},
        {"seen": "-1"},
        {"key": "../"},
        {"link": "http://meet.example.org/"},
        {"link": "javascript:alert(1)"},
        {"link": "ftp://meet.example.org/"},
    ],
)
def test_what_cannot_be_booked_stays_on_the_page(
    together: Partnership, cast: Cast, signed_in: SignIn, said: dict[str, str]
) -> None:
    Person.objects.filter(pk=cast.amina.pk).update(time_zone="Europe/Berlin")
    assert send(signed_in(cast.amina), "meeting-find", together, **said).status_code == 422
    assert Meeting.objects.count() == 0


def test_nobody_is_booked_twice_at_one_hour(
    together: Partnership, meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    chen = actions.begin(cast.programme, people=[cast.chen, cast.bengt], topics=[], at=now)
    assert meeting.starts_at
    slot = (meeting.starts_at + timedelta(minutes=30)).isoformat()
    answer = send(signed_in(cast.chen), "meeting-find", chen, slot=slot)
    assert answer.status_code == 422
    assert "Somebody is taken then. Please choose another time." in text_of(answer)
    assert "Amina" not in answer.text


def test_a_double_click_is_one_meeting(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    said = {"slot": first_slot(amina, "meeting-find", together), "key": str(uuid4()), "seen": "0"}
    answers = [send(amina, "meeting-find", together, **said).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert Meeting.objects.count() == 1
    assert Letter.objects.count() == 2


def test_who_is_second_learns_that_the_other_was_faster(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    bengt = signed_in(cast.bengt)
    page = fields_of(bengt.get(address("meeting-find", together)))
    booking.book(together, now + 9 * DAY, key=uuid4(), seen=0, by=cast.amina, at=now)
    answer = bengt.post(
        address("meeting-find", together),
        {"slot": page["slot"], "key": page["key"], "seen": page["seen"], "minutes": 60},
        follow=True,
    )
    assert "The meetings changed a moment ago. Here is how they stand." in text_of(answer)
    assert Meeting.objects.count() == 1


def test_amina_lets_bengt_choose_and_he_does(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    send(amina, "meeting-find", together, ask="1")
    offered = Meeting.objects.get()
    assert offered.slots.count() == 3
    assert [letter.to for letter in Letter.objects.all()] == [cast.bengt]
    assert "Amina would like to meet." in text_of(bengt.get("/"))

    send(bengt, "meeting-choose", offered, slot=first_slot(bengt, "meeting-choose", offered))

    offered.refresh_from_db()
    assert offered.starts_at in [slot.starts_at for slot in offered.slots.all()]


def test_the_rest_of_the_series_is_booked_with_one_letter(
    together: Partnership, meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina = signed_in(cast.amina)
    Letter.objects.all().delete()
    page = amina.get(address("meeting-rest", meeting))
    starts = [each.value for each in page.context["choices"]]
    said = {"start": starts[1:], "seen": fields_of(page)["seen"]}

    for _ in range(2):  # a second click books nothing more
        amina.post(address("meeting-rest", meeting), said)

    assert len(starts) == 5
    assert Meeting.objects.count() == 5
    got = post_out(now)
    assert {who: len(entries) for who, entries in got.items()} == {cast.amina.email: 4, cast.bengt.email: 4}


@pytest.mark.parametrize(("rhythm", "more"), [("series", 5), ("sprint", 3), ("once", 0), ("open", 0)])
def test_the_agreement_says_how_often_and_how_long(
    together: Partnership, meeting: Meeting, cast: Cast, signed_in: SignIn, rhythm: str, more: int
) -> None:
    said = Agreement.objects.create(partnership=together, number=1, rhythm=rhythm, minutes=50, words=b"")
    for each in (cast.amina, cast.bengt):
        Signature.objects.create(agreement=said, person=each)
    amina = signed_in(cast.amina)
    page = amina.get(address("meeting-rest", meeting))
    assert len(page.context["choices"]) == more if more else page.status_code == 302
    assert amina.get(address("meeting-find", together)).context["form"]["minutes"].value() == 50


def test_moving_it_raises_the_sequence_of_the_same_entry(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    (before,) = post_out(now)[cast.bengt.email]
    bengt = signed_in(cast.bengt)
    send(bengt, "meeting-move", meeting, slot=first_slot(bengt, "meeting-move", meeting))
    (after,) = post_out(now)[cast.bengt.email]
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) == 1
    assert after["dtstart"].dt == Meeting.objects.get().starts_at != before["dtstart"].dt


def test_a_new_link_alone_is_a_change_and_nothing_new_is_none(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina = signed_in(cast.amina)
    send(amina, "meeting-move", meeting)
    assert Meeting.objects.get().sequence == 0
    send(amina, "meeting-move", meeting, link="https://other.example.org/")
    changed = Meeting.objects.get()
    assert (changed.sequence, changed.link) == (1, "https://other.example.org/")
    assert changed.starts_at == meeting.starts_at


def test_calling_off_chooses_the_next_in_the_same_step(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    Letter.objects.all().delete()
    bengt = signed_in(cast.bengt)
    slot = first_slot(bengt, "meeting-cancel", meeting)
    send(bengt, "meeting-cancel", meeting, slot=slot)
    old, new = Meeting.objects.order_by("proposed_at", "cancelled_at").all()
    if old.cancelled_at is None:
        old, new = new, old
    assert (old.pk, old.cancelled_by, new.starts_at) == (meeting.pk, cast.bengt, datetime.fromisoformat(slot))
    assert new.link == LINK
    gone, put = post_out(now)[cast.amina.email]
    assert (str(gone["status"]), int(gone["sequence"])) == ("CANCELLED", 1)
    assert (str(put["status"]), put["dtstart"].dt) == ("CONFIRMED", new.starts_at)


def test_skipping_leaves_the_others_and_letting_choose_offers_times(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    other = booking.book(meeting.partnership, now + 9 * DAY, key=uuid4(), seen=1, by=cast.amina, at=now)
    amina = signed_in(cast.amina)
    send(amina, "meeting-cancel", meeting, skip="1")
    assert [each.pk for each in Meeting.objects.ahead(now)] == [other.pk]
    send(amina, "meeting-cancel", other, ask="1")
    assert not Meeting.objects.ahead(now).exists()
    assert Meeting.objects.open().get().slots.count() == 3


def test_what_is_over_or_called_off_is_moved_no_more(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    changing.cancel(meeting, seen=0, by=cast.bengt, at=now)
    amina = signed_in(cast.amina)
    for name in ("meeting-move", "meeting-cancel", "meeting-choose"):
        assert amina.get(address(name, meeting))["Location"] == address("meetings", meeting.partnership)
        assert amina.post(address(name, meeting), {"skip": "1"}).status_code == 302


def test_parting_takes_what_lay_ahead_out_of_both_calendars(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    post_out(now)
    actions.end(meeting.partnership, by=cast.amina, at=now)
    assert not Meeting.objects.standing().exists()
    mail.outbox.clear()
    send_due(lambda: now)
    told = [(each.to[0], str(event["status"])) for each in mail.outbox for event in entries_of(each)]
    assert sorted(told) == [(cast.amina.email, "CANCELLED"), (cast.bengt.email, "CANCELLED")]
    bengt = signed_in(cast.bengt)
    assert bengt.get(address("meeting-find", meeting.partnership)).status_code == 302
    assert bengt.get(address("meetings", meeting.partnership)).status_code == 200


def test_a_day_before_both_are_reminded_once_with_the_cards(
    meeting: Meeting, cast: Cast, now: datetime
) -> None:
    AgendaItem.objects.create(meeting=meeting, card="swap-a-day")
    assert meeting.starts_at
    post_out(now)
    assert changing.remind(meeting.starts_at - 2 * DAY) == 0
    assert [changing.remind(meeting.starts_at - timedelta(hours=20)) for _ in range(2)] == [1, 0]
    mail.outbox.clear()
    send_due(lambda: now + 3 * DAY)
    assert sorted(each.to[0] for each in mail.outbox) == [cast.amina.email, cast.bengt.email]
    assert all("Swap a day" in str(each.body) for each in mail.outbox)


def test_nobody_is_reminded_while_they_rest_or_of_what_was_booked_just_now(
    together: Partnership, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    booking.book(together, now + timedelta(hours=30), key=uuid4(), seen=1, by=cast.amina, at=now)
    assert changing.remind(now + timedelta(hours=10)) == 0
    Pause.objects.create(partnership=together, by=cast.amina)
    assert changing.remind(now + 3 * DAY - timedelta(hours=5)) == 0


def test_afterwards_one_question_whose_answer_the_other_never_reads(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    held = booking.book(together, now - DAY, key=uuid4(), seen=0, by=cast.amina, at=now - 3 * DAY)
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    asked = "You met Bengt on"
    assert any(words.startswith(asked) for words in text_of(amina.get("/")))

    answer = amina.post(address("meeting-worth", held), {"says": "no", "home": "1"})

    assert answer["Location"] == "/"
    assert Worth.objects.get().says == "no"
    assert not any(words.startswith(asked) for words in text_of(amina.get("/")))
    assert (
        'aria-pressed="true"'
        in amina.get(address("meetings", together)).text.split("Where we met")[1].split("<footer")[0]
    )
    theirs = bengt.get(address("meetings", together)).text.split("Where we met")[1].split("<footer")[0]
    assert 'aria-pressed="true"' not in theirs


def test_worth_is_told_of_what_was_held_and_in_three_words_only(
    meeting: Meeting, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    for says in ("yes", "maybe", "", "\x00"):
        assert amina.post(address("meeting-worth", meeting), {"says": says}).status_code == 302
    assert Worth.objects.count() == 0


def test_a_meeting_of_others_is_not_reached_through_ones_own_partnership(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    own = actions.begin(cast.programme, people=[cast.chen, cast.dara], topics=[], at=now)
    chen = signed_in(cast.chen)
    for name in ("meeting-choose", "meeting-move", "meeting-cancel", "meeting-rest", "meeting-worth"):
        where = reverse(name, args=[own.pk, meeting.pk])
        assert chen.post(where, {"skip": "1", "says": "yes", "seen": "0"}).status_code == 404
    assert Meeting.objects.ahead(now).get() == meeting


def test_the_feed_says_whom_and_when_and_nothing_else(
    meeting: Meeting, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    AgendaItem.objects.create(meeting=meeting, card="swap-a-day")
    raw = feeds.make(busy=False, by=cast.amina, at=now)
    answer = Client().get(reverse("calendar-feed", args=[raw]))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    (event,) = events_in(answer.content)
    assert str(event["summary"]) == "Counterpart: you and Bengt"
    assert event["dtstart"].dt == meeting.starts_at
    for word in ("swap", LINK, "Lindqvist", cast.bengt.email):
        assert word.lower() not in answer.text.lower()


def test_busy_says_only_that(meeting: Meeting, cast: Cast, now: datetime) -> None:
    raw = feeds.make(busy=True, by=cast.amina, at=now)
    text = Client().get(reverse("calendar-feed", args=[raw])).text
    (event,) = events_in(text)
    assert str(event["summary"]) == "Busy"
    assert {"url", "description", "location"}.isdisjoint(key.lower() for key in event)
    assert "Bengt" not in text


def test_the_address_is_long_kept_as_a_digest_shown_once_and_ends_with_the_next(
    cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina = signed_in(cast.amina)
    page = amina.post(reverse("calendar"), {"do": "named"})
    raw = page.context["address"].rsplit("/", 1)[1].removesuffix(".ics")
    assert len(raw) >= 43  # 256 bits
    assert not Token.objects.filter(digest=raw).exists()
    assert raw not in amina.get(reverse("calendar")).text
    feed = reverse("calendar-feed", args=[raw])
    assert Client().get(feed).status_code == 200
    amina.post(reverse("calendar"), {"do": "named"})
    assert Client().get(feed).status_code == 404
    assert feeds.current(cast.amina, now + DAY) is not None
    amina.post(reverse("calendar"), {"do": "stop"})
    assert feeds.current(cast.amina, now + DAY) is None


def test_no_other_link_and_nobody_disabled_opens_a_calendar(cast: Cast, now: datetime) -> None:
    from counterpart.people import tokens

    _, raw = tokens.issue(cast.amina, purpose=Token.Purpose.SIGN_IN, at=now, days=1)
    assert Client().get(reverse("calendar-feed", args=[raw])).status_code == 404
    raw = feeds.make(busy=False, by=cast.amina, at=now)
    Person.objects.filter(pk=cast.amina.pk).update(is_active=False)
    assert Client().get(reverse("calendar-feed", args=[raw])).status_code == 404
    assert Client().get(reverse("sign-in-link", args=[raw])).status_code != 302


def test_home_says_to_find_a_time_and_then_when_it_is(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    amina = signed_in(cast.amina)
    page = amina.get("/")
    assert "You and Bengt have not booked a time yet." in text_of(page)
    booking.book(together, datetime(2030, 5, 6, 9, tzinfo=UTC), key=uuid4(), seen=0, by=cast.amina, at=now)
    page = amina.get("/")
    assert "Monday 6 May, 09:00" in text_of(page)
    assert address("meetings", together) in links_of(page).values()


def test_the_pages_cost_the_same_for_one_meeting_and_for_forty(
    together: Partnership,
    cast: Cast,
    signed_in: SignIn,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    amina = signed_in(cast.amina)
    feed = reverse("calendar-feed", args=[feeds.make(busy=False, by=cast.amina, at=now)])
    for count in (1, 39):
        made = Meeting.objects.count()
        for n in range(made, made + count):
            for start, at in ((now + (n + 3) * DAY, now), (now - (n + 3) * DAY, now - 90 * DAY)):
                seen = Meeting.objects.count()
                booking.book(together, start, key=uuid4(), seen=seen, by=cast.amina, at=at)
        ahead = Meeting.objects.ahead(now).first()
        assert ahead
        costs = {
            address("meetings", together): 10,
            address("meeting-find", together): 11,
            address("meeting-move", ahead): 10,
            address("meeting-cancel", ahead): 10,
        }
        for where, cost in costs.items():
            with django_assert_num_queries(cost):
                amina.get(where)
        with django_assert_num_queries(5):
            Client().get(feed)
