"""A circle that a member opens."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models import LEARNERS
from counterpart.skills.models import Skill

FEWEST = 3
LONG = _("There is room for %(limit_value)d characters; this has %(show_value)d.")


class Opens(forms.Form):
    topic = forms.CharField(
        label=_("What it is about"),
        help_text=_("One topic, in a few words. For example: saying no, short videos, a first talk."),
        max_length=Skill.NAME_LENGTH,
        widget=forms.TextInput(attrs={"list": "every", "autocomplete": "off"}),
        error_messages={
            "required": _("What would it be about? A word or two are enough."),
            "max_length": LONG,
        },
    )
    words = forms.CharField(
        label=_("Why, and for whom"),
        help_text=_("A sentence or two. Say what you would do together, and who would be glad of it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("One sentence helps others to see that it is for them."),
            "max_length": LONG,
        },
    )
    hosts = forms.ChoiceField(
        label=_("And you?"),
        choices=[
            ("yes", _("I can show something of it, and I host")),
            ("no", _("I would like to learn it; somebody who can show it may host")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say which of the two you would be.")},
    )
    room = forms.TypedChoiceField(
        label=_("Seats for those who learn"),
        choices=[(n, str(n)) for n in range(FEWEST, LEARNERS + 1)],
        initial=6,
        coerce=int,
        error_messages={"invalid_choice": _("Please choose from three to eight seats.")},
        widget=forms.Select(attrs={"class": "entry"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click opens one


class Comes(forms.Form):
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1)
