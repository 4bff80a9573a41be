"""When to meet: one of three times, or another."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models import Meeting, length_of

LONGEST_AHEAD = timedelta(days=730)
LENGTHS = (10, 15, 30, 45, 60, 90, 120, 240, 480)  # minutes
SHORT = LENGTHS[:2]  # to catch up, no part of a series
LONG = LENGTHS[-3:]  # beside the other while they work


class Link(forms.URLField):
    """Of a video call. Only https: whoever listens on the way must not walk in."""

    default_validators = [
        URLValidator(schemes=["https"], message=_("Please give an address that begins with https://."))
    ]

    def __init__(self) -> None:
        super().__init__(
            label=_("Address of a video call"),
            required=False,
            max_length=500,
            assume_scheme="https",
            widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
        )


class WhenToMeet(forms.Form):
    slot = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Time, by your clock"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    kind = forms.ChoiceField(label=_("What kind of meeting"), choices=Meeting.Kind.choices, required=False)
    minutes = forms.TypedChoiceField(label=_("How long"), coerce=int)
    link = Link()
    key = forms.UUIDField(widget=forms.HiddenInput)  # a double click is one meeting
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)  # the meetings, as they were looked at

    def __init__(
        self, *args: Any, without: tuple[str, ...] = (), needs_time: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needs_time = needs_time
        for name in set(without):
            del self.fields[name]
        if "minutes" in self.fields:
            self._offer_as_agreed()

    def _offer_as_agreed(self) -> None:
        """What the partners agreed on is one of the choices, whatever it is."""
        field, agreed = self.fields["minutes"], self.initial.get("minutes")
        if isinstance(field, forms.ChoiceField):
            lengths = sorted({*LENGTHS, int(agreed or LENGTHS[0])})
            field.choices = [(each, length_of(each)) for each in lengths]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Meeting.Kind.TALK

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            said["starts_at"] = self._moment(said)
        return said

    def _moment(self, said: dict[str, Any]) -> datetime | None:
        day, hour, slot = said.get("day"), said.get("hour"), said.get("slot")
        if slot and (day or hour):
            raise forms.ValidationError(_("Choose one of the times or name another, not both."))
        if slot:
            return self._read(slot)
        if day and hour:
            return self._typed(day, hour)
        if day or hour:
            self.add_error("hour" if day else "day", _("Another time needs both: the day and the hour."))
        elif self.needs_time:
            raise forms.ValidationError(_("Choose one of the times, or name another."))
        return None

    def _read(self, slot: str) -> datetime:
        try:
            moment = datetime.fromisoformat(slot)
        except ValueError:
            raise forms.ValidationError(_("Choose one of the times, or name another.")) from None
        if moment.tzinfo is None or not 2000 < moment.year < 2200:
            raise forms.ValidationError(_("Choose one of the times, or name another."))
        return self._not_too_far(moment.astimezone(UTC))

    def _typed(self, day: date, hour: time) -> datetime | None:
        if not 2000 < day.year < 2200:
            self.add_error("day", _("Please choose a day within the next two years."))
            return None
        local = datetime.combine(day, hour, tzinfo=timezone.get_current_timezone())
        moment = local.astimezone(UTC)
        if moment.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
            self.add_error("hour", _("Clocks are put forward that night and leave this hour out."))
        return self._not_too_far(moment)

    def _not_too_far(self, moment: datetime) -> datetime:
        if moment > timezone.now() + LONGEST_AHEAD:
            raise forms.ValidationError(_("Please choose a day within the next two years."))
        return moment
