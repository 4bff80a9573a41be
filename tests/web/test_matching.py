"""Chen goes from answers to a published match through the real pages, without JavaScript."""

import re
from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from counterpart.letters.models import Letter
from counterpart.matching import actions
from counterpart.matching.models import Override, Run
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.people.newcomers import Newcomer
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership, Programme
from tests.cast import Cast
from tests.matching.conftest import junior, pairs, published, senior, show, told, wish, worked_out
from tests.pages import read
from tests.web.reading import text_of

SignIn = Callable[[Person], Client]
__all__ = ["told"]


def of(run: Run, page: str) -> str:
    return f"/match/{run.pk}/{page}"


def both(one: Person, other: Person) -> dict[str, str]:
    return {"one": str(one.pk), "other": str(other.pk)}


def notes(response: object) -> list[str]:
    context = getattr(response, "context", None)
    assert context is not None
    return [str(message) for message in context["messages"]]


def test_chen_matches_looks_and_publishes(told: Cast, now: datetime, signed_in: SignIn) -> None:
    chen = signed_in(told.chen)
    begin = f"/programmes/{told.programme.pk}/match/"
    assert read(chen.get(begin)).title == "2 people can be matched."

    waiting = read(chen.post(begin, follow=True))
    assert waiting.title == "We are looking for who fits with whom."
    run = Run.objects.get()
    assert read(chen.get(begin, follow=True)).path == of(run, "")
    actions.work_out(run.pk, run.round, at=now)

    review = read(chen.get(waiting.path, follow=True))
    assert (review.path, review.title) == (of(run, "review/"), "2 of 2 have a counterpart.")
    row = next(row for row in review.rows() if len(row) == 4)
    assert row[0] == "AD BL Amina Diallo Bengt Lindqvist Different in stage, what they do and place Reverse"
    assert row[1] in (
        "Amina shows Bengt: TikTok Bengt shows Amina: Speaking in front of people",
        "Bengt shows Amina: Speaking in front of people Amina shows Bengt: TikTok",
    )

    refused = read(chen.post(of(run, "publish/"), review.answers()))
    assert (refused.status, refused.errors) == (
        422,
        ["Tick that you know this, or add the managers and match again."],
    )
    done = read(chen.post(of(run, "publish/"), review.answers() | {"unchecked": "on"}, follow=True))
    assert (done.path, done.title) == (of(run, "review/"), "2 of 2 were asked.")
    assert [row[3] for row in done.rows() if len(row) == 4] == ["asked, waiting for answers"]
    assert Letter.objects.filter(kind__endswith=".Proposed").count() == 2


def test_the_bar_asks_again_until_the_match_is_there(told: Cast, now: datetime, signed_in: SignIn) -> None:
    chen = signed_in(told.chen)
    run = actions.start(told.programme, by=told.chen, at=now)
    bar = chen.get(of(run, "progress/"), headers={"HX-Request": "true"})
    assert (bar.status_code, bar.templates[0].name) == (200, "matching/bar.html")

    actions.work_out(run.pk, run.round, at=now)

    done = chen.get(of(run, "progress/"), headers={"HX-Request": "true"})
    assert done.headers["HX-Redirect"] == of(run, "")


def test_a_change_is_worked_out_at_once_and_its_price_said(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    ines = senior("Ines Sousa", told, now, importance=1)
    run = worked_out(told, now)
    chen = signed_in(told.chen)

    pinned = chen.post(of(run, "together/"), both(told.amina, ines), follow=True)
    assert pairs(run) == {frozenset({"Amina", "Ines"})}
    (said,) = notes(pinned)
    assert said.startswith(
        "Amina and Ines are together. As many have a counterpart as before; the match is worth "
    )
    assert said.endswith(" % less.")

    apart = chen.post(of(run, "apart/"), both(told.amina, ines), follow=True)
    assert pairs(run) == {frozenset({"Amina", "Bengt"})}
    assert notes(apart)[0].startswith("Amina and Ines are kept apart.")

    undone = chen.post(of(run, "undo/"), follow=True)
    assert pairs(run) == {frozenset({"Amina", "Ines"})}
    assert notes(undone)[0].startswith("The last change is taken back.")


def test_losing_people_is_said_in_people(told: Cast, now: datetime, signed_in: SignIn) -> None:
    run = worked_out(told, now)

    said = notes(signed_in(told.chen).post(of(run, "apart/"), both(told.amina, told.bengt), follow=True))

    assert said == ["Amina and Bengt are kept apart. 2 people fewer have a counterpart."]


def test_a_large_match_is_left_to_the_worker(
    told: Cast, now: datetime, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = worked_out(told, now)
    monkeypatch.setattr(actions, "QUICK", 1)

    page = read(signed_in(told.chen).post(of(run, "apart/"), both(told.amina, told.bengt), follow=True))

    assert page.title == "We are looking for who fits with whom."


def test_an_organiser_cannot_tell_an_avoid_list_from_a_reporting_line(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    run = worked_out(told, now)
    chen = signed_in(told.chen)
    address = f"pair/{told.amina.pk}/{told.bengt.pk}/"

    def seen() -> tuple[list[str], list[bytes]]:
        refused = chen.post(of(run, "together/"), both(told.amina, told.bengt), follow=True)
        chen.post(of(run, "again/"), follow=True)
        pages = (chen.get(of(run, address)), chen.get(of(run, "review/")))
        return notes(refused), [_without_secrets(page.content) for page in pages]

    Membership.objects.filter(person=told.amina).update(manager=told.cora.email)
    avoiding.avoid(told.amina.email, by=told.bengt, at=now)
    avoided = seen()
    avoiding.stop_avoiding(told.bengt.avoidances.get(), by=told.bengt, at=now)
    Membership.objects.filter(person=told.amina).update(manager=told.bengt.email)
    Membership.objects.filter(person=told.bengt).update(manager="")
    managed = seen()

    assert managed[0] == ["These two cannot be put together: a private rule prevents it."]
    assert avoided == managed


def _without_secrets(html: bytes) -> bytes:
    """What differs from one click to the next: tokens, and the number of the round."""
    return re.sub(rb'name="(csrfmiddlewaretoken|round)" value="[^"]*"', b"", html)


def test_what_changed_since_is_worked_out_again_before_anything_is_sent(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    run = worked_out(told, now)
    chen = signed_in(told.chen)
    form = read(chen.get(of(run, "review/"))).answers() | {"unchecked": "on"}
    avoiding.avoid(told.bengt.email, by=told.amina, at=now)

    said = notes(chen.post(of(run, "publish/"), form, follow=True))

    assert said == ["The match has changed since you looked at it. Look once more, then publish."]
    run.refresh_from_db()
    assert (run.round, run.published_at, Letter.objects.count()) == (2, None, 0)


def test_any_two_can_be_looked_at_and_put_together(told: Cast, now: datetime, signed_in: SignIn) -> None:
    ines = senior("Ines Sousa", told, now, importance=1)
    run = worked_out(told, now)
    chen = signed_in(told.chen)

    found = chen.get(of(run, f"person/{ines.pk}/?name=ami"))
    assert [person.name for person in found.context["others"]] == ["Amina Diallo"]
    for one, other, title in (
        (ines, told.amina, "Ines Sousa and Amina Diallo?"),
        (told.bengt, told.amina, "Why Bengt Lindqvist and Amina Diallo?"),
    ):
        assert read(chen.get(of(run, f"pair/{one.pk}/{other.pk}/"))).title == title


def test_an_empty_programme_says_what_to_do(cast: Cast, signed_in: SignIn) -> None:
    page = read(signed_in(cast.chen).get(f"/programmes/{cast.programme.pk}/match/"))

    assert page.title == "There is nobody to match yet."


def test_a_match_of_nobody_says_what_would_help(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    for person in (cast.amina, cast.bengt):
        show(person, "Public speaking", now)
        wish(person, "TikTok", now)
    run = worked_out(cast, now)

    page = read(signed_in(cast.chen).get(of(run, "review/")))

    assert page.title == "Nobody fits with anybody yet."
    assert list(page.rows()) == []


@pytest.mark.parametrize("said", [{}, {"one": "x", "other": "y"}, {"one": "\0"}])
def test_odd_answers_change_nothing(
    told: Cast, now: datetime, signed_in: SignIn, said: dict[str, str]
) -> None:
    run = worked_out(told, now)
    chen = signed_in(told.chen)

    assert notes(chen.post(of(run, "together/"), said, follow=True)) == [
        "Choose two people of this programme."
    ]
    assert chen.post(of(run, "together/"), both(told.amina, told.dara)).status_code == 404
    assert chen.post(of(run, "together/"), both(told.amina, told.amina)).status_code == 302
    assert chen.post(of(run, "publish/"), {"round": "nan"}).status_code == 422
    assert chen.get(of(run, "review/?page=zzz&only=%00&looking=-1")).status_code == 200
    assert chen.get(of(run, f"person/{told.amina.pk}/?name=%00")).status_code == 200
    assert Override.objects.count() == 0


def test_only_its_organiser_sees_a_match(told: Cast, now: datetime, signed_in: SignIn) -> None:
    run = worked_out(told, now)
    pages = ["", "progress/", "review/", f"pair/{told.amina.pk}/{told.bengt.pk}/", f"person/{told.amina.pk}/"]
    deeds = ["together/", "apart/", "undo/", "one-way/", "again/", "publish/"]

    for stranger in (told.amina, told.bengt, told.cora, told.dara, told.eli, told.olu):
        client = signed_in(stranger)
        assert {client.get(of(run, page)).status_code for page in pages} == {404}
        assert {client.post(of(run, deed)).status_code for deed in deeds} == {404}
    assert {Client().get(of(run, page)).status_code for page in pages} == {302}
    run.refresh_from_db()
    assert (run.round, run.published_at) == (1, None)


def test_dismissed_chen_sees_no_match_any_more(told: Cast, now: datetime, signed_in: SignIn) -> None:
    run = worked_out(told, now)
    programmes.appoint(told.programme, Newcomer("eli@example.org", "Eli"), by=told.chen, at=now)
    programmes.dismiss(told.programme.organisers.get(person=told.chen), by=told.chen, at=now)

    assert signed_in(told.chen).get(of(run, "review/")).status_code == 404


def test_a_run_of_nowhere_is_not_found(told: Cast, signed_in: SignIn) -> None:
    assert signed_in(told.chen).get(f"/match/{uuid4()}/review/").status_code == 404


def test_who_may_not_be_matched_starts_nothing(told: Cast, signed_in: SignIn) -> None:
    Programme.objects.filter(pk=told.programme.pk).update(state=Programme.State.DRAFT)

    said = notes(signed_in(told.chen).post(f"/programmes/{told.programme.pk}/match/", follow=True))

    assert said == ["This programme does not collect answers, so there is nothing to match yet."]
    assert Run.objects.count() == 0


def test_after_publishing_whoever_is_free_can_be_matched_again(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    published(told, now)

    page = read(signed_in(told.chen).get(f"/programmes/{told.programme.pk}/match/"))

    assert page.title == "Match again?"


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_review_asks_the_database_as_often_for_two_as_for_sixty(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    run = worked_out(told, now)
    client = signed_in(told.chen)
    senior("Odd One", told, now)
    actions.again(run, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)
    few = _queries(client, of(run, "review/"))

    for number in range(30):
        junior(f"J{number} Young", told, now)
        senior(f"S{number} Older", told, now)
    actions.again(run, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)

    assert _queries(client, of(run, "review/")) == few
    assert few <= 20


@pytest.mark.parametrize("only", ["all", "least", "reverse", "same-stage", "pinned"])
def test_chen_sees_which_pairs_are_shown(told: Cast, now: datetime, signed_in: SignIn, only: str) -> None:
    address = of(worked_out(told, now), "review/")
    page = signed_in(told.chen).get(address, {"only": only}).content.decode()
    marked = re.findall(r'<a href="([^"]*)" aria-current="true"', page)
    assert marked == [f"{address}{'' if only == 'all' else f'?only={only}'}#who"]


def test_chen_reads_why_the_match_counts_fewer_than_told_something(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    run = worked_out(told, now)
    senior("Later Comer", told, now)

    said = text_of(signed_in(told.chen).get(of(run, "review/")))

    why = "with somebody already, asked, away, or later than this match."
    assert said.count(f"1 more person has told something: {why}") == 1
