"""A line in somebody's chat when a letter has gone out to them: its subject, and the way to it.

Whoever runs this instance names the hosts that may be written to (CHAT_HOSTS), so that no member makes the
server ask another one. The address, which is all that its holder needs, is sealed with the person's key.
"""

import logging
import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from counterpart import jobs, journal
from counterpart.letters.models import Chat, Letter
from counterpart.letters.words import public, words_of
from counterpart.people import keys
from counterpart.people.models import Person

if TYPE_CHECKING:
    from apprise import NotifyBase

TELL = "counterpart.letters.tasks.tell_chat"
MOST_FAILURES = 10  # one after the other, after which a chat is written to no more
# What an address may say beside its path; others would have the library read files and follow links.
ASKED = {"api-version", "sp", "sv", "sig", "key", "token"}
MATTERMOST = re.compile(r"(?P<path>(?:/[\w-]+)*)/hooks/(?P<token>[A-Za-z0-9]{20,40})/?")
ROCKET_CHAT = re.compile(r"/hooks/(?P<hook>[A-Za-z0-9]{8,40})/(?P<token>[A-Za-z0-9]{8,80})/?")
MARKS = re.compile(r"[<>@#`*_~|\\\[\]]")  # what chats read as a mention, a link or a style


class HostNotAllowed(Exception):
    """Nobody who runs this instance named this host."""


class NotAChat(Exception):
    """No address that a chat gives for incoming messages."""


@transaction.atomic
def connect(address: str, *, by: Person, at: datetime) -> Chat:
    """From now on a line comes there, too; the first one says so. An earlier address is forgotten."""
    address = understood(address)
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # two tabs connect one after the other
    Chat.objects.filter(person=by).delete()
    chat = Chat(person=by, made_at=at)
    chat.address = keys.seal_for(by, address, table="letters_chat", row=chat.pk, column="address")
    chat.save(force_insert=True)
    journal.record(chat, "connected", by=by, at=at)
    jobs.later(TELL, chat_id=str(chat.pk), letter_id="")
    return chat


@transaction.atomic
def disconnect(*, by: Person, at: datetime) -> None:
    for chat in Chat.objects.filter(person=by):
        journal.record(chat, "disconnected", by=by, at=at)
        chat.delete()


def address_of(chat: Chat) -> str:
    return keys.open_for(chat.person, chat.address, table="letters_chat", row=chat.pk, column="address")


def host_of(chat: Chat) -> str:
    return urlsplit(address_of(chat)).hostname or ""


def understood(address: str) -> str:
    """The address, without what it need not say."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise NotAChat from None
    host = parts.netloc.lower()
    if parts.scheme != "https" or host != parts.hostname:  # nor a port, nor a password
        raise NotAChat
    if not _is_allowed(host):
        raise HostNotAllowed
    asked = urlencode([(name, said) for name, said in parse_qsl(parts.query) if name in ASKED])
    clean = f"https://{host}{parts.path}{'?' if asked else ''}{asked}"
    _service(clean)
    return clean


def _is_allowed(host: str) -> bool:
    """By its name, or as part of a domain that is named with a dot in front."""
    return any(
        host == each or (each.startswith(".") and host.endswith(each))
        for each in (named.lower() for named in settings.CHAT_HOSTS)
    )


def _service(address: str) -> "NotifyBase":
    import apprise

    logging.getLogger("apprise").disabled = True  # it would write addresses into the log
    about = apprise.AppriseAsset(
        app_id="Counterpart",
        app_url=settings.PUBLIC_URL,
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        allow_templates=False,
        plugin_paths=[],
    )
    found = apprise.Apprise.instantiate(_as_apprise_says_it(address), asset=about, suppress_exceptions=True)
    if found is None:
        raise NotAChat
    found.redirects = False
    return found


def _as_apprise_says_it(address: str) -> str:
    """It knows most services by the address they give; Mattermost and Rocket.Chat live on any host."""
    parts = urlsplit(address)
    if there := MATTERMOST.fullmatch(parts.path):
        return f"mmosts://{parts.netloc}{there['path']}/{there['token']}"
    if there := ROCKET_CHAT.fullmatch(parts.path):
        return f"rockets://{there['hook']}/{there['token']}@{parts.netloc}"
    return address


def after(letter: Letter) -> None:
    """Once a letter has been sent: a line about it, unless it carries a secret."""
    if settings.CHAT_HOSTS and letter.until is None and not settings.DEMO:
        for chat in Chat.objects.standing().filter(person=letter.to_id):
            jobs.later(TELL, chat_id=str(chat.pk), letter_id=str(letter.pk))


def tell(chat_id: UUID, letter_id: UUID | None, *, at: datetime) -> bool:
    """Whether it arrived. It is tried once: the letter itself stands by mail and in the list."""
    chat = Chat.objects.standing().filter(pk=chat_id).select_related("person").first()
    if chat is None:
        return False
    try:
        line = _line(chat, letter_id)
        arrived = bool(_service(understood(address_of(chat))).notify(body=line))
    except ObjectDoesNotExist:
        return False
    except (HostNotAllowed, NotAChat):
        arrived = False
    if arrived:
        Chat.objects.filter(pk=chat.pk).update(failures=0)
    else:
        Chat.objects.filter(pk=chat.pk).update(failures=F("failures") + 1)
        Chat.objects.filter(pk=chat.pk, failures__gte=MOST_FAILURES).update(stopped_at=at)
    return arrived


def _line(chat: Chat, letter_id: UUID | None) -> str:
    if letter_id is None:
        with translation.override(chat.person.language):
            said = _("You get a line here when Counterpart has written to you.")
        return f"{said}\n{public(reverse('letter-choices'))}"
    letter = Letter.objects.select_related("to").get(pk=letter_id, to=chat.person)
    there = reverse("letters") if letter.digest else reverse("letter", args=[letter.pk])
    return f"{MARKS.sub('', words_of(letter).subject)}\n{public(there)}"
