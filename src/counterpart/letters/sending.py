"""From the outbox to the mail server: at least once, always under the same Message-ID.

A letter is claimed before it is sent, so that two workers never send the same one; the claim lapses by itself
where a worker dies with it.
"""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F

from counterpart.common.sealing import CannotOpen
from counterpart.letters import chat, pace
from counterpart.letters.models import Letter
from counterpart.letters.words import mail_of, words_of

log = logging.getLogger(__name__)

FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
PATIENCE = timedelta(days=5)


class ServerDown(Exception):
    """The mail server does not answer: there is no sense in trying the next letter."""


def send_due(now: Callable[[], datetime]) -> int:
    """Send everything that is due; answers how many letters went out."""
    drop_expired(now())
    connection = get_connection()
    sent = 0
    try:
        while letter := _claim_next(now()):
            if through := pace.let_through(letter, at=now()):
                sent += _send(through, connection, now)
    except ServerDown:
        pass
    finally:
        connection.close()
    return sent


def drop_expired(at: datetime) -> None:
    """A secret that ran out is of no use to anybody: it is not sent, and not kept."""
    Letter.objects.waiting().filter(until__lte=at).update(dropped_at=at, problem="expired")
    Letter.objects.filter(until__lte=at).exclude(sealed=None).update(sealed=None)


def _claim_next(at: datetime) -> Letter | None:
    """The next letter, ours alone until the hold lapses; of two who reach for it one gets it."""
    while letter := Letter.objects.due(at).select_related("to").first():
        hold = at + timedelta(seconds=settings.LETTER_HOLD)
        mine = Letter.objects.due(at).filter(pk=letter.pk, next_try_at=letter.next_try_at)
        if mine.order_by().update(next_try_at=hold, attempts=F("attempts") + 1):
            letter.attempts += 1
            letter.next_try_at = hold
            return letter
    return None


def _send(letter: Letter, connection: BaseEmailBackend, now: Callable[[], datetime]) -> int:
    try:
        mail = mail_of(words_of(letter))
        if not settings.DEMO:
            mail.connection = connection
            mail.send()
    except (ObjectDoesNotExist, CannotOpen) as gone:
        _drop(letter, gone, now())
        return 0
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        (_drop if all(code >= 500 for code in codes) else _postpone)(letter, refused, now())
        return 0
    except smtplib.SMTPDataError as refused:
        (_drop if refused.smtp_code >= 500 else _postpone)(letter, refused, now())
        return 0
    except (OSError, smtplib.SMTPException) as down:
        _postpone(letter, down, now())
        raise ServerDown from down
    except Exception as broken:  # one letter that cannot be written must not hold up all others
        log.error("A letter of kind %s cannot be written: %s", letter.kind, type(broken).__name__)
        _postpone(letter, broken, now())
        return 0
    _sent(letter, now())
    chat.after(letter)
    return 1


def _sent(letter: Letter, at: datetime) -> None:
    # In demo mode the outbox page is the mailbox: a secret stays readable there until it expires.
    kept = {} if settings.DEMO else {"sealed": None}
    Letter.objects.waiting().filter(pk=letter.pk).update(sent_at=at, problem="", **kept)


def _drop(letter: Letter, problem: Exception, at: datetime) -> None:
    Letter.objects.waiting().filter(pk=letter.pk).update(
        dropped_at=at, problem=type(problem).__name__, sealed=None
    )


def _postpone(letter: Letter, problem: Exception, at: datetime) -> None:
    if at - (letter.first_turn_at or letter.posted_at) > PATIENCE:
        _drop(letter, problem, at)
        return
    delay = min(FIRST_DELAY * 2 ** min(letter.attempts - 1, 10), LONGEST_DELAY)
    Letter.objects.waiting().filter(pk=letter.pk).update(
        next_try_at=at + delay, problem=type(problem).__name__
    )
