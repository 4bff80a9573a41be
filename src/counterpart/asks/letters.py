"""None of these names whoever asked before they accepted somebody's help."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.asks.models import Ask
from counterpart.asks.queries import for_asker
from counterpart.letters import Kind, Weight
from counterpart.people.models import Person


@dataclass(frozen=True)
class AboutAsk(Kind):
    ROWS = {"ask": (Ask, "programme", "topic__merged_into", "asker")}

    ask: UUID

    def found(self) -> Ask:
        return cast("Ask", self.row("ask"))

    def action(self, to: Person) -> tuple[str, str] | None:
        return _("Look at it"), reverse("ask", args=[self.ask])


@dataclass(frozen=True)
class YouCouldHelp(AboutAsk):
    about = gettext_lazy("When somebody asks for something that you can show")
    weight = Weight.NUDGE

    def subject(self) -> str:
        return _("Somebody asks about %(topic)s") % {"topic": self.found().topic}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("In %(programme)s: “%(words)s”")
            % {"programme": self.found().programme, "words": self.found().words},
            _("It is one meeting of half an hour. If it is not for you now, somebody else is asked."),
        ]

    def still_holds(self, at: datetime) -> bool:
        return Ask.objects.open(at).filter(pk=self.ask).exists()


@dataclass(frozen=True)
class SomebodyHelps(AboutAsk):
    about = gettext_lazy("When somebody offers to help with what you asked")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("Somebody would help you")

    def paragraphs(self, to: Person) -> list[str]:
        said = [_("You asked: “%(words)s”") % {"words": self.found().words}]
        if self.found().anonymous:
            said.append(_("They do not know who you are. Only when you accept do they learn your name."))
        return [*said, _("Read what they write, and say yes to one.")]


@dataclass(frozen=True)
class Accepted(AboutAsk):
    about = gettext_lazy("When your help is accepted")
    weight = Weight.NEEDED

    partnership: UUID

    def subject(self) -> str:
        return _("%(name)s would like your help") % {"name": self.found().asker.first_name}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("They asked: “%(words)s”") % {"words": self.found().words},
            _("The two of you find half an hour, once. Say hello, or offer three times."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Say hello"), reverse("partnership", args=[self.partnership])


@dataclass(frozen=True)
class NotNeeded(AboutAsk):
    about = gettext_lazy("When help that you offered is not needed any more")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("Thank you for offering to help")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("It was about: “%(words)s”") % {"words": self.found().words},
            _("It is not needed any more. That somebody was ready to help counts, too."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See what else is asked"), reverse("asks")


@dataclass(frozen=True)
class HalfWay(AboutAsk):
    about = gettext_lazy("When something you asked has waited for a week")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("What you asked is still open")

    def paragraphs(self, to: Person) -> list[str]:
        if for_asker(self.found()):
            next_ = _("Somebody would help you. Read what they write, and say yes to one before it ends.")
        else:
            next_ = _("It moves up the list, and more of those who can show it hear of it now.")
        return [
            _("You asked: “%(words)s”") % {"words": self.found().words},
            next_,
            _("It stands for another week. You hear from us when somebody offers, and at the end."),
        ]


@dataclass(frozen=True)
class Lapsed(AboutAsk):
    about = gettext_lazy("When the two weeks of something you asked are over")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("The two weeks are over")

    def paragraphs(self, to: Person) -> list[str]:
        found = self.found()
        if found.hidden_at:
            how = _("It was hidden, and nobody decided about it in time.")
        elif for_asker(found):
            how = _("Somebody had offered to help, and it ended before you said yes. They have been thanked.")
        else:
            how = _("Nobody was free for it this time.")
        return [
            _("You asked: “%(words)s”") % {"words": found.words},
            how,
            _("It ends here, and nobody new reads it. You can ask it in other words, read what others "
              "learned about it, or add it to what you would like, so that the next match looks for it."),
        ]  # fmt: skip


@dataclass(frozen=True)
class Hidden(AboutAsk):
    about = gettext_lazy("When something you asked is hidden for now")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("What you asked is hidden for now")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You asked: “%(words)s”") % {"words": self.found().words},
            _("Somebody found that it should not stand there. The contact person of the programme reads it, "
              "without your name, and decides. You hear from us."),
        ]  # fmt: skip


@dataclass(frozen=True)
class Reported(AboutAsk):
    about = gettext_lazy("When somebody finds that an ask should not stand there")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("Please look at something that was asked")

    def paragraphs(self, to: Person) -> list[str]:
        return [_("It is hidden until you decide. You do not read who asked it, nor who told us.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Look at it"), reverse("asks-reported")


@dataclass(frozen=True)
class Settled(AboutAsk):
    about = gettext_lazy("When it is decided about something you asked")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("It is decided about what you asked")

    def paragraphs(self, to: Person) -> list[str]:
        stays = self.found().ended == Ask.Ended.HIDDEN
        return [
            _("You asked: “%(words)s”") % {"words": self.found().words},
            _("It stays hidden and ends here. You can ask it in other words.")
            if stays
            else _("It stands again, as before."),
        ]


@dataclass(frozen=True)
class Decided(AboutAsk):
    about = gettext_lazy("When it is decided about something you told us should not stand there")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("Thank you for telling us")

    def paragraphs(self, to: Person) -> list[str]:
        found = self.found()
        stands = _("The contact person read it and lets it stand.")
        how = _("It stays hidden.") if found.hidden_at else stands
        return [_("You told us that something asked in %(programme)s should not stand there.")
                % {"programme": found.programme}, how]  # fmt: skip

    def action(self, to: Person) -> tuple[str, str]:
        return _("See what is asked"), reverse("asks")


@dataclass(frozen=True)
class Thanked(AboutAsk):
    about = gettext_lazy("When somebody thanks you for your help")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("%(name)s thanks you") % {"name": self.found().asker.first_name}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("You helped with: “%(words)s”. It is among what you gave.") % {"words": self.found().words}]
