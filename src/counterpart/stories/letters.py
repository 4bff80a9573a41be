from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.people.models import Person
from counterpart.stories.models import Comment, Story


@dataclass(frozen=True)
class AboutStory(Kind):
    ROWS = {"story": (Story, "author", "programme")}

    story: UUID

    def found(self) -> Story:
        return cast("Story", self.row("story"))

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("story", args=[self.story])


@dataclass(frozen=True)
class AskedToTellTogether(Kind):
    about = gettext_lazy("When somebody would tell a story together with you")
    weight = Weight.NEEDED
    ROWS = {"story": (Story, "author", "programme"), "asker": (Person,)}

    story: UUID
    asker: UUID

    def subject(self) -> str:
        return _("%(name)s would tell something together with you") % {"name": self.row("asker").first_name}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("It is called “%(title)s”. Nobody reads it before you agree to the words.")
            % {"title": self.row("story").title},
            _("You can change them, agree, or rather not: that needs no reason."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("story", args=[self.story])


@dataclass(frozen=True)
class SteppedBack(AboutStory):
    about = gettext_lazy("When a story of yours stays untold for now")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("“%(title)s” is yours alone now") % {"title": self.found().title}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("It is not told together. The words are still yours: you can change them and tell it alone."),
        ]


@dataclass(frozen=True)
class Commented(Kind):
    about = gettext_lazy("When somebody says something to a story of yours")
    weight = Weight.REPLY
    ROWS = {"comment": (Comment, "author", "story")}

    comment: UUID

    def subject(self) -> str:
        said = self.row("comment")
        return _("%(name)s says something to “%(title)s”") % {
            "name": said.author.first_name,
            "title": said.story.title,
        }

    def paragraphs(self, to: Person) -> list[str]:
        return [_("It stands below what you told.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("story", args=[self.row("comment").story_id])


@dataclass(frozen=True)
class TaughtSomething(AboutStory):
    about = gettext_lazy("When a story of yours taught somebody something")
    weight = Weight.NUDGE

    def subject(self) -> str:
        return _("“%(title)s” taught somebody something") % {"title": self.found().title}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("You showed somebody something without meeting them. It counts as mentoring.")]


@dataclass(frozen=True)
class Reported(AboutStory):
    about = gettext_lazy("When somebody finds that a story or a comment should not stand there")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("Please look at a story in %(programme)s") % {"programme": self.found().programme}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("Somebody found that it, or a comment below it, should not stand there. You decide.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Look at it"), reverse("programme-stories", args=[self.found().programme_id])


@dataclass(frozen=True)
class Hidden(AboutStory):
    about = gettext_lazy("When a story of yours was hidden")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("“%(title)s” is hidden for now") % {"title": self.found().title}

    def paragraphs(self, to: Person) -> list[str]:
        why = self.found().hidden_because
        return [
            _("An organiser of the programme hid it. Nothing is lost: you still read it, with the reason."),
            *([_("They say: %(why)s") % {"why": why}] if why else []),
        ]


@dataclass(frozen=True)
class StandsAgain(AboutStory):
    about = gettext_lazy("When a story of yours stands again")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("“%(title)s” stands again") % {"title": self.found().title}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("An organiser looked at it once more. Everybody reads it as before.")]


@dataclass(frozen=True)
class CommentHidden(Kind):
    about = gettext_lazy("When a comment of yours was hidden")
    weight = Weight.NEEDED
    ROWS = {"comment": (Comment, "story")}

    comment: UUID

    def subject(self) -> str:
        return _("Your comment to “%(title)s” is hidden") % {"title": self.row("comment").story.title}

    def paragraphs(self, to: Person) -> list[str]:
        why = self.row("comment").hidden_because
        return [
            _("An organiser of the programme hid it. You still read it yourself."),
            *([_("They say: %(why)s") % {"why": why}] if why else []),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("story", args=[self.row("comment").story_id])
