"""How I see it: before, and looked at again."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000
ERRORS = {
    "required": _("There is nothing written yet. A sentence is enough."),
    "max_length": _("There is room for %(limit_value)d characters; this has %(show_value)d."),
}


def _words(label: Any, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST, widget=area, error_messages=ERRORS)


class Assuming(forms.Form):
    words = _words(_("How I see it, before we talk about it"), 3)
    shared = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[("", _("Only I")), ("yes", _("All of us"))],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class LookingAgain(forms.Form):
    after = _words(_("How I see it now"), 2)
