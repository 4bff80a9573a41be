"""Every form draws itself in our look, whoever wrote it: `{{ form }}` and `<c-field>` use one template."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise


class LookRenderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


# What a field says when something is to be changed: plain, and with what to do next.
PLAIN_WORDS: dict[type[forms.Field], dict[str, StrOrPromise]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.IntegerField: {"invalid": _("Please write a whole number, such as 12.")},
    forms.DateField: {"invalid": _("This is not a day we know. Please write it like 2026-12-01.")},
    forms.DateTimeField: {"invalid": _("This is not a time we know. Please write it like 2026-12-01 14:30.")},
    forms.TimeField: {"invalid": _("This is not a time we know. Please write it like 14:30.")},
    forms.URLField: {"invalid": _("This is not an address of a page. It begins with https://.")},
    forms.BooleanField: {"required": _("Please tick this to go on.")},
    forms.ChoiceField: {
        "required": _("Please choose one."),
        "invalid_choice": _("%(value)s is not one of these. Please choose one of them."),
    },
    forms.MultipleChoiceField: {
        "required": _("Please choose at least one."),
        "invalid_choice": _("%(value)s is not one of these. Please choose again."),
    },
    forms.FileField: {
        "required": _("Please choose a file."),
        "empty": _("This file has nothing in it. Please choose another."),
        "missing": _("No file arrived. Please choose it again."),
    },
}


def speak_plainly() -> None:
    """Give Django's own fields our words; a form that says something else still may."""
    for field, words in PLAIN_WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
