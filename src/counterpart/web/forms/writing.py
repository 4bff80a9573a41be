"""Writing to each other."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.actions import LONGEST


class Line(forms.Form):
    body = forms.CharField(
        label=_("Write to each other"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("There is nothing written yet. A hello is enough."),
            "max_length": _("A message has room for %(limit_value)d characters; this has %(show_value)d."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)  # a double click is one message


class Answer(Line):
    """The same from a letter, by somebody who is not signed in."""

    def __init__(self, *args: Any, to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = gettext("Your words to %(names)s") % {"names": to}
