"""Something is not right, and what one writes at the end."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from counterpart.partnerships.actions import LONGEST
from counterpart.partnerships.actions.concerns import BLOCK, PAUSE
from counterpart.partnerships.models import Kind
from counterpart.partnerships.queries.ending import Felt

LONG = _("There is room for %(limit_value)d characters; this has %(show_value)d.")

PAUSES = _("Pause: nothing is asked of either of you until you say so")
ALL_PAUSE = _("Pause: nothing is asked of any of you until you say so")
ENDS = _("End it, and never match me with %(name)s again")
LEAVES = _("Leave it, and never match me with %(name)s again")


class NotRight(forms.Form):
    """Words for the contact person, something to happen at once, or both."""

    words = forms.CharField(
        label=_("What is not right"),
        help_text=_("As much or as little as you like. You can also leave it empty, and only stop."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": LONG},
    )
    then = forms.ChoiceField(
        label=_("And at once"),
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    to = forms.UUIDField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click is one concern

    def __init__(
        self, *args: Any, kind: Kind, names: str, may_pause: bool, ended: bool, heard: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, StrOrPromise]] = [("", _("Leave everything as it is"))] if heard else []
        if may_pause and not ended:
            choices.append((PAUSE, PAUSES if kind == Kind.PAIR else ALL_PAUSE))
        block = _("Never match me with %(name)s again")
        if not ended:
            block = LEAVES if kind == Kind.CIRCLE else ENDS
        choices.append((BLOCK, block % {"name": names}))
        self.fields["then"].choices = choices  # type: ignore[attr-defined] # a ChoiceField has them
        if not heard:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("words") and not said.get("then") and not self.errors:
            where = "words" if "words" in self.fields else "then"
            self.add_error(where, _("Write a few words, or choose what is to happen at once."))
        return said


class Thanks(forms.Form):
    thanks = forms.CharField(
        label=_("Say thank you"),
        help_text=_("What was it that you would not have had without the two of you?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("There is nothing written yet. One sentence is plenty."),
            "max_length": LONG,
        },
    )


class Lesson(forms.Form):
    lesson = forms.CharField(
        label=_("A lesson I keep"),
        help_text=_("Something you know now, or would tell yourself at the beginning."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("There is nothing written yet. One sentence is plenty."),
            "max_length": LONG,
        },
    )
    may_share = forms.BooleanField(
        label=_("Others may read this lesson later, without my name"),
        help_text=_("Unless you tick this, it stays with you. You can take it back here at any time."),
        required=False,
    )


class Confidence(forms.Form):
    """One figure for each wish that was served here."""

    def __init__(self, *args: Any, felt: Iterable[Felt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seeks = [each.seek for each in felt]
        for each in felt:
            self.fields[f"now-{each.seek}"] = forms.IntegerField(
                label=each.words,
                min_value=0,
                max_value=100,
                required=False,
                error_messages={
                    "min_value": _("0 is the least, 100 the most."),
                    "max_value": _("0 is the least, 100 the most."),
                },
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def values(self) -> dict[UUID, int]:
        said = {seek: self.cleaned_data.get(f"now-{seek}") for seek in self.seeks}
        return {seek: value for seek, value in said.items() if value is not None}
