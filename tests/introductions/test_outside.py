"""Somebody outside is introduced: one letter, two lines, a yes or a no, and then they are forgotten."""

import logging
import re
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from counterpart.config.logs import Line
from counterpart.introductions import actions, outside, outside_mail, sealed
from counterpart.introductions.models import Never, Outside, Wish
from counterpart.letters.models import Letter
from counterpart.partnerships import actions as partnerships
from counterpart.people import avoiding
from counterpart.people.models import Person
from tests.cast import Cast, person
from tests.racing import race

SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)
SAM = outside.Stranger("Sam Reed", "Sam.Reed@elsewhere.example")
LINES = "You both sail."

pytestmark = pytest.mark.django_db
EVER = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wish(cast: Cast, now: datetime) -> Wish:
    """Amina would like to meet a sailor; Bengt is together with her."""
    partnerships.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    return actions.wish("A sailor", key=uuid4(), by=cast.amina, at=now)


@pytest.fixture
def asked(wish: Wish, cast: Cast, now: datetime) -> Outside:
    return introduce(wish, cast, now)


def introduce(wish: Wish, cast: Cast, at: datetime, whom: outside.Stranger = SAM) -> Outside:
    return outside.introduce(wish, whom, LINES, key=uuid4(), by=cast.bengt, at=at)


def sent(at: datetime) -> list[Any]:
    mail.outbox.clear()
    outside_mail.send_due(lambda: at)
    return list(mail.outbox)


def letters_to(person: Person) -> list[str]:
    return [
        each.kind.rpartition(".")[2] for each in Letter.objects.filter(to=person).order_by("posted_at", "pk")
    ]


def page(row: Outside) -> str:
    return reverse("outside-answer", args=[outside.token(row)])


def both_said_yes(row: Outside, cast: Cast, at: datetime) -> Outside:
    outside.answer_inside(row, yes=True, by=cast.amina, at=at)
    outside.answer_outside(row, yes=True, at=at)
    row.refresh_from_db()
    return row


def test_sam_gets_one_letter_that_names_bengt_and_neither_amina_nor_her_wish(
    asked: Outside, cast: Cast, now: datetime
) -> None:
    (letter,) = sent(now)
    assert letter.to == [SAM.address]
    assert "Bengt Lindqvist" in letter.subject
    assert page(asked) in letter.body
    for word in ("Amina", cast.amina.email, "sailor", LINES):
        assert word not in letter.subject + letter.body
    assert sent(now + DAY) == []


def test_neither_learns_who_the_other_is_before_both_have_said_yes(
    asked: Outside, cast: Cast, now: datetime, signed_in: SignIn, client: Client
) -> None:
    hers, inside = signed_in(cast.amina), reverse("outside", args=[asked.pk])

    def seen() -> tuple[bool, bool]:
        told_her, told_sam = (each.content.decode() for each in (hers.get(inside), client.get(page(asked))))
        names = (told_her, "Sam", SAM.address), (told_sam, "Amina", cast.amina.email)
        first, second = (name in told or address in told for told, name, address in names)
        return first, second

    assert seen() == (False, False)
    assert client.post(page(asked), {"answer": "yes"}).status_code == 200
    assert seen() == (False, False)
    hers.post(inside, {"answer": "yes"})
    assert seen() == (True, True)
    (letter,) = [each for each in sent(now + DAY) if "introduced" in each.subject]
    assert cast.amina.email in letter.body
    assert letters_to(cast.amina)[-1] == "MetOutside"
    assert letters_to(cast.bengt)[-1] == "ThankYouOutside"


def test_reading_the_page_changes_nothing(asked: Outside, client: Client) -> None:
    before = Outside.objects.values().get()
    for ask in (client.get, client.head):
        assert ask(page(asked)).status_code == 200
    assert client.post(page(asked), {"answer": "perhaps"}).status_code == 200
    assert Outside.objects.values().get() == before


def test_with_a_no_sam_is_forgotten_at_once_and_to_the_others_it_looks_like_silence(
    asked: Outside, cast: Cast, now: datetime, client: Client, signed_in: SignIn
) -> None:
    theirs = [signed_in(each) for each in (cast.bengt, cast.amina)]

    def read() -> list[str]:
        return [what_it_says(each, reverse("outside", args=[asked.pk])) for each in theirs]

    before = read()
    client.post(page(asked), {"answer": "no"})
    row = Outside.objects.get()
    assert (row.address, row.name) == (None, None)
    assert client.get(page(asked)).status_code == 410
    assert sent(now) == []
    assert read() == before
    assert LINES in before[0]
    outside.look_after(at=now + 31 * DAY)
    assert letters_to(cast.bengt)[-1] == "NothingOutside"
    assert Outside.objects.get().words is None


def test_when_it_ran_out_bengt_does_not_read_from_it_whether_sam_said_yes(
    wish: Wish, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    rows = [introduce(wish, cast, now, outside.Stranger("Sam", f"s{n}@elsewhere.example")) for n in range(2)]
    outside.answer_outside(rows[0], yes=True, at=now)
    Outside.objects.update(lapses_at=now - DAY)
    outside.look_after(at=now)
    his = signed_in(cast.bengt)
    with_yes, without = (what_it_says(his, reverse("outside", args=[each.pk])) for each in rows)
    assert with_yes == without


def what_it_says(client: Client, path: str) -> str:
    """The page without the token of its form, which differs each time."""
    html = client.get(path).content.decode()
    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]*"', "", html[html.index("<main") : html.index("</main>")]
    )


def test_whoever_never_wants_to_hear_from_us_gets_no_other_letter_and_bengt_does_not_learn_why(
    asked: Outside, wish: Wish, cast: Cast, now: datetime, client: Client, settings: Any
) -> None:
    sent(now)
    client.post(page(asked), {"answer": "never"})
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another-key" * 9
    again = introduce(wish, cast, now + DAY, outside.Stranger("Sam", SAM.address.upper()))
    assert sent(now + DAY) == []
    assert again.is_open(now + DAY)
    assert [SAM.address in each.digest for each in Never.objects.all()] == [False]


def test_nobody_outside_gets_more_than_two_first_letters_a_year(
    wish: Wish, cast: Cast, now: datetime
) -> None:
    counts = []
    for n in range(3):
        at = now + n * 40 * DAY
        introduce(wish, cast, at)
        counts.append(len(sent(at)))
        outside.look_after(at=at + 31 * DAY)
    assert counts == [1, 1, 0]


def test_bengt_has_three_open_at_most(wish: Wish, cast: Cast, now: datetime) -> None:
    for n in range(3):
        introduce(wish, cast, now, outside.Stranger("Sam", f"sam{n}@elsewhere.example"))
    with pytest.raises(actions.Enough):
        introduce(wish, cast, now, outside.Stranger("Sam", "sam9@elsewhere.example"))


def test_bengt_cannot_introduce_himself_and_does_not_learn_which_address_is_aminas(
    wish: Wish, cast: Cast, now: datetime
) -> None:
    with pytest.raises(outside.Yourself):
        introduce(wish, cast, now, outside.Stranger("Me", cast.bengt.email.upper()))
    introduce(wish, cast, now, outside.Stranger("Her", cast.amina.email.upper()))
    assert sent(now) == []


@pytest.mark.parametrize("way", ["she avoids", "avoids her", "nobody here"])
def test_whom_amina_keeps_apart_from_gets_no_letter_and_bengt_does_not_learn_why(
    wish: Wish, cast: Cast, now: datetime, way: str
) -> None:
    dag = person("Dag Berg")
    address = "someone@elsewhere.example" if way == "nobody here" else dag.email
    if way == "avoids her":
        avoiding.avoid(cast.amina.email, by=dag, at=now)
    else:
        avoiding.avoid(address, by=cast.amina, at=now)
    row = introduce(wish, cast, now, outside.Stranger("Dag", address.upper()))
    assert sent(now) == []
    assert row.is_open(now)


@pytest.mark.parametrize(
    "spelled", ['"sam"@elsewhere.example', "SAM@elsewhere.example", "sam@bücher.example"]
)
def test_never_again_holds_however_the_address_is_spelled(
    wish: Wish, cast: Cast, now: datetime, spelled: str
) -> None:
    for known in ("sam@elsewhere.example", "sam@xn--bcher-kva.example"):
        Never.objects.create(digest=outside.digests(known)[0])
    introduce(wish, cast, now, outside.Stranger("Sam", spelled))
    assert sent(now) == []


@pytest.mark.parametrize("first", ["no", "nothing"])
def test_sam_can_ask_never_to_be_written_to_when_it_is_over_and_that_is_kept(
    asked: Outside, now: datetime, client: Client, first: str
) -> None:
    client.post(page(asked), {"answer": first})
    Outside.objects.update(lapses_at=now - DAY)
    outside.look_after(at=now)
    told = client.get(page(asked)).content.decode()
    assert 'value="never"' in told
    assert "You will not hear from us again." not in told
    told = client.post(page(asked), {"answer": "never"}).content.decode()
    assert "You will not hear from us again." in told
    assert Never.objects.count() == 1


def test_sam_is_told_that_they_are_forgotten_only_once_they_are(
    asked: Outside, now: datetime, client: Client
) -> None:
    outside.answer_outside(asked, yes=True, at=now)
    Outside.objects.update(lapses_at=now - DAY)
    outside.look_after(at=now)
    forgotten = "We have forgotten your name and your address."
    assert forgotten not in client.get(page(asked)).content.decode()
    sent(now)
    assert forgotten in client.get(page(asked)).content.decode()


def test_no_line_of_the_log_holds_the_words_of_the_link(
    asked: Outside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(asked), {"answer": "yes"}).status_code == 403
    assert strict.put(page(asked)).status_code == 403
    lines = [Line().format(each) for each in caplog.records]
    assert lines
    assert [each for each in lines if outside.token(asked) in each] == []


def test_the_owner_can_switch_it_off(
    asked: Outside, wish: Wish, cast: Cast, now: datetime, settings: Any, signed_in: SignIn
) -> None:
    settings.OUTSIDE_INTRODUCTIONS = False
    with pytest.raises(outside.SwitchedOff):
        introduce(wish, cast, now)
    assert sent(now) == []
    his = signed_in(cast.bengt).get(reverse("introduce", args=[wish.pk])).content.decode()
    assert reverse("introduce-outside", args=[wish.pk]) not in his


def test_without_a_yes_sam_is_forgotten_after_a_month(asked: Outside, cast: Cast, now: datetime) -> None:
    outside.answer_inside(asked, yes=True, by=cast.amina, at=now)
    outside.look_after(at=now + 31 * DAY)
    assert sealed.stranger(Outside.objects.get()) is None
    assert letters_to(cast.amina)[-1] == "NothingOutside"
    with pytest.raises(actions.Over):
        outside.answer_outside(asked, yes=True, at=now + 32 * DAY)


def test_where_sam_said_yes_and_amina_did_not_sam_hears_so_and_is_forgotten(
    asked: Outside, now: datetime
) -> None:
    sent(now)
    outside.answer_outside(asked, yes=True, at=now)
    outside.look_after(at=now + 31 * DAY)
    (letter,) = sent(now + 31 * DAY)
    assert "ran out" in letter.subject
    assert sealed.stranger(Outside.objects.get()) is None


def test_three_months_after_both_said_yes_the_address_is_forgotten(
    asked: Outside, cast: Cast, now: datetime
) -> None:
    both_said_yes(asked, cast, now)
    outside.look_after(at=now + 89 * DAY)
    assert sealed.stranger(Outside.objects.get()) == sealed.Known(SAM.name, SAM.address, LINES)
    outside.look_after(at=now + 91 * DAY)
    assert sealed.stranger(Outside.objects.get()) is None
    outside.look_after(at=now + 366 * DAY)
    assert not Outside.objects.exists()


def test_after_both_said_yes_sam_can_still_be_forgotten(
    asked: Outside, cast: Cast, now: datetime, client: Client
) -> None:
    both_said_yes(asked, cast, now)
    client.post(page(asked), {"answer": "no"})
    row = Outside.objects.get()
    assert (row.address, row.met) == (None, True)


def test_a_second_yes_and_a_yes_of_somebody_else_change_nothing(
    asked: Outside, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    outside.answer_outside(asked, yes=True, at=now)
    with pytest.raises(actions.Over):
        outside.answer_outside(asked, yes=True, at=now)
    inside = reverse("outside", args=[asked.pk])
    assert signed_in(cast.bengt).post(inside, {"answer": "yes"}).status_code == 403
    assert signed_in(cast.chen).get(inside).status_code == 404
    assert signed_in(cast.chen).post(inside, {"answer": "yes"}).status_code == 404
    outside.answer_inside(asked, yes=False, by=cast.amina, at=now)
    with pytest.raises(actions.Over):
        outside.answer_inside(asked, yes=True, by=cast.amina, at=now)
    assert not Outside.objects.get().met


def test_a_made_up_link_leads_nowhere(asked: Outside, client: Client) -> None:
    good = outside.token(asked)
    for raw in ("x", good[:-1] + "A", good.split(":")[0], f"{uuid4().hex}:{good.split(':')[1]}"):
        assert client.get(reverse("outside-answer", args=[raw])).status_code == 404


class Server:
    """One that answers as it is told."""

    def __init__(self, *troubles: Exception | None) -> None:
        self.troubles, self.ids = list(troubles), list[str]()

    def __call__(self, message: Any, **_: Any) -> int:
        self.ids.append(message.extra_headers["Message-ID"])
        if trouble := self.troubles.pop(0):
            raise trouble
        return 1


REFUSED = smtplib.SMTPRecipientsRefused({SAM.address: (550, b"no such mailbox")})
FULL = smtplib.SMTPRecipientsRefused({SAM.address: (452, b"full")})


@pytest.mark.parametrize(
    ("trouble", "tries"),
    [(OSError("down"), 2), (FULL, 2), (smtplib.SMTPDataError(451, b"later"), 2), (REFUSED, 1)],
)
def test_a_letter_that_does_not_get_through_is_tried_again_under_the_same_id_unless_refused_for_good(
    asked: Outside, now: datetime, monkeypatch: pytest.MonkeyPatch, trouble: Exception, tries: int
) -> None:
    server = Server(trouble, None)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self, **_: server(self))
    for n in range(3):
        outside_mail.send_due(lambda n=n: now + n * timedelta(hours=1))  # type: ignore[misc]  # a clock
    assert (len(server.ids), len(set(server.ids))) == (tries, 1)
    assert Outside.objects.get().mail == ""


def test_after_five_days_nobody_tries_any_more(
    asked: Outside, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: Any, **__: Any) -> int:
        raise OSError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", down)
    for hours in range(0, 6 * 24, 12):
        outside_mail.send_due(lambda hours=hours: now + timedelta(hours=hours))  # type: ignore[misc]  # a clock
    assert Outside.objects.get().mail == ""


def test_bengt_writes_to_somebody_outside_from_the_page_of_a_wish(
    wish: Wish, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    his, address = signed_in(cast.bengt), reverse("introduce-outside", args=[wish.pk])
    assert address in his.get(reverse("introduce", args=[wish.pk])).content.decode()
    said = {"name": SAM.name, "address": SAM.address, "words": LINES, "key": str(uuid4())}
    for wrong in ({"address": "sam"}, {"address": "a@b.example\nBcc: c@d.example"}, {"words": ""}):
        assert his.post(address, said | wrong).status_code == 422
    for _ in range(2):
        assert his.post(address, said)["Location"] == reverse("introductions")
    assert Outside.objects.count() == 1
    assert signed_in(cast.chen).post(address, said).status_code == 404
    row = reverse("outside", args=[Outside.objects.get().pk])
    for place in ("introductions", "home"):
        assert row in signed_in(cast.amina).get(reverse(place)).content.decode()


@EVER
def test_both_say_yes_at_once_and_each_hears_it_once(asked: Outside, cast: Cast, now: datetime) -> None:
    outcomes = race(8, lambda number: _says_yes(Outside.objects.get(pk=asked.pk), number, cast, now))

    assert outcomes == ["Over"] * 6 + ["done"] * 2
    assert letters_to(cast.amina).count("MetOutside") == 1
    assert letters_to(cast.bengt).count("ThankYouOutside") == 1
    assert Outside.objects.get().mail == Outside.Mail.MET


@EVER
def test_of_many_who_introduce_sam_at_once_one_writes_to_them(cast: Cast, now: datetime) -> None:
    friends = [person(f"Friend{n} Berg") for n in range(6)]
    for each in friends:
        partnerships.begin(cast.programme, people=[cast.amina, each], topics=[], at=now)
    wish = actions.wish("A sailor", key=uuid4(), by=cast.amina, at=now)

    outcomes = race(6, lambda n: outside.introduce(wish, SAM, LINES, key=uuid4(), by=friends[n], at=now))

    assert outcomes == ["done"] * 6
    assert Outside.objects.filter(mail=Outside.Mail.ASK).count() == 1


def test_whoever_did_not_see_that_sam_was_just_asked_is_held_back(
    asked: Outside, wish: Wish, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "_is_enough_for", lambda *_: False)
    row = introduce(wish, cast, now)
    assert (row.asked, row.is_open(now)) == (False, True)
    assert len(sent(now)) == 1


@EVER
def test_without_holding_the_row_nobody_would_hear_that_both_said_yes(
    asked: Outside, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = [Outside.objects.select_related("wish__person", "by").get(pk=asked.pk) for _ in range(2)]
    monkeypatch.setattr(outside, "_hold", lambda row: row)

    race(2, lambda number: _says_yes(stale[number], number, cast, now))

    assert letters_to(cast.amina).count("MetOutside") == 0


def _says_yes(row: Outside, number: int, cast: Cast, now: datetime) -> None:
    if number % 2:
        outside.answer_inside(row, yes=True, by=cast.amina, at=now)
    else:
        outside.answer_outside(row, yes=True, at=now)
