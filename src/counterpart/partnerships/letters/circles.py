"""Letters about the seats of a circle."""

from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships import entries, queries
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person


@dataclass(frozen=True)
class AboutCircle(Kind):
    ROWS = {"circle": (Partnership, "skill__merged_into")}

    circle: UUID

    def found(self) -> Partnership:
        return cast("Partnership", self.row("circle"))

    def topic(self) -> str:
        skill = self.found().skill
        return skill.now.name if skill else ""


@dataclass(frozen=True)
class CircleChanged(AboutCircle):
    """Somebody came, went, or would like another to host: it reads as things stand when it is read."""

    weight = Weight.REPLY
    about = gettext_lazy("When somebody comes to your circle, leaves it, or hosts it")

    def subject(self) -> str:
        return _("Your circle about %(topic)s") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        if self.found().seats.filter(hosts=True, hands_over_at=None).exists():
            return [_("Who sits in it has changed. See who is there now.")]
        return [
            _("It needs somebody to host it from now on. Would you?"),
            _("To host is to find a time and to open the talk. Nobody has to know everything."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See your circle"), reverse("partnership", args=[self.circle])


@dataclass(frozen=True)
class SeatOffered(AboutCircle):
    weight = Weight.NEEDED
    about = gettext_lazy("When a seat in a circle is held for you")

    def subject(self) -> str:
        return _("A seat for you in a circle about %(topic)s") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You were next in line, and a seat is free now. It is held for you for seven days."),
            _("After that it goes to whoever is next. Not taking it is fine and needs no reason."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See the circle"), reverse("circles")


@dataclass(frozen=True)
class CircleClosed(AboutCircle):
    """It ended by itself, or while somebody waited for a seat: each of them has an answer."""

    ALONE, HOSTLESS, WAITED = "alone", "hostless", "waited"

    weight = Weight.NEEDED
    about = gettext_lazy("When a circle of yours, or one you wait for, ends")

    why: str

    def subject(self) -> str:
        return _("The circle about %(topic)s has ended") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        if self.why == self.ALONE:
            return [
                _("Nobody sat down in it for three weeks, so it does not stand open any longer."),
                _("That says nothing about the topic, or about you: people look when they have an hour."),
                _("You can open it again at any time. A wider topic, or whom it is for, may help."),
            ]
        if self.why == self.HOSTLESS:
            return [
                _("For three weeks nobody was there to host it, so it has come to its end."),
                _("What you wrote stays readable for all of you, and you can open another at any time."),
            ]
        return [
            _("You waited for a seat there, and there will be none: it has come to its end."),
            _("You can look for another, or open one yourself."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See the circles"), reverse("circles")


@dataclass(frozen=True)
class HostsTeachers(AboutCircle):
    """The organiser opened a circle of those who teach, and asks somebody to host it."""

    weight = Weight.REPLY
    about = gettext_lazy("When you are asked to host a circle of those who teach")

    def subject(self) -> str:
        return _("A circle for you to host: %(topic)s") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Whoever shows something to people further along is often alone with what that is like."),
            _(
                "You said that you would host a circle. Those who teach in your programme can sit down in "
                "this one; you find a time and open the talk."
            ),
            _("Is it not for you? Say there that somebody else may host, or leave it."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See the circle"), reverse("partnership", args=[self.circle])


@dataclass(frozen=True)
class LeftCircle(AboutCircle):
    """Its gatherings go on without whoever left: they leave that one calendar alone."""

    weight = Weight.NEEDED
    about = gettext_lazy("When gatherings of a circle that you left leave your calendar")

    def subject(self) -> str:
        return _("You left the circle about %(topic)s") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("What is attached takes its gatherings out of your calendar.")]

    def attachments(self, to: Person) -> list[tuple[str, str, str]]:
        now = timezone.now()
        ahead = self.found().meetings.ahead(now).prefetch_related(queries.with_people())
        known = (entries.entry_of(each, to) for each in ahead)
        gone = (replace(each, cancelled=True, sequence=each.sequence + 1) for each in known)
        return [
            ("meeting.ics", entries.calendar([each], at=now).decode(), "text/calendar; method=PUBLISH")
            for each in gone
        ]
