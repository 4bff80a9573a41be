import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.web.forms.programmes import day

LONGEST = 365  # days
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")


class LinkForMany(forms.Form):
    domains = forms.CharField(
        label=gettext_lazy("Who comes in at once?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "How their e-mail addresses end, such as example.org. Everybody else waits for your yes."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    expires_on = forms.DateField(label=gettext_lazy("The last day it works"), widget=day())
    cap = forms.IntegerField(
        label=gettext_lazy("For how many people at most?"), min_value=1, max_value=50_000, initial=200
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data, initial={"expires_on": today + timedelta(days=14)})
        self.today = today

    def clean_domains(self) -> list[str]:
        said = [each.strip(" @.").lower() for each in re.split(r"[\s,;]+", self.cleaned_data["domains"])]
        domains = list(dict.fromkeys(each for each in said if each))
        for each in domains:
            if not _DOMAIN.fullmatch(each):
                raise forms.ValidationError(
                    _("'%(domain)s' is not the end of an e-mail address. Write it like example.org.")
                    % {"domain": each[:60]}
                )
        return domains

    def clean_expires_on(self) -> date:
        said: date = self.cleaned_data["expires_on"]
        if not self.today <= said <= self.today + timedelta(days=LONGEST):
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return said

    def expires_at(self) -> datetime:
        return timezone.make_aware(
            datetime.combine(self.cleaned_data["expires_on"] + timedelta(days=1), time())
        )
