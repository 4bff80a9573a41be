"""Letters about meetings. Each carries the calendar entry; none a word of what is spoken of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships import entries, queries
from counterpart.partnerships.models import Meeting, Partnership, Slot
from counterpart.people.models import Person

Attachments = list[tuple[str, str, str]]


def spoken(moment: datetime | None) -> str:
    """By the reader's own clock."""
    return date_format(timezone.localtime(moment), _("l j F, H:i")) if moment else ""


def attached(meetings: Iterable[Meeting], to: Person) -> Attachments:
    made = entries.calendar([entries.entry_of(each, to) for each in meetings], at=timezone.now())
    return [("meeting.ics", made.decode(), "text/calendar; method=PUBLISH")]


@dataclass(frozen=True)
class AboutMeeting(Kind):
    ROWS = {"meeting": (Meeting,)}

    meeting: UUID

    def action(self, to: Person) -> tuple[str, str]:
        return _("See it, or move it"), entries.path_of(self._found())

    def attachments(self, to: Person) -> Attachments:
        return attached([self._found()], to)

    def starts(self) -> str:
        return spoken(cast("Meeting", self.row("meeting")).starts_at)

    def _found(self) -> Meeting:
        rows = Meeting.objects.select_related("proposed_by", "cancelled_by", "partnership")
        return rows.prefetch_related(queries.with_people()).get(pk=self.meeting)

    def _names(self, to: Person) -> dict[str, str]:
        meeting = self._found()
        return {
            "whom": queries.whom(meeting.partnership, to),
            "when": spoken(meeting.starts_at),
            "length": meeting.length,
        }

    def _when(self, to: Person) -> list[str]:
        found = self._found()
        link = found.link
        return [
            *([] if found.is_talk else [_("This time: %(kind)s.") % {"kind": found.get_kind_display()}]),
            _("%(when)s by your clock, for %(length)s.") % self._names(to),
            *([_("You meet by video: %(link)s") % {"link": link}] if link else []),
        ]


@dataclass(frozen=True)
class Booked(AboutMeeting):
    weight = Weight.NEEDED
    about = gettext_lazy("When a meeting is booked")

    def subject(self) -> str:
        return _("You meet: %(when)s") % {"when": self.starts()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You meet %(whom)s.") % self._names(to),
            *self._when(to),
            _("The calendar entry is attached. Nothing has to be answered, and each of you can move it."),
        ]


@dataclass(frozen=True)
class Moved(AboutMeeting):
    weight = Weight.NEEDED
    about = gettext_lazy("When a meeting changes")

    def subject(self) -> str:
        return _("Your meeting has changed: %(when)s") % {"when": self.starts()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("The meeting with %(whom)s is now as follows.") % self._names(to),
            *self._when(to),
            _("The entry that is attached takes the place of the one before."),
        ]


@dataclass(frozen=True)
class TimesOffered(AboutMeeting):
    weight = Weight.REPLY
    about = gettext_lazy("When you are to choose a time")

    def subject(self) -> str:
        return _("Choose a time to meet")

    def paragraphs(self, to: Person) -> list[str]:
        times = Slot.objects.filter(meeting=self.meeting).values_list("starts_at", flat=True)
        return [
            _("%(whom)s would like to meet and lets you choose, by your clock:") % self._names(to),
            "\n".join(spoken(each) for each in times),
            _("None of them? There you can name another."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Choose a time"), entries.path_of(self._found())

    def attachments(self, to: Person) -> Attachments:
        return []


@dataclass(frozen=True)
class CalledOff(AboutMeeting):
    """`instead` is the meeting that takes its place, or ''."""

    weight = Weight.NEEDED
    about = gettext_lazy("When a meeting is called off")

    instead: str = ""

    def subject(self) -> str:
        return _("Called off: your meeting on %(when)s") % {"when": self.starts()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("The meeting with %(whom)s does not take place then.") % self._names(to),
            *self._afterwards(to),
            _("What is attached puts your calendar right."),
        ]

    def _afterwards(self, to: Person) -> list[str]:
        new = self._new()
        if new is None:
            return [_("The others stay as they are.")]
        if new.starts_at is None:
            return [_("Instead there are times to choose from.")]
        return [_("Instead you meet %(when)s by your clock.") % {"when": spoken(new.starts_at)}]

    def action(self, to: Person) -> tuple[str, str]:
        new = self._new()
        if new is None:
            return _("See your meetings"), reverse("meetings", args=[self._found().partnership_id])
        return (_("Choose a time") if new.starts_at is None else _("See it, or move it")), entries.path_of(
            new
        )

    def attachments(self, to: Person) -> Attachments:
        """Two files: not every program reads a second entry in one."""
        new = self._new()
        files = [self._found(), *([new] if new and new.starts_at else [])]
        return [file for each in files for file in attached([each], to)]

    def _new(self) -> Meeting | None:
        if not self.instead:
            return None
        rows = Meeting.objects.select_related("partnership").prefetch_related(queries.with_people())
        return rows.get(pk=UUID(self.instead))


@dataclass(frozen=True)
class RestBooked(AboutMeeting):
    """The series that begins with this meeting."""

    weight = Weight.NEEDED
    about = gettext_lazy("When a series of meetings is booked")

    def subject(self) -> str:
        return _("Your next meetings are in the calendar")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You meet %(whom)s, by your clock:") % self._names(to),
            "\n".join(spoken(each.starts_at) for each in self._all()),
            _("The entries are attached. Each can be moved or skipped on its own."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See your meetings"), reverse("meetings", args=[self._found().partnership_id])

    def attachments(self, to: Person) -> Attachments:
        return attached(self._all(), to)

    def _all(self) -> list[Meeting]:
        first = self._found()
        rows = Meeting.objects.booked().filter(
            partnership=first.partnership_id, proposed_at=first.proposed_at, starts_at__gte=first.starts_at
        )
        return list(rows.prefetch_related(queries.with_people()).order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Soon(AboutMeeting):
    weight = Weight.REPLY  # they booked it, and a reminder that waits for Monday is none
    about = gettext_lazy("The day before a meeting")

    def subject(self) -> str:
        return _("Soon: %(when)s") % {"when": self.starts()}

    def paragraphs(self, to: Person) -> list[str]:
        titles = queries.agenda(self._found())
        return [
            _("You meet %(whom)s.") % self._names(to),
            *self._when(to),
            *([_("On the table:") + "\n" + "\n".join(titles)] if titles else []),
        ]

    def attachments(self, to: Person) -> Attachments:
        return []


@dataclass(frozen=True)
class OutOfCalendar(Kind):
    """Whoever has parted meets no more."""

    weight = Weight.NEEDED
    about = gettext_lazy("When meetings leave your calendar")

    ROWS = {"partnership": (Partnership,)}

    partnership: UUID

    def subject(self) -> str:
        return _("Meetings that do not take place any more")

    def paragraphs(self, to: Person) -> list[str]:
        Partnership.objects.get(pk=self.partnership)
        return [
            _("Your partnership has come to its end."),
            _("What is attached takes its meetings out of your calendar."),
        ]

    def attachments(self, to: Person) -> Attachments:
        ended = Partnership.objects.get(pk=self.partnership).ended_at
        rows = Meeting.objects.filter(
            partnership=self.partnership, starts_at__isnull=False, cancelled_at=ended
        ).prefetch_related(queries.with_people())
        return [file for each in rows for file in attached([each], to)]
