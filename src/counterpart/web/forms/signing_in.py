"""Signing in with a code sent by letter: allauth's forms, in our words."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one your invitation was sent to."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class GiveCode(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth ships no types
    code = forms.CharField(
        label=_("The code from the letter"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> Any:
        try:
            return super().clean_code()
        except forms.ValidationError as error:
            raise forms.ValidationError(
                _("That is not the code we sent. Compare it with the newest letter.")
            ) from error


class ComeByLink(AskForCode):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send a code to it, so that nobody else comes in with your address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
