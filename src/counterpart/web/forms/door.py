from django import forms
from django.utils.translation import gettext_lazy as _


class Words(forms.Form):
    words = forms.CharField(
        label=_("What would you say to somebody who hesitates?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("There is nothing written yet. Two sentences are enough."),
            "max_length": _("There is room for %(limit_value)d characters; this has %(show_value)d."),
        },
    )
