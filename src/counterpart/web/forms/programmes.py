"""What an organiser says about a programme."""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Person
from counterpart.people.newcomers import Newcomer
from counterpart.programmes.actions import Terms
from counterpart.programmes.models import Membership, Programme, Rhythm
from counterpart.web.forms.agreeing import MINUTES, minutes_choices

USUAL_DISTANCE = "0.5"
DISTANCES = [
    ("0", _("It does not matter")),
    (USUAL_DISTANCE, _("Rather different")),
    ("1", _("As different as possible")),
]
SAID_HERE = ("perspective", "different", "rings", "circles")
DIFFERENT = [("function", _("not do the same work")), ("place", _("not be in the same place"))]


def day(**attrs: str) -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


class NameAndAddress(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def newcomer(self, time_zone: str = "UTC") -> Newcomer:
        said = self.cleaned_data
        return Newcomer(email=said["email"].lower(), name=said["name"], time_zone=time_zone)


class TermsForm(forms.Form):
    """One page, with sensible answers already in place."""

    id = forms.UUIDField(widget=forms.HiddenInput)  # sent twice, it makes one programme
    name = forms.CharField(
        label=_("What is it called?"), max_length=120, help_text=_("for example: Both ways, spring")
    )
    template = forms.ChoiceField(
        label=_("How does it work?"), choices=Programme.Template.choices, widget=forms.RadioSelect
    )
    welcome = forms.CharField(
        label=_("What is it for?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences. They stand in the invitation."),
    )
    closes_on = forms.DateField(label=_("Answers until"), widget=day())
    starts_on = forms.DateField(label=_("It begins"), required=False, widget=day())
    ends_on = forms.DateField(label=_("It ends"), required=False, widget=day())
    contact_name = forms.CharField(
        label=_("Who can people turn to?"),
        max_length=120,
        help_text=_(
            "Somebody they trust who does not organise this, such as a works council or an ombudsperson."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_email = forms.EmailField(
        label=_("Their e-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    distance = forms.ChoiceField(
        label=_("How different should the two be, in what they do, where, and how long?"),
        choices=DISTANCES,
        initial=USUAL_DISTANCE,
    )
    different = forms.MultipleChoiceField(
        label=_("The two must"), choices=DIFFERENT, required=False, widget=forms.CheckboxSelectMultiple
    )

    rings = forms.BooleanField(
        label=_("Rings of three where no pair serves"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
        help_text=_("Each learns from the next. It begins when all three said yes."),
    )
    circles = forms.BooleanField(
        label=_("Circles around one topic for those still left"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
        help_text=_("Somebody who said they would hosts; three to eight learn."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often do two people meet?"),
        choices=Rhythm.choices,
        initial=Rhythm.SERIES,
        help_text=_("Their agreement proposes it. They may choose otherwise."),
    )
    minutes = forms.TypedChoiceField(
        label=_("For how long?"), choices=minutes_choices(), coerce=int, initial=MINUTES
    )
    own_words = forms.CharField(
        label=_("What should stand in every agreement?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two of yours, such as: an hour a month counts as working time."),
    )
    reads_first = forms.BooleanField(
        label=_("Everybody reads how it begins before they first meet"),
        required=False,
        help_text=_(
            "Under ten minutes: what people fear who show, and who learn, and what stays between two."
        ),
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    asking = forms.BooleanField(
        label=_("People may ask somebody themselves"),
        required=False,
        help_text=_(
            "Each sees up to three people who fit, and may ask them; whoever joins later can begin on "
            "their first day. The same rules hold as in a match. While you look at a match it rests."
        ),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        closes, starts, ends = (said.get(name) for name in ("closes_on", "starts_on", "ends_on"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("This is before it begins. Choose a later day."))
        if closes and ends and ends <= closes:
            self.add_error("ends_on", _("Answers are still coming in then. Choose a later day."))
        return said

    def terms(self, policy: dict[str, Any] | None = None) -> Terms:
        """What was said, with what the policy held beyond it."""
        said = self.cleaned_data
        wanted = {key: value for key, value in (policy or {}).items() if key not in SAID_HERE}
        if said["distance"] != USUAL_DISTANCE:
            wanted["perspective"] = float(said["distance"])
        if said["different"]:
            wanted["different"] = said["different"]
        if said["rings"]:
            wanted["rings"] = max(3, (policy or {}).get("rings", 3))
        if said["circles"]:
            wanted["circles"] = True
        return Terms(
            name=said["name"],
            template=said["template"],
            welcome=said["welcome"],
            closes_on=said["closes_on"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            contact=Newcomer(email=said["contact_email"].lower(), name=said["contact_name"]),
            policy=wanted,
            rhythm=said["rhythm"],
            minutes=said["minutes"],
            own_words=said["own_words"],
            reads_first=said["reads_first"],
            asking=said["asking"],
        )


class NewProgramme(TermsForm):
    organiser_name = forms.CharField(
        label=_("Who organises it?"), max_length=120, required=False, help_text=_("Empty: you do.")
    )
    organiser_email = forms.EmailField(label=_("The organiser's e-mail"), max_length=254, required=False)

    def __init__(self, data: Any = None, *, by: Person, today: date) -> None:
        first = {
            "id": uuid.uuid4(),
            "template": Programme.Template.TWO_WAY,
            "closes_on": today + timedelta(days=14),
            "starts_on": today + timedelta(days=21),
            "ends_on": today + timedelta(days=21 + 26 * 7),
        }
        super().__init__(data, initial=first)
        self.by = by
        if not by.is_owner:
            del self.fields["organiser_name"], self.fields["organiser_email"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        name, email = said.get("organiser_name", ""), (said.get("organiser_email") or "").lower()
        if name and not email:
            self.add_error("organiser_email", _("Add the address to which their letter goes."))
        if email and not name:
            self.add_error("organiser_name", _("Add their name, so that the letter can greet them."))
        if said.get("contact_email", "").lower() == (email or self.by.email):
            self.add_error("contact_email", _("This person organises it. Choose somebody who does not."))
        return said

    def organiser(self) -> Newcomer | None:
        email = (self.cleaned_data.get("organiser_email") or "").lower()
        if not email or email == self.by.email:
            return None
        return Newcomer(email=email, name=self.cleaned_data["organiser_name"])


def as_said(programme: Programme) -> dict[str, Any]:
    """A programme as `TermsForm` shows it."""
    distance = f"{programme.policy.get('perspective', float(USUAL_DISTANCE)):g}"
    return {
        "id": programme.pk,
        "name": programme.name,
        "template": programme.template,
        "welcome": programme.welcome,
        "closes_on": programme.closes_on,
        "starts_on": programme.starts_on,
        "ends_on": programme.ends_on,
        "contact_name": programme.contact.name if programme.contact else "",
        "contact_email": programme.contact.email if programme.contact else "",
        "distance": distance if distance in dict(DISTANCES) else USUAL_DISTANCE,
        "different": programme.policy.get("different", []),
        "rings": bool(programme.policy.get("rings")),
        "circles": programme.has_circles,
        "rhythm": programme.rhythm,
        "minutes": programme.minutes,
        "own_words": programme.own_words,
        "reads_first": programme.reads_first,
        "asking": programme.asking,
    }


class Host(forms.Form):
    """Of the circle of those who teach: members who said that they would host one."""

    host = forms.ModelChoiceField(label=_("Who hosts it"), queryset=Person.objects.none(), empty_label=None)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Membership.objects.joined().filter(programme=programme)
        self.fields["host"].queryset = Person.objects.filter(  # type: ignore[attr-defined] # a model choice
            memberships__in=here, hosting=True, is_active=True
        ).order_by("name", "pk")
