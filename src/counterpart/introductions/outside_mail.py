"""Letters to somebody outside: at most three in all, at least once each, always under the same Message-ID."""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from counterpart.introductions import outside, sealed
from counterpart.introductions.models import Outside

log = logging.getLogger(__name__)
FIRST_DELAY, LONGEST_DELAY, PATIENCE = timedelta(seconds=30), timedelta(hours=1), timedelta(days=5)
Mail = Outside.Mail


def send_due(now: Callable[[], datetime]) -> int:
    """Whatever is due; answers how many went out. A worker that dies leaves its letter to the next."""
    connection, sent = get_connection(), 0
    try:
        while row := _claim(now()):
            sent += _send(row, connection, now())
    except OSError:
        pass  # the mail server does not answer: there is no sense in trying the next
    finally:
        connection.close()
    return sent


def _claim(at: datetime) -> Outside | None:
    due = Outside.objects.exclude(mail=Mail.NONE).filter(next_try_at__lte=at)
    if not settings.OUTSIDE_INTRODUCTIONS:
        due = due.exclude(mail=Mail.ASK)
    while row := due.select_related("wish__person", "wish", "by").order_by("next_try_at", "pk").first():
        mine = due.filter(pk=row.pk, next_try_at=row.next_try_at, mail=row.mail)
        hold = at + timedelta(seconds=settings.LETTER_HOLD)
        if mine.update(next_try_at=hold, attempts=F("attempts") + 1):
            row.attempts += 1
            return row
    return None


def _send(row: Outside, connection: BaseEmailBackend, at: datetime) -> int:
    try:
        mail = mail_of(row)
        if not settings.DEMO:
            mail.connection = connection
            mail.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as refused:
        _done(row, at) if _for_good(refused) else _later(row, at)
        return 0
    except (OSError, smtplib.SMTPException) as down:
        _later(row, at)
        raise OSError from down
    except Exception as broken:  # one that cannot be written must not hold up the others
        log.error("A letter to somebody outside cannot be written: %s", type(broken).__name__)
        _later(row, at)
        return 0
    _done(row, at)
    return 1


def _for_good(refused: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) -> bool:
    if isinstance(refused, smtplib.SMTPDataError):
        return refused.smtp_code >= 500
    return all(code >= 500 for code, _ in refused.recipients.values())


def _done(row: Outside, at: datetime) -> None:
    """Unless they answered meanwhile, and another letter is due."""
    Outside.objects.filter(pk=row.pk, mail=row.mail).update(mail=Mail.NONE)
    if row.mail == Mail.NOTHING:
        outside.forget(row, at=at)


def _later(row: Outside, at: datetime) -> None:
    if at - max(row.made_at, row.settled_at or row.made_at) > PATIENCE:
        _done(row, at)
        return
    delay = min(FIRST_DELAY * 2 ** min(row.attempts - 1, 10), LONGEST_DELAY)
    Outside.objects.filter(pk=row.pk, mail=row.mail).update(next_try_at=at + delay)


def mail_of(row: Outside) -> EmailMessage:
    """It says who writes and where to read on, in the language of whoever introduces; no word of the wish."""
    with translation.override(row.by.language):
        stranger = sealed.stranger(row)
        if stranger is None:
            raise ValueError("forgotten")
        who = {"name": row.by.name, "first": row.by.first_name}
        subject = {
            Mail.ASK: _("%(name)s would introduce you to somebody"),
            Mail.MET: _("You are introduced, thanks to %(name)s"),
            Mail.NOTHING: _("An introduction ran out this time"),
        }[Mail(row.mail)] % who
        context = {
            "row": row,
            "stranger": stranger,
            "link": _public(reverse("outside-answer", args=[outside.token(row)])),
            "public_url": settings.PUBLIC_URL,
        }
        text = render_to_string("introductions/outside.txt", context)
    return EmailMessage(
        " ".join(subject.split()),
        text,
        to=[stranger.address],
        headers={
            "Message-ID": _message_id(row),
            "Auto-Submitted": "auto-generated",
        },
    )


def _message_id(row: Outside) -> str:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{row.pk.hex}.{row.mail}@{domain}>"


def _public(path: str) -> str:
    host = urlsplit(settings.PUBLIC_URL)
    return f"{host.scheme}://{host.netloc}{path}"
