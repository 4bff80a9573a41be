"""What a member tells: what they can show, what they would like, when and how."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Level, Person, Stage

LANGUAGES = [
    *("en", "ar", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja"),
    *("ko", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "sw", "tr", "uk", "ur", "vi", "zh-hans"),
]
DAYS = {
    "Mon": _("Mondays"),
    "Tue": _("Tuesdays"),
    "Wed": _("Wednesdays"),
    "Thu": _("Thursdays"),
    "Fri": _("Fridays"),
    "Sat": _("Saturdays"),
    "Sun": _("Sundays"),
}
PARTS = {
    "08:00-12:00": _("in the morning"),
    "12:00-14:00": _("around noon"),
    "14:00-18:00": _("in the afternoon"),
    "18:00-21:00": _("in the evening"),
}
MUCH = {"2": _("A little"), "3": _("Much"), "5": _("Most of all")}


class Words(forms.Form):
    """One field for free words; suggestions are buttons beside it."""

    words = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "sentences"}),
    )

    def __init__(self, *args: Any, label: str, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].widget.attrs["placeholder"] = example


class WishWords(Words):
    private = forms.BooleanField(
        label=_("Keep this wish to myself for now"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    nervous = forms.BooleanField(
        label=_("This one makes me nervous"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )


class HowWell(forms.Form):
    level = forms.TypedChoiceField(
        label=_("How well?"),
        choices=[("", _("I'd rather not say")), *Level.choices],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs={"class": "entry"}),
    )


class Wish(forms.Form):
    """A wish that was told, to be changed."""

    importance = forms.TypedChoiceField(
        label=_("How much would you like it?"),
        choices=list(MUCH.items()),
        coerce=int,
        widget=forms.RadioSelect,
    )
    nervous = forms.BooleanField(
        label=_("This one makes me nervous"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    dread = forms.CharField(
        label=_("What about it?"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )
    private = forms.BooleanField(
        label=_("Keep this wish to myself for now"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )

    def clean_dread(self) -> str | None:
        """None where nothing makes them nervous; words alone say that something does."""
        words = str(self.cleaned_data["dread"]).strip()
        return words if words or self.cleaned_data.get("nervous") else None


def hours_of(days: list[str], parts: list[str]) -> str:
    """Every chosen part of every chosen day; none, or all, means any."""
    if len(days) in (0, len(DAYS)) and len(parts) in (0, len(PARTS)):
        return ""
    return ";".join(f"{day} {part}" for day in days or list(DAYS) for part in parts or list(PARTS))


def days_and_parts(hours: str) -> tuple[list[str], list[str]]:
    pairs = [entry.split(" ", 1) for entry in hours.split(";") if " " in entry]
    return [day for day in DAYS if day in {pair[0] for pair in pairs}], [
        part for part in PARTS if part in {pair[1] for pair in pairs}
    ]


def language_name(code: str) -> str:
    return str(LANG_INFO[code]["name_local"]).capitalize() if code in LANG_INFO else code


class WhenAndHow(forms.Form):
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    stage = forms.TypedChoiceField(
        label=_("Where I stand"),
        choices=[("", _("I'd rather not say")), *Stage.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    function = forms.CharField(
        label=_("What I do"), max_length=120, required=False, help_text=_("for example: customer service")
    )
    place = forms.CharField(label=_("Where I am"), max_length=120, required=False)
    background = forms.CharField(
        label=_("The field I come from"), max_length=120, required=False, help_text=_("for example: hotels")
    )
    days = forms.MultipleChoiceField(
        label=_("Days that suit me"),
        choices=list(DAYS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means any day."),
    )
    parts = forms.MultipleChoiceField(
        label=_("Times that suit me"),
        choices=list(PARTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means any time."),
    )
    time_zone = forms.ChoiceField(label=_("My clock goes by"), widget=forms.Select(attrs={"data-zone": True}))
    languages = forms.MultipleChoiceField(
        label=_("Languages I like to talk in"), widget=forms.CheckboxSelectMultiple
    )
    capacity = forms.TypedChoiceField(
        label=_("People at a time"),
        choices=[(1, _("One is right")), (2, _("Two")), (3, _("Three")), (0, _("None at the moment"))],
        coerce=int,
    )

    hosting = forms.BooleanField(
        label=_("I would host a circle"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
        help_text=_("A few people learn something you can show. You find a time and open the talk."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted({*(z for z in available_timezones() if "/" in z and "Etc/" not in z), "UTC"})
        codes = dict.fromkeys([*LANGUAGES, *person.languages])
        self._choices("time_zone", [(zone, zone.replace("_", " ")) for zone in zones])
        self._choices("languages", [(code, language_name(code)) for code in codes])
        self._choices("capacity", self._numbers(person))

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _numbers(self, person: Person) -> list[tuple[Any, Any]]:
        """A number set elsewhere stays one of the choices."""
        base = [(1, _("One is right")), (2, _("Two")), (3, _("Three")), (0, _("None at the moment"))]
        return base if person.capacity <= 3 else [*base, (person.capacity, str(person.capacity))]


class Avoid(forms.Form):
    address = forms.EmailField(
        label=_("Their e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
