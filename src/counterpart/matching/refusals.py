"""Why something could not be done, each with a sentence for the person who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    sentence: str | Promise = ""


class NotCollecting(Refused):
    sentence = _("This programme does not collect answers, so there is nothing to match yet.")


class AlreadyPublished(Refused):
    sentence = _("This match has been published. What has been sent can no longer be changed here.")


class OutOfDate(Refused):
    sentence = _("The match has changed since you looked at it. Look once more, then publish.")


class NotReady(Refused):
    sentence = _("The match is still being worked out. It can be published as soon as that is done.")


class NobodyMatched(Refused):
    sentence = _("There is no pair to publish yet.")


class ReportingLinesUnchecked(Refused):
    sentence = _(
        "For some people no manager is known. Tick that you know this, or add their managers and match again."
    )


class PrivateRule(Refused):
    """One sentence for all of them: an organiser must not tell an avoid list from a reporting line."""

    sentence = _("These two cannot be put together: a private rule prevents it.")


class NotTakingPart(Refused):
    sentence = _("One of the two does not take part in this match, or has no room for another counterpart.")


class NoRoom(Refused):
    sentence = _(
        "One of the two is already put together with as many people as there is room for. Undo that first."
    )


class NoCommonLanguage(Refused):
    sentence = _("These two cannot be put together: they share no language.")


class NoCommonHours(Refused):
    sentence = _("These two cannot be put together: they have too few hours in common.")


class NotDifferent(Refused):
    sentence = _("These two cannot be put together: they do not differ in what this programme asks for.")


class NothingToUndo(Refused):
    sentence = _("There is nothing left to undo.")


class AlreadySettled(Refused):
    sentence = _("This is settled already. Your home page says what happens next.")


class AlreadyAnswered(Refused):
    sentence = _("You have answered this already. Your home page says what happens next.")


class AskingRests(Refused):
    sentence = _("Just now nobody can be asked in this programme. Your home page says what happens next.")


class NotToBeAsked(Refused):
    """One sentence, whether somebody has no room, left, was never there, or would rather not be found."""

    sentence = _("The suggestions have changed a moment ago. These are the ones of now.")


class NoRoomOfMine(Refused):
    sentence = _(
        "You have as many counterparts as you have room for. You can make more room in what you tell."
    )


class AskedEnough(Refused):
    sentence = _("You have asked three people already. As soon as one has answered, you can ask another.")


class AlreadyAsked(Refused):
    sentence = _("You have asked already; this arrived twice.")


class AlreadyTold(Refused):
    sentence = _("This was asked and told already; it happens once.")


class NoSeat(Refused):
    sentence = _("This circle has no seat for you any more. Here are those that have.")
