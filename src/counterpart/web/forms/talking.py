"""Writing at a meeting, and choosing cards for it."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships import cards
from counterpart.partnerships.actions import LONGEST_NOTE, MOST_CARDS
from counterpart.partnerships.models import Note

KINDS = {
    cards.Kind.OPENING: _("To arrive"),
    cards.Kind.PERSPECTIVE: _("Perspective"),
    cards.Kind.COURAGE: _("Courage"),
    cards.Kind.LESSONS: _("Lessons and mistakes"),
    cards.Kind.NETWORK: _("Meeting others"),
    cards.Kind.FEEDBACK: _("How it goes"),
    cards.Kind.ENDING: _("To end"),
}
LABELS = {
    Note.Kind.OURS: _("Write something down for %(names)s and you"),
    Note.Kind.MINE: _("Write something down for yourself"),
    Note.Kind.TRY: _("Before we meet again, I will…"),
}


class Words(forms.Form):
    body = forms.CharField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("There is nothing written yet. A word or two are enough."),
            "max_length": _("A note has room for %(limit_value)d characters; this has %(show_value)d."),
        },
    )


class Jotting(Words):
    """A new note. Its key makes one note of what arrives twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.TypedChoiceField(
        choices=Note.Kind.choices, coerce=Note.Kind, widget=forms.HiddenInput, empty_value=Note.Kind.OURS
    )

    def labelled(self, kind: Note.Kind, names: str) -> "Jotting":
        self.fields["body"].label = LABELS[kind] % {"names": names}
        self.fields["kind"].initial = kind
        return self


class Change(Words):
    """A note as its author saw it, and what they would have instead."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class Choice(forms.Form):
    """Cards out of the deck."""

    card = forms.MultipleChoiceField(
        choices=[(slug, card.title) for slug, card in cards.load().items()],
        error_messages={"required": _("Choose a card first.")},
    )

    def clean_card(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["card"]
        if len(chosen) > MOST_CARDS:
            raise forms.ValidationError(_("That are more cards than a meeting has time for."))
        return chosen


class Doing(forms.Form):
    """What is done with one card. Each says how it shall be, so that twice is once."""

    does = forms.ChoiceField(choices=[(word, word) for word in ("talked", "open", "love", "unlove", "aside")])
