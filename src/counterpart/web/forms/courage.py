"""Small steps, how uneasy and how sure: figures from 0 to 100."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.actions.courage import LONGEST

UNEASY = _("0 is not at all, 100 is: I would rather leave. A guess is enough.")
SURE = _("0 is not at all, 100 is: I do it and hardly think of it. A guess is enough.")


class Figure(forms.IntegerField):
    """A number that a slider can stand beside."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"data-range": True, "inputmode": "numeric", "autocomplete": "off"})
        said = _("This goes from 0 to 100.")
        words = {"min_value": said, "max_value": said}
        super().__init__(min_value=0, max_value=100, widget=widget, error_messages=words, **kwargs)


class Keyed(forms.Form):
    """Arrives once, however often it is clicked. Several stand on one page."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s", **kwargs})


class NewStep(Keyed):
    words = forms.CharField(
        label=_("A small step"),
        help_text=_("Something you can do in one go. The smaller, the better."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "sentences"}),
        error_messages={
            "required": _("There is nothing written yet. One line is enough."),
            "max_length": _("A step has room for %(limit_value)d characters; this has %(show_value)d."),
        },
    )
    predicted = Figure(label=_("How uneasy will it make you?"), help_text=UNEASY)


class HowItWas(forms.Form):
    real = Figure(label=_("How uneasy was it really?"), help_text=UNEASY)


class HowSure(Keyed):
    value = Figure(label=_("How sure do you feel about it today?"), help_text=SURE)


class OneOfSeveral(HowSure):
    """On the page that asks about all wishes at once, each may be left out."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        value = self.fields["value"]
        value.label, value.help_text, value.required = label, "", False


class Nervous(forms.Form):
    nervous = forms.BooleanField(
        label=_("This one makes me nervous"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    dread = forms.CharField(
        label=_("What about it?"),
        help_text=_("To have named it is often the first step."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def clean_dread(self) -> str | None:
        """None where nothing makes them nervous; words alone say that something does."""
        words = str(self.cleaned_data["dread"]).strip()
        return words if words or self.cleaned_data.get("nervous") else None
