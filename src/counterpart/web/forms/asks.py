"""Asking, and offering to help."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.programmes.models import Programme

ROOM = _("There is room for %(limit_value)d characters; this has %(show_value)d.")


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
    programme = forms.ChoiceField(label=_("Whom do you ask? Everybody in"))
    anonymous = forms.ChoiceField(
        label=_("With your name?"),
        choices=[("yes", _("Without it, until I accept somebody’s help")), ("no", _("With my name"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click asks once

    def __init__(self, *args: Any, programmes: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.pk), each.name) for each in programmes]
        if len(programmes) < 2:
            del self.fields["programme"]


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
