"""Posted with the transaction, sent once, tried again while the mail server sleeps, no stale secrets."""

import smtplib
from datetime import datetime, timedelta
from email.message import Message
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from counterpart import letters
from counterpart.journal.models import Entry
from counterpart.letters import actions, queries, sending
from counterpart.letters.links import stop_token
from counterpart.letters.models import Letter
from counterpart.people.models import Person
from tests.cast import Cast
from tests.letters.kinds import About, Broken, Code

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def down(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the mail server answers instead of taking a letter, one by one; then it takes them."""
    answers: list[Exception] = []
    send = EmailBackend.send_messages

    def refuse(backend: EmailBackend, messages: Any) -> int:
        if answers:
            raise answers.pop(0)
        return int(send(backend, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    return answers


def subjects() -> list[str]:
    return [str(each.subject) for each in mail.outbox]


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str | None] = []
        self.bold = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(dict(attrs)["href"])
        self.bold += tag == "b"


def parts(message: Message) -> dict[str, str]:
    return {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr] # a leaf
        for part in message.walk()
        if not part.is_multipart()
    }


def test_a_letter_of_a_transaction_that_fails_is_never_sent(cast: Cast, clock: Clock) -> None:
    with transaction.atomic():
        letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
        transaction.set_rollback(True)
    assert (sending.send_due(clock), Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)


def test_everybody_gets_one_and_it_is_sent_once(cast: Cast, clock: Clock) -> None:
    letters.post(About(cast.bengt.pk), to=[cast.amina, cast.chen], at=clock.at)
    assert (sending.send_due(clock), sending.send_due(clock)) == (2, 0)
    assert sorted(each.to[0] for each in mail.outbox) == ["amina@example.org", "chen@example.org"]
    assert len({each.message()["Message-ID"] for each in mail.outbox}) == 2


def test_a_subject_cannot_bring_headers_of_its_own(cast: Cast, clock: Clock) -> None:
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    sending.send_due(clock)
    message = mail.outbox[0].message()
    assert message["Subject"] == "About Bengt Lindqvist Bcc: everyone@example.org"
    assert message["Bcc"] is None


def test_the_html_shows_words_as_words_and_links_to_us(
    cast: Cast, clock: Clock, settings: LazySettings
) -> None:
    settings.PUBLIC_URL = "https://mentors.example.org/sub"
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    sending.send_due(clock)
    both = parts(mail.outbox[0].message())
    read = Links(both["text/html"])
    there = "https://mentors.example.org/styleguide/?a=1&b=2"
    stop = f"https://mentors.example.org{reverse('letter-stop', args=[stop_token(cast.amina, About)])}"
    choices = f"https://mentors.example.org{reverse('letter-choices')}"
    assert (read.found, read.bold) == ([there, there, stop, choices, settings.PUBLIC_URL], 0)
    assert there in both["text/plain"].splitlines()
    assert "<b>Bold</b> & plain" in both["text/plain"].splitlines()


def test_each_reads_in_their_own_time_zone(cast: Cast, clock: Clock) -> None:
    Person.objects.filter(pk=cast.amina.pk).update(time_zone="Asia/Tokyo")
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    assert queries.inbox(cast.amina)[0].paragraphs[1] == "in en, JST"


def test_a_letter_about_somebody_who_is_gone_is_dropped(cast: Cast, clock: Clock) -> None:
    letters.post(About(cast.eli.pk), to=cast.amina, at=clock.at)
    Person.objects.filter(pk=cast.eli.pk).delete()
    assert (sending.send_due(clock), queries.inbox(cast.amina), queries.outbox()) == (0, [], [])
    assert Letter.objects.get().problem == "DoesNotExist"


def test_a_sleeping_mail_server_delays_letters_and_loses_none(
    cast: Cast, clock: Clock, down: list[Exception]
) -> None:
    letters.post(About(cast.bengt.pk), to=[cast.amina, cast.chen], at=clock.at)
    down.append(ConnectionRefusedError())
    assert sending.send_due(clock) == 0
    assert sorted(Letter.objects.values_list("attempts", "problem")) == [
        (0, ""),
        (1, "ConnectionRefusedError"),
    ]
    clock.at += MINUTE
    assert (sending.send_due(clock), len(mail.outbox)) == (2, 2)
    assert list(Letter.objects.values_list("problem", flat=True)) == ["", ""]


def test_waiting_grows_longer_up_to_an_hour_and_ends_after_days(
    cast: Cast, clock: Clock, down: list[Exception]
) -> None:
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    waits = []
    while not Letter.objects.get().dropped_at:
        down.append(smtplib.SMTPServerDisconnected())
        sending.send_due(clock)
        letter = Letter.objects.get()
        waits.append((letter.next_try_at - clock.at).total_seconds())
        clock.at = letter.next_try_at
    assert waits[:8] == [30, 60, 120, 240, 480, 960, 1920, 3600]
    assert clock.at - Letter.objects.get().posted_at > timedelta(days=5)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("answer", "dropped"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (550, b"no such mailbox")}), True),
        (smtplib.SMTPRecipientsRefused({"x": (451, b"greylisted")}), False),
        (smtplib.SMTPDataError(554, b"spam"), True),
        (smtplib.SMTPDataError(452, b"full"), False),
    ],
)
def test_a_refusal_for_good_is_believed_and_one_for_now_is_tried_again(
    cast: Cast, clock: Clock, down: list[Exception], answer: Exception, dropped: bool
) -> None:
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    letters.post(About(cast.chen.pk), to=cast.amina, at=clock.at)
    down.append(answer)
    assert sending.send_due(clock) == 1  # the other one is not held up
    assert Letter.objects.exclude(dropped_at=None).count() == int(dropped)


def test_a_letter_that_cannot_be_written_holds_up_no_other(cast: Cast, clock: Clock) -> None:
    letters.post(Broken(), to=cast.amina, at=clock.at)
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at + timedelta(seconds=1))
    clock.at += MINUTE
    assert sending.send_due(clock) == 1
    assert Letter.objects.waiting().get().problem == "ZeroDivisionError"


def test_of_two_workers_only_one_takes_a_letter(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    due = Letter.objects.due(clock.at).select_related("to").get()
    assert sending._claim_next(clock.at) == due
    # The other read the letter when it was still due: what it read no longer holds.
    reads = iter([due, None])
    monkeypatch.setattr(type(Letter.objects.all()), "first", lambda self: next(reads))
    assert sending._claim_next(clock.at) is None


def test_a_letter_whose_worker_died_is_tried_again_under_the_same_name(cast: Cast, clock: Clock) -> None:
    letters.post(About(cast.bengt.pk), to=cast.amina, at=clock.at)
    taken = sending._claim_next(clock.at)
    assert taken is not None
    assert sending.send_due(clock) == 0
    clock.at += timedelta(minutes=3)
    assert sending.send_due(clock) == 1
    assert mail.outbox[0].message()["Message-ID"] == taken.message_id


def test_a_code_is_sealed_sent_and_blanked(cast: Cast, clock: Clock) -> None:
    letters.post_secret(Code(secret="493817"), to=cast.amina, at=clock.at, until=clock.at + 15 * MINUTE)
    letter = Letter.objects.get()
    assert (letter.keys, "493817" in repr(Code(secret="493817"))) == ({}, False)
    assert b"493817" not in bytes(letter.sealed or b"")
    assert sending.send_due(clock) == 1
    assert "It is 493817." in str(mail.outbox[0].body).splitlines()
    assert Letter.objects.get().sealed is None
    assert queries.inbox(cast.amina) == []


def test_a_code_that_ran_out_is_not_sent(cast: Cast, clock: Clock, down: list[Exception]) -> None:
    letters.post_secret(Code(secret="493817"), to=cast.amina, at=clock.at, until=clock.at + 15 * MINUTE)
    down.append(ConnectionRefusedError())
    sending.send_due(clock)
    clock.at += 16 * MINUTE
    assert (sending.send_due(clock), mail.outbox) == (0, [])
    letter = Letter.objects.get()
    assert (letter.sealed, letter.problem) == (None, "expired")


def test_in_the_demo_nothing_is_mailed_and_the_outbox_shows_it(
    cast: Cast, clock: Clock, settings: LazySettings
) -> None:
    settings.DEMO = True
    letters.post_secret(Code(secret="493817"), to=cast.amina, at=clock.at, until=clock.at + 15 * MINUTE)
    assert (sending.send_due(clock), mail.outbox) == (1, [])
    assert queries.outbox()[0].paragraphs == ["It is 493817."]


def test_olu_sees_whether_letters_arrive(cast: Cast, clock: Clock) -> None:
    actions.send_test(cast.olu, by=cast.olu, at=clock.at)
    sending.send_due(clock)
    assert [each.to for each in mail.outbox] == [["olu@example.org"]]
    assert Entry.objects.latest("pk").verb == "sent a test letter"


def test_amina_reads_her_own_letters_and_nobody_elses(cast: Cast, clock: Clock) -> None:
    letters.post(About(cast.bengt.pk), to=[cast.amina, cast.dara], at=clock.at)
    hers = Letter.objects.visible_to(cast.amina).get()
    actions.read(hers, by=cast.dara, at=clock.at)
    assert Letter.objects.unread().count() == 2
    actions.read(hers, by=cast.amina, at=clock.at)
    assert [each.letter.to for each in queries.inbox(cast.dara)] == [cast.dara]
    assert Letter.objects.visible_to(cast.amina).unread().count() == 0
