"""The words of a letter, made when it is sent or read, in the reader's language and time zone."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from counterpart.letters.kind import Kind, SecretKind, find
from counterpart.letters.models import Letter
from counterpart.people import keys


@dataclass(frozen=True)
class Words:
    letter: Letter
    subject: str
    paragraphs: list[str]
    label: str
    path: str

    @property
    def link(self) -> str:
        """The path with the host that people reach us by, never the one a request came to."""
        public = urlsplit(settings.PUBLIC_URL)
        return f"{public.scheme}://{public.netloc}{self.path}" if self.path else ""


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
    with translation.override(reader.language), timezone.override(ZoneInfo(reader.time_zone)):
        label, path = kind.action(reader) or ("", "")
        subject = " ".join(str(kind.subject()).split())
        return Words(letter, subject, [str(each) for each in kind.paragraphs(reader)], str(label), path)


def mail_of(words: Words) -> EmailMultiAlternatives:
    letter = words.letter
    with translation.override(letter.to.language):
        context = {"words": words, "to": letter.to, "public_url": settings.PUBLIC_URL}
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
        },
    )
    mail.attach_alternative(html, "text/html")
    with translation.override(letter.to.language), timezone.override(ZoneInfo(letter.to.time_zone)):
        for name, content, media_type in kind_of(letter).attachments(letter.to):
            mail.attach(name, content, media_type)
    return mail
