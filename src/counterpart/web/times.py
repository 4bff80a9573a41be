"""Times as a page shows them: by the reader's clock, and by everybody else's where it differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counterpart.people import hours
from counterpart.people.models import Person


@dataclass(frozen=True)
class Choice:
    value: str
    day: str
    hour: str
    theirs: str = ""


def choices(moments: Iterable[datetime], others: Sequence[Person]) -> list[Choice]:
    return [
        Choice(
            moment.isoformat(),
            date_format(localtime(moment), "l j F"),
            date_format(localtime(moment), "H:i"),
            theirs(moment, others),
        )
        for moment in moments
    ]


def theirs(moment: datetime, others: Sequence[Person]) -> str:
    """'16:00 for Bengt', where Bengt's clock shows something else."""
    here = localtime(moment)
    told = []
    for each in others:
        there = moment.astimezone(hours.clock(each.time_zone))
        if there.utcoffset() != here.utcoffset():
            day = "" if there.date() == here.date() else f"{date_format(there, 'l')} "
            told.append(_("%(hour)s for %(name)s") % {"hour": f"{day}{there:%H:%M}", "name": each.first_name})
    return ", ".join(told)
