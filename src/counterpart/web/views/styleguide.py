"""Every piece in every state: for whoever builds a page, and for the tests that look at them."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from counterpart.web.pictures import Dot, Topic, Two


class Example(forms.Form):
    wish = forms.CharField(
        label=_("What would you like to be able to do?"), help_text=_("One thing. Your own words are best.")
    )
    day = forms.DateField(label=_("When could you meet?"))
    often = forms.ChoiceField(
        label=_("How often?"),
        choices=[("week", _("Every week")), ("two", _("Every other week")), ("month", _("Once a month"))],
    )
    much = forms.ChoiceField(
        label=_("How much would you like it?"),
        choices=[("little", _("A little")), ("much", _("Much")), ("most", _("Most of all"))],
        widget=forms.RadioSelect,
    )
    ways = forms.MultipleChoiceField(
        label=_("How would you like to meet?"),
        choices=[("video", _("By video")), ("place", _("In one place")), ("phone", _("By phone"))],
        widget=forms.CheckboxSelectMultiple,
    )
    nervous = forms.BooleanField(
        label=_("This one makes me nervous"),
        required=False,
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
        help_text=_("It lets you cut it into small steps later."),
    )
    count = forms.BooleanField(label=_("My figures may count, without my name"), required=False)
    words = forms.CharField(
        label=_("A few words to begin with"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    people = forms.FileField(label=_("A list of people"), required=False)


TOPICS = [
    Topic("AI tools in everyday work", 34, 12),
    Topic("Short video", 22, 9),
    Topic("Saying no kindly", 4, 31),
    Topic("Asking for more pay", 0, 18),
]


def pairs(how_many: int) -> list[Two]:
    """Invented pairs, always the same: juniors and seniors, some of one stage, some one way."""
    names = ("Amina Diallo", "Bengt Lind", "Chen Wei", "Dara Keo", "Olu Ade")
    return [
        Two(Dot(names[n % 5], n % 3), Dot(names[(n + 2) % 5], 2 + n * 7 % 4), second_shows=n % 9 != 0)
        for n in range(how_many)
    ]


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    wrong = {"wish": "", "day": "31 November", "often": "two", "much": "most", "ways": ["video"]}
    shown = {
        "form": Example(prefix="new"),
        "wrong": Example(wrong),
        "few": pairs(9),
        "many": pairs(90),
        "most": pairs(400),
        "topics": TOPICS,
    }
    return render(request, "styleguide/styleguide.html", shown)
