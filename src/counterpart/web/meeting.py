"""What home says of meetings: choose a time, find one, or when the next is."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counterpart.partnerships import queries
from counterpart.partnerships.models import Meeting, Partnership, Worth
from counterpart.people.models import Person
from counterpart.web.thing import Thing
from counterpart.web.together import the_other


def thing(person: Person, partnership: Partnership, at: datetime) -> Thing:
    """What is to be done about meeting; where nothing is, when the next one is."""
    whom = queries.whom(partnership, person)
    times = queries.next_times(partnership, at)
    title, lead, label, url = _words(person, partnership, times.open, times.next, whom)
    urgent = times.open is not None and times.open.proposed_by_id != person.pk
    return Thing(
        over=partnership.programme.name,
        title=title,
        lead=lead,
        label=label,
        url=url,
        other=the_other(partnership, person),
        urgent=urgent,
    )


def _words(
    person: Person, partnership: Partnership, offered: Meeting | None, ahead: Meeting | None, whom: str
) -> tuple[str, str, str, str]:
    names = {"name": whom}
    if offered and offered.proposed_by_id != person.pk:
        return (
            _("%(name)s would like to meet.") % names,
            _("Choose one of the times that suit all of you, or name another."),
            _("Choose a time"),
            reverse("meeting-choose", args=[partnership.pk, offered.pk]),
        )
    if ahead:
        return (
            _("You meet %(name)s.") % names,
            date_format(localtime(ahead.starts_at), "l j F, H:i"),
            _("See our meetings"),
            reverse("meetings", args=[partnership.pk]),
        )
    if offered:
        return (
            _("%(name)s chooses a time to meet.") % names,
            _("A letter tells you which one it is."),
            _("See our meetings"),
            reverse("meetings", args=[partnership.pk]),
        )
    return (
        _("You and %(name)s have not booked a time yet.") % names,
        _("Three times that suit both of you are waiting; one tap books one.")
        if partnership.is_pair
        else _("Three times that suit all of you are waiting; one tap books one."),
        _("Find a time"),
        reverse("meeting-find", args=[partnership.pk]),
    )


def to_rate(person: Person, at: datetime) -> dict[str, object]:
    found = queries.unrated(person, at)
    if found is None:
        return {}
    whom = queries.whom(found.partnership, person)
    return {"unrated": found, "unrated_whom": whom, "answers": Worth.Says.choices}
