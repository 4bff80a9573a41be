"""Wishing to meet somebody, and introducing two."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Person

ROOM = _("There is room for %(limit_value)d characters; this has %(show_value)d.")


class ToMeet(forms.Form):
    words = forms.CharField(
        label=_("Whom would you like to meet?"),
        help_text=_("“Somebody who sells on TikTok”, “anybody who has moved abroad”."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "sentences"}),
        error_messages={
            "required": _("There is nothing written yet. A few words are enough."),
            "max_length": ROOM,
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click wishes once


class Introducing(forms.Form):
    other = forms.ChoiceField(
        label=_("Whom do you know?"), error_messages={"required": _("Please choose somebody you know.")}
    )
    words = forms.CharField(
        label=_("Two lines to both of them"),
        help_text=_("Why these two? Names are not needed: both learn them once both have said yes."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("There is nothing written yet. Two lines are enough."),
            "max_length": ROOM,
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click introduces once

    def __init__(self, *args: Any, known: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose somebody")), *((str(each.pk), each.name) for each in known)]


class IntroducingOutside(forms.Form):
    name = forms.CharField(
        label=_("What do you call them?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please give the name you know them by."), "max_length": ROOM},
    )
    address = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please give an address that a letter reaches.")},
    )
    words = forms.CharField(
        label=_("Two lines to both of them"),
        help_text=_("Why these two? Names are not needed: both learn them once both have said yes."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("There is nothing written yet. Two lines are enough."),
            "max_length": ROOM,
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click introduces once

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())
