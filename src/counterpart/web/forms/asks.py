"""Asking, and offering to help."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.asks.models import Ask
from counterpart.partnerships.models import Partnership
from counterpart.programmes.models import Programme

ROOM = _("There is room for %(limit_value)d characters; this has %(show_value)d.")


@dataclass(frozen=True)
class Place:
    """Where one can ask: everybody in a programme, those who can show it, a circle."""

    label: str
    programme: Programme
    audience: str
    circle: Partnership | None = None

    @property
    def key(self) -> str:
        return f"{self.audience} {self.circle.pk if self.circle else self.programme.pk}"


class Asking(forms.Form):
    words = forms.CharField(
        label=_("What would you like help with?"),
        help_text=_("One small thing: “read my first post before I publish it”."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("There is nothing written yet. A sentence is enough."),
            "max_length": ROOM,
        },
    )
    topic = forms.CharField(
        label=_("What is it about?"),
        help_text=_("Who can show this reads it first."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "topics"}),
        error_messages={"max_length": ROOM},
    )
    to = forms.ChoiceField(
        label=_("Whom do you ask?"),
        help_text=_("Who is among these reads it; nobody else does."),
        required=False,  # nothing chosen: everybody
        widget=forms.RadioSelect,
    )
    anonymous = forms.ChoiceField(
        label=_("With your name?"),
        choices=[("yes", _("Without it, until I accept somebody’s help")), ("no", _("With my name"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click asks once

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {each.key: each for each in places}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.key, each.label) for each in places]
        field.initial = places[0].key

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["place"] = self.places.get(said.get("to", "")) or next(iter(self.places.values()))
        if (
            said["place"].audience == Ask.Audience.SHOWS
            and not said.get("topic")
            and "topic" not in self.errors
        ):
            self.add_error("topic", _("Please say what it is about, so that we know who can show it."))
        return said


class Helping(forms.Form):
    words = forms.CharField(
        label=_("A line to whoever asked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("There is nothing written yet. “I can, any Thursday” is enough."),
            "max_length": ROOM,
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click offers once
