"""Somebody who books for another: asked, ended by either, and never twice at a time."""

from datetime import datetime, timedelta

import pytest

from counterpart.journal.models import Entry
from counterpart.letters import Kind
from counterpart.letters.models import Letter
from counterpart.partnerships.actions import assistants
from counterpart.partnerships.letters import AsksToBook, BooksNoMore
from counterpart.partnerships.models import Assistant
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.people.newcomers import Newcomer
from tests.cast import Cast
from tests.racing import race

PIA = Newcomer("Pia@example.org", "Pia Berg", time_zone="Europe/Stockholm")


def letters_to(person: Person, kind: type[Kind]) -> int:
    return Letter.objects.filter(to=person, kind=kind.name()).count()


def test_bengt_asks_pia_who_was_not_here_before_and_she_gets_a_letter(cast: Cast, now: datetime) -> None:
    made = assistants.ask_to_book(PIA, by=cast.bengt, at=now)
    assert (made.helper.email, made.helper.time_zone) == ("pia@example.org", "Europe/Stockholm")
    assert list(Assistant.objects.for_helper(made.helper)) == [made]
    assert letters_to(made.helper, AsksToBook) == 1


def test_the_name_is_the_one_that_bengt_gave_so_that_nobody_learns_who_is_here(
    cast: Cast, now: datetime
) -> None:
    made = assistants.ask_to_book(Newcomer(cast.dara.email, "D."), by=cast.bengt, at=now)
    assert (made.helper, made.name) == (cast.dara, "D.")
    cast.dara.refresh_from_db()
    assert cast.dara.name == "Dara Keo"


def test_asked_twice_pia_gets_one_letter(cast: Cast, now: datetime) -> None:
    first, second = (assistants.ask_to_book(PIA, by=cast.bengt, at=now) for _ in range(2))
    assert first == second
    assert letters_to(first.helper, AsksToBook) == 1


def test_another_takes_the_place_of_the_one_before(cast: Cast, now: datetime) -> None:
    before = assistants.ask_to_book(PIA, by=cast.bengt, at=now)
    assistants.ask_to_book(Newcomer("noa@example.org", "Noa Lind"), by=cast.bengt, at=now)
    assert not Assistant.objects.for_helper(before.helper)


def test_nobody_is_their_own_assistant(cast: Cast, now: datetime) -> None:
    with pytest.raises(assistants.ThatIsYou):
        assistants.ask_to_book(Newcomer(cast.bengt.email.upper(), "B"), by=cast.bengt, at=now)


def test_nobody_sends_such_letters_by_the_dozen(cast: Cast, now: datetime) -> None:
    for n in range(assistants.MOST):
        assistants.ask_to_book(Newcomer(f"x{n}@example.org", "X"), by=cast.bengt, at=now)
    with pytest.raises(assistants.Enough):
        assistants.ask_to_book(PIA, by=cast.bengt, at=now + timedelta(hours=23))
    assistants.ask_to_book(PIA, by=cast.bengt, at=now + timedelta(hours=25))


def test_who_stops_tells_the_other_once(cast: Cast, now: datetime) -> None:
    made = assistants.ask_to_book(PIA, by=cast.bengt, at=now)
    for _ in range(2):
        assistants.stop_booking(made, by=made.helper, at=now)
    assert letters_to(cast.bengt, BooksNoMore) == 1
    assert Entry.objects.filter(verb="stopped booking", by=made.helper.pk).count() == 1
    assert not Assistant.objects.for_helper(made.helper)


def test_who_would_rather_not_have_to_do_with_bengt_hears_nothing_of_it(cast: Cast, now: datetime) -> None:
    avoiding.avoid(cast.bengt.email, by=cast.dara, at=now)
    assistants.ask_to_book(Newcomer(cast.dara.email, "Dara"), by=cast.bengt, at=now)
    assert not letters_to(cast.dara, AsksToBook)
    assert not Assistant.objects.for_helper(cast.dara)


@pytest.mark.parametrize("whose", ["person", "helper"])
def test_who_may_not_come_in_books_no_more(cast: Cast, now: datetime, whose: str) -> None:
    made = assistants.ask_to_book(PIA, by=cast.bengt, at=now)
    Person.objects.filter(pk=getattr(made, whose).pk).update(is_active=False)
    assert not Assistant.objects.for_helper(made.helper)


@pytest.mark.django_db(transaction=True)
def test_of_eight_tabs_one_asks(cast: Cast, now: datetime) -> None:
    asked = race(8, lambda n: assistants.ask_to_book(PIA, by=cast.bengt, at=now))
    assert asked == ["done"] * 8
    assert Assistant.objects.count() == letters_to(Assistant.objects.get().helper, AsksToBook) == 1
