"""Asking somebody, and answering."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 1000  # characters of a note, a question or an answer


def few_words(label: Any, empty: Any, rows: int = 3) -> forms.CharField:
    """`label` and `empty` are words that wait for a language."""
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": empty,
            "max_length": _("There is room for %(limit_value)d characters; this has %(show_value)d."),
        },
    )


class Asks(forms.Form):
    note = few_words(
        _("A few words to them"), _("There is nothing written yet. What made you think of them?"), rows=5
    )
    decides = forms.ChoiceField(
        label=_("Does either of you decide about the other's work?"),
        help_text=_("Pay, tasks, leave, appraisal: now, or in the line above."),
        choices=[("no", _("No, neither of us")), ("yes", _("Yes, one of us does"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say this before you ask.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click asks once


class WantsToKnow(forms.Form):
    question = few_words(
        _("Or ask one thing first"), _("There is nothing written yet. What would help you to decide?")
    )


class TellsMore(forms.Form):
    answer = few_words(_("Your answer"), _("There is nothing written yet. A sentence is enough."))
