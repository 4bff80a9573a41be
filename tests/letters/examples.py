"""One letter of every kind, for the test that reads them all. A kind that is missing here fails the suite.

Give each kind the letter and who reads it, about what is planted in the world of the route matrix.
"""

from collections.abc import Callable
from uuid import uuid4

from counterpart.letters import Kind
from counterpart.letters.actions import draft
from counterpart.letters.letters import Digest, Test
from counterpart.letters.models import Letter
from counterpart.matching import letters as matching
from counterpart.matching.models import Proposal
from counterpart.partnerships import letters as partnerships
from counterpart.partnerships.letters import meetings
from counterpart.partnerships.models import Beside, Nudge
from counterpart.people.models import Person
from counterpart.programmes import letters as programmes
from counterpart.programmes.models import Invitation
from counterpart.web.letters import SignInCode
from tests.letters import examples_beyond as beyond
from tests.repository.world import World

Example = tuple[Kind, Person]


def _invited(world: World, kind: type[programmes.Invited | programmes.Reminded]) -> Example:
    invitation = Invitation.objects.filter(membership=world.invited).latest("pk")
    return kind(invitation.pk, secret=world.invitation), world.people["invited"]


def _together(world: World) -> Example:
    settled = Proposal.objects.get(partnership=world.partnership)
    return matching.Together(settled.pk), world.cast.bengt


def _beside(world: World) -> Example:
    beside = Beside.objects.create(step=world.shared_step, person=world.cast.amina, how=Beside.How.TOGETHER)
    return partnerships.StoodBeside(beside.pk), world.cast.bengt


def _digest(world: World) -> Example:
    """Of what was written, as a letter that could have waited."""
    digest = draft(Digest(pk := uuid4()), world.cast.amina, world.at, pk=pk)
    digest.digest = True
    digest.save()
    Letter.objects.filter(pk=world.letter.pk).update(within=digest)
    return Digest(pk), world.cast.amina


def _quiet_word(world: World) -> Example:
    nudge = Nudge.objects.create(
        partnership=world.partnership,
        matter="no_meeting",
        step="word",
        since=world.at,
        person=world.cast.amina,
    )
    return partnerships.QuietWord(nudge.pk), world.cast.amina


EXAMPLES: dict[type[Kind], Callable[[World], Example]] = {
    Test: lambda world: (Test(), world.cast.olu),
    Digest: _digest,
    SignInCode: lambda world: (SignInCode(secret="493817"), world.cast.amina),
    programmes.Invited: lambda world: _invited(world, programmes.Invited),
    programmes.Reminded: lambda world: _invited(world, programmes.Reminded),
    programmes.Admitted: lambda world: (programmes.Admitted(world.programme.pk), world.people["asking"]),
    programmes.TurnedAway: lambda world: (programmes.TurnedAway(world.programme.pk), world.people["asking"]),
    programmes.Trusted: lambda world: (programmes.Trusted(world.programme.pk), world.cast.cora),
    programmes.Appointed: lambda world: (programmes.Appointed(world.programme.pk), world.cast.chen),
    matching.Proposed: lambda world: (matching.Proposed(world.proposal.pk), world.cast.amina),
    matching.ProposalReminder: lambda world: (matching.ProposalReminder(world.proposal.pk), world.cast.amina),
    matching.Together: _together,
    matching.DidNotComeTogether: lambda world: (
        matching.DidNotComeTogether(world.proposal.pk),
        world.cast.amina,
    ),
    matching.NoCounterpartYet: lambda world: (matching.NoCounterpartYet(world.run.pk), world.cast.bengt),
    meetings.Booked: lambda world: (meetings.Booked(world.meetings["ahead"].pk), world.cast.amina),
    meetings.Moved: lambda world: (meetings.Moved(world.meetings["ahead"].pk), world.cast.amina),
    meetings.TimesOffered: lambda world: (
        meetings.TimesOffered(world.meetings["open"].pk),
        world.cast.amina,
    ),
    meetings.CalledOff: lambda world: (
        meetings.CalledOff(world.meetings["held"].pk, str(world.meetings["ahead"].pk)),
        world.cast.amina,
    ),
    meetings.RestBooked: lambda world: (meetings.RestBooked(world.meetings["ahead"].pk), world.cast.amina),
    meetings.Soon: lambda world: (meetings.Soon(world.meetings["ahead"].pk), world.cast.amina),
    meetings.OutOfCalendar: lambda world: (
        meetings.OutOfCalendar(world.partnership.pk),
        world.cast.amina,
    ),
    matching.BeganWithoutYou: lambda world: (matching.BeganWithoutYou(world.proposal.pk), world.cast.amina),
    partnerships.AsksToBook: lambda world: (
        partnerships.AsksToBook(world.assistant.pk),
        world.assistant.helper,
    ),
    partnerships.BooksNoMore: lambda world: (
        partnerships.BooksNoMore(world.assistant.pk),
        world.people["partner"],
    ),
    partnerships.HostsTeachers: lambda world: (partnerships.HostsTeachers(world.circle.pk), world.gus),
    partnerships.CircleChanged: lambda world: (partnerships.CircleChanged(world.circle.pk), world.gus),
    partnerships.LeftCircle: lambda world: (partnerships.LeftCircle(world.circle.pk), world.gus),
    partnerships.CircleClosed: lambda world: (
        partnerships.CircleClosed(world.opened.pk, "alone"),
        world.reaching.fits,
    ),
    partnerships.SeatOffered: lambda world: (partnerships.SeatOffered(world.circle.pk), world.cast.amina),
    partnerships.Wrote: lambda world: (partnerships.Wrote(world.message.pk), world.cast.amina),
    partnerships.StoodBeside: _beside,
    partnerships.WroteAgreement: lambda world: (
        partnerships.WroteAgreement(world.agreement.pk),
        world.cast.amina,
    ),
    partnerships.Agreed: lambda world: (partnerships.Agreed(world.partnership.pk), world.cast.amina),
    partnerships.QuietWord: _quiet_word,
    partnerships.Parted: lambda world: (partnerships.Parted(world.partnership.pk), world.cast.amina),
    partnerships.Rests: lambda world: (partnerships.Rests(world.partnership.pk), world.cast.amina),
    partnerships.GoesOn: lambda world: (partnerships.GoesOn(world.partnership.pk), world.cast.amina),
    partnerships.Finished: lambda world: (partnerships.Finished(world.partnership.pk), world.cast.amina),
    partnerships.Thanked: lambda world: (partnerships.Thanked(world.thanks.pk), world.cast.amina),
    partnerships.Concerned: lambda world: (partnerships.Concerned(world.concern.pk), world.cast.cora),
    matching.Approached: lambda world: (matching.Approached(world.reaching.received.pk), world.cast.amina),
    matching.ApproachReminder: lambda world: (
        matching.ApproachReminder(world.reaching.received.pk),
        world.cast.amina,
    ),
    matching.WouldLikeToKnow: lambda world: (
        matching.WouldLikeToKnow(world.reaching.sent.pk),
        world.cast.amina,
    ),
    matching.ToldMore: lambda world: (matching.ToldMore(world.reaching.received.pk), world.cast.amina),
    matching.SaidYes: lambda world: (matching.SaidYes(world.reaching.sent.pk), world.cast.amina),
    matching.NotThisOne: lambda world: (matching.NotThisOne(world.reaching.sent.pk), world.cast.amina),
    **beyond.EXAMPLES,
}
