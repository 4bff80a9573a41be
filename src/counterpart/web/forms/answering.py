"""Yes, or not this time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class Answering(forms.Form):
    """A no needs nothing else; a yes needs to know whether one decides about the other's work."""

    decides = forms.ChoiceField(
        label=_("Does either of you decide about the other's work?"),
        help_text=_("Pay, tasks, leave, appraisal: now, or in the line above."),
        choices=[("no", _("No, neither of us")), ("yes", _("Yes, one of us does"))],
        widget=forms.RadioSelect,
        required=False,
    )
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, of_two: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decides = self.fields["decides"]
        if not of_two and isinstance(decides, forms.ChoiceField):
            decides.label = _("Does one of you decide about another's work?")
            decides.choices = [("no", _("No, none of us")), ("yes", _("Yes, one of us does"))]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("answer") == "yes" and not said.get("decides"):
            self.add_error("decides", _("Please say this before you say yes."))
        return said

    def says(self) -> str:
        """What is kept: yes, no, or that one of the two decides."""
        said = self.cleaned_data
        if said["decides"] == "yes":
            return "decides"
        return str(said["answer"])
