"""The words of a letter, made when it is sent or read, in the reader's language and time zone."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from counterpart.letters import links
from counterpart.letters.kind import Kind, SecretKind, Weight, find
from counterpart.letters.letters import Digest
from counterpart.letters.models import Letter
from counterpart.letters.quiet import zone_of
from counterpart.people import keys


@dataclass(frozen=True)
class Words:
    letter: Letter
    subject: str
    paragraphs: list[str]
    label: str
    path: str
    mail_label: str = ""  # what whoever holds the mail can do, signed in or not
    mail_path: str = field(default="", repr=False)
    things: "list[Words]" = field(default_factory=list)  # of a digest

    @property
    def link(self) -> str:
        return public(self.path)

    @property
    def mail_link(self) -> str:
        return public(self.mail_path)


def public(path: str) -> str:
    """The path with the host that people reach us by, never the one a request came to."""
    host = urlsplit(settings.PUBLIC_URL)
    return f"{host.scheme}://{host.netloc}{path}" if path else ""


def kind_of(letter: Letter) -> Kind:
    kind = find(letter.kind).from_keys(letter.keys)
    if isinstance(kind, SecretKind) and letter.sealed is not None:
        secret = keys.open_for(
            letter.to, letter.sealed, table="letters_letter", row=letter.pk, column="sealed"
        )
        return replace(kind, secret=secret)
    return kind


def words_of(letter: Letter) -> Words:
    """Raises ObjectDoesNotExist where what the letter is about is gone."""
    reader = letter.to
    kind = kind_of(letter)
    with translation.override(reader.language), timezone.override(zone_of(reader)):
        label, path = kind.action(reader) or ("", "")
        mail_label, mail_path = kind.by_mail(reader, letter.posted_at) or ("", "")
        return Words(
            letter,
            one_line(kind.subject()),
            [str(each) for each in kind.paragraphs(reader)],
            str(label),
            path,
            str(mail_label),
            mail_path,
            _things(kind) if isinstance(kind, Digest) else [],
        )


def one_line(words: object) -> str:
    return " ".join(str(words).split())


def _things(digest: Digest) -> list[Words]:
    found = []
    for letter in digest.things():
        try:
            found.append(words_of(letter))
        except ObjectDoesNotExist:
            continue  # what it is about is gone
    if not found:
        raise ObjectDoesNotExist
    return found


def mail_of(words: Words) -> EmailMultiAlternatives:
    letter = words.letter
    stop = _stop_address(letter)
    with translation.override(letter.to.language):
        context = {
            "words": words,
            "to": letter.to,
            "public_url": settings.PUBLIC_URL,
            "stop": stop,
            "choices": public(reverse("letter-choices")),
        }
        text = render_to_string("letters/letter.txt", context)
        html = render_to_string("letters/letter.html", context | {"language": letter.to.language})
    mail = EmailMultiAlternatives(
        words.subject,
        text,
        to=[letter.to.email],
        headers={
            "Message-ID": letter.message_id,
            "Date": letter.posted_at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Auto-Submitted": "auto-generated",
            **(_one_click(stop) if stop else {}),
        },
    )
    mail.attach_alternative(html, "text/html")
    with translation.override(letter.to.language), timezone.override(zone_of(letter.to)):
        for name, content, media_type in kind_of(letter).attachments(letter.to):
            mail.attach(name, content, media_type)
    return mail


def _stop_address(letter: Letter) -> str:
    kind = find(letter.kind)
    if kind.weight is Weight.NEEDED:
        return ""
    return public(reverse("letter-stop", args=[links.stop_token(letter.to, kind)]))


def _one_click(address: str) -> dict[str, str]:
    """RFC 8058: the reader's mail program shows a button and posts to the address itself."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
