from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class TwoForm(forms.Form):
    one = forms.UUIDField()
    other = forms.UUIDField()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("one") == said.get("other"):
            raise forms.ValidationError(_("Choose two different people."))
        return said


class SeenForm(forms.Form):
    """`round` is the match as the organiser saw it: only that one is published or changed."""

    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class PublishForm(SeenForm):
    unchecked = forms.BooleanField()

    def __init__(self, *args: Any, unknown: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unchecked = self.fields["unchecked"]
        unchecked.required = unknown > 0
        unchecked.error_messages["required"] = _(
            "Tick that you know this, or add the managers and match again."
        )
        unchecked.label = ngettext(
            "For %(n)s person no manager is known: reporting lines unchecked. I know that.",
            "For %(n)s people no manager is known: reporting lines unchecked. I know that.",
            unknown,
        ) % {"n": unknown}
