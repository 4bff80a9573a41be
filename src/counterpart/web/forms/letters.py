"""When letters may come, and which."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from counterpart.letters import Kind


class Choices(forms.Form):
    begin = forms.TypedChoiceField(label=_("Quiet from"), coerce=int, widget=forms.Select)
    end = forms.TypedChoiceField(label=_("until"), coerce=int, widget=forms.Select)
    weekends = forms.BooleanField(
        label=_("Letters may come at weekends, too"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    wanted = forms.MultipleChoiceField(
        label=_("Write to me"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kinds: Iterable[type[Kind]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = [(hour, time_format(time(hour), "H:i")) for hour in range(24)]
        for name in ("begin", "end"):
            self.fields[name].choices = hours  # type: ignore[attr-defined] # both are choice fields
        self.fields["wanted"].choices = [  # type: ignore[attr-defined] # likewise
            (kind.name(), kind.about) for kind in kinds
        ]


class ChatAddress(forms.Form):
    address = forms.CharField(
        label=_("Address for incoming messages"),
        max_length=1000,
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
    )
