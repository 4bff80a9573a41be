"""What two agree on, and how it feels before it begins."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from counterpart.partnerships.actions.agreeing import Terms
from counterpart.partnerships.models import Agreement, Where
from counterpart.partnerships.promised import Promised
from counterpart.partnerships.queries.agreeing import Wish
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Rhythm

MINUTES = 60
LENGTHS = (30, 45, MINUTES, 75, 90, 120)
LONGEST = 1000


def minutes_choices(*others: int) -> list[tuple[int, Any]]:
    """The usual lengths, and one that was chosen elsewhere."""
    words = ngettext_lazy("%(n)s minute", "%(n)s minutes", "n")
    return [(n, words % {"n": n}) for n in sorted({*LENGTHS, *others})]


def _words(label: Any, rows: int = 3, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": _("There is room for %(limit_value)d characters; this has %(show_value)d.")
        },
    )


class Agreeing(forms.Form):
    """One version, prefilled with the one before. Each person's aim is a field of its own."""

    rhythm = forms.ChoiceField(
        label=_("How often do we meet?"), choices=Rhythm.choices, widget=forms.RadioSelect
    )
    minutes = forms.TypedChoiceField(label=_("For how long?"), coerce=int)
    where = forms.ChoiceField(label=_("Where?"), choices=Where.choices, widget=forms.RadioSelect)
    between_us = _words(_("What stays between us, and where that ends"), rows=4)
    stopping = _words(_("How we stop"))
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)  # the version read
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click is one version

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[Person],
        me: Person,
        now: Agreement,
        words: Promised,
        **kept: Any,
    ) -> None:
        super().__init__(data, initial=_as_said(people, now, words) | kept)
        self.people, self.own_words = people, words.own_words
        minutes = self.fields["minutes"]
        if isinstance(minutes, forms.ChoiceField):
            minutes.choices = minutes_choices(now.minutes)
        for person in people:
            label = (
                _("What I'd like to learn")
                if person == me
                else _("What %(name)s would like to learn") % {"name": person.first_name}
            )
            self.fields[_aim(person)] = _words(label, required=False)

    @property
    def aims(self) -> list[forms.BoundField]:
        return [self[_aim(person)] for person in self.people]

    def terms(self) -> Terms:
        said = self.cleaned_data
        words = Promised(
            aims={person.pk: said[_aim(person)] for person in self.people},
            between_us=said["between_us"],
            stopping=said["stopping"],
            own_words=self.own_words,
        )
        return Terms(rhythm=said["rhythm"], minutes=said["minutes"], where=said["where"], promised=words)


def _aim(person: Person) -> str:
    return f"aim-{person.pk}"


def _as_said(people: Sequence[Person], now: Agreement, words: Promised) -> dict[str, Any]:
    return {
        "rhythm": now.rhythm,
        "minutes": now.minutes,
        "where": now.where,
        "between_us": words.between_us,
        "stopping": words.stopping,
        "after": now.number,
        **{_aim(person): words.aims.get(person.pk, "") for person in people},
    }


class Scale(forms.NumberInput):
    """A number from 0 to 100, with a slider beside it where there is JavaScript."""

    template_name = "forms/scale.html"

    def __init__(self) -> None:
        super().__init__(
            attrs={"min": 0, "max": 100, "data-range": True, "inputmode": "numeric", "autocomplete": "off"}
        )


def _scale(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=100,
        required=False,
        widget=Scale(),
        error_messages={
            name: _("A whole number from 0 to 100, or nothing.")
            for name in ("invalid", "min_value", "max_value")
        },
    )


class HowItFeels(forms.Form):
    """How confident somebody feels about each wish, and how much at home. Each may be left out."""

    belonging = _scale(_("I belong here"))

    def __init__(self, data: Any = None, *, wishes: Sequence[Wish], **kept: Any) -> None:
        super().__init__(data, **kept)
        self.wishes = wishes
        for wish in wishes:
            self.fields[_wish(wish.seek.pk)] = _scale(wish.words)

    @property
    def confidence(self) -> list[forms.BoundField]:
        return [self[_wish(wish.seek.pk)] for wish in self.wishes]

    def said(self) -> dict[Seek, int]:
        told = {wish.seek: self.cleaned_data[_wish(wish.seek.pk)] for wish in self.wishes}
        return {seek: value for seek, value in told.items() if value is not None}


def _wish(seek: UUID) -> str:
    return f"wish-{seek}"
