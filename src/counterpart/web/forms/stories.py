"""Telling a story, a lesson or a trend note, and saying something to one."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.stories.models import Story

LONGEST = 6000  # characters: five minutes of reading
SHORTER = 2000
ROOM = _("There is room for %(limit_value)d characters; this has %(show_value)d.")
MONTHS = {"30": _("For a month"), "90": _("For three months"), "180": _("For half a year")}


def _words(label: Any, rows: int, longest: int, *, empty: Any = None, hint: Any = "") -> forms.CharField:
    errors = {"max_length": ROOM} | ({"required": empty} if empty else {})
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=empty is not None,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=errors,
    )


class Telling(forms.Form):
    programme = forms.ChoiceField(label=_("Who may read it: everybody in"))
    title = forms.CharField(
        label=_("What would you call it?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "sentences"}),
        error_messages={"required": _("A few words to find it by."), "max_length": ROOM},
    )
    body = _words(
        _("What happened?"), 10, LONGEST, empty=_("There is nothing written yet. One scene is enough.")
    )
    cost = _words(_("What did it cost?"), 3, SHORTER)
    now = _words(_("What would you do now?"), 3, SHORTER)
    whom = forms.CharField(label=_("Who could use it?"), max_length=200, required=False)
    tries = _words(_("Try it in ten minutes"), 4, SHORTER)
    holds = forms.ChoiceField(
        label=_("How long will it hold?"),
        choices=list(MONTHS.items()),
        initial="90",
        widget=forms.RadioSelect,
    )
    topics = forms.CharField(
        label=_("What is it about?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "topics"}),
        error_messages={"required": _("One or two topics, with commas between them."), "max_length": ROOM},
    )
    together = forms.ChoiceField(label=_("Do you tell it together?"), required=False)
    named = forms.ChoiceField(
        label=_("Under your name?"),
        choices=[("yes", _("Yes, with my name")), ("no", _("No, as somebody in the programme"))],
        initial="yes",
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click tells it once
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        kind: str,
        programmes: Sequence[Programme],
        others: Sequence[Person] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.choices("programme", [(str(each.pk), each.name) for each in programmes])
        alone = [("", _("No, I tell it alone"))]
        self.choices("together", alone + [(str(each.pk), each.name) for each in others])
        for name in self._left_out(len(programmes), bool(others)):
            del self.fields[name]
        if kind == Story.Kind.LESSON:
            self.fields["body"].label = _("What did you do?")

    def choices(self, name: str, options: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options

    def _left_out(self, programmes: int, others: bool) -> list[str]:
        """What this kind of story does not have, and choices between one thing."""
        lesson, trend = ["cost", "now", "whom"], ["tries", "holds"]
        gone = [] if self.kind == Story.Kind.LESSON else lesson
        gone = gone + ([] if self.kind == Story.Kind.TREND else trend)
        return [*gone, *([] if programmes > 1 else ["programme"]), *([] if others else ["together"])]

    def expires_on(self) -> date | None:
        if self.kind != Story.Kind.TREND:
            return None
        return timezone.localdate() + timedelta(days=int(self.cleaned_data["holds"]))


class Saying(forms.Form):
    body = _words(
        _("What would you say to it?"),
        3,
        SHORTER,
        empty=_("There is nothing written yet. A sentence is enough."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click says it once


class Reporting(forms.Form):
    why = forms.CharField(
        label=_("What is wrong with it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": ROOM},
    )


class Deciding(forms.Form):
    does = forms.ChoiceField(choices=[("hide", ""), ("stand", "")])
    why = forms.CharField(max_length=300, required=False)
