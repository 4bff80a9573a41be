"""One letter of every kind, for the test that reads them all. A kind that is missing here fails the suite.

Give each kind the letter and who reads it, about what is planted in the world of the route matrix.
"""

from collections.abc import Callable

from counterpart.letters import Kind
from counterpart.letters.letters import Test
from counterpart.matching import letters as matching
from counterpart.matching.models import Proposal
from counterpart.partnerships import letters as partnerships
from counterpart.people.models import Person
from counterpart.programmes import letters as programmes
from counterpart.programmes.models import Invitation
from counterpart.web.letters import SignInCode
from tests.repository.world import World

Example = tuple[Kind, Person]


def _invited(world: World, kind: type[programmes.Invited | programmes.Reminded]) -> Example:
    invitation = Invitation.objects.filter(membership=world.invited).latest("pk")
    return kind(invitation.pk, secret=world.invitation), world.people["invited"]


def _together(world: World) -> Example:
    settled = Proposal.objects.get(partnership=world.partnership)
    return matching.Together(settled.pk), world.cast.bengt


EXAMPLES: dict[type[Kind], Callable[[World], Example]] = {
    Test: lambda world: (Test(), world.cast.olu),
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
    matching.BeganWithoutYou: lambda world: (matching.BeganWithoutYou(world.proposal.pk), world.cast.amina),
    partnerships.CircleChanged: lambda world: (partnerships.CircleChanged(world.circle.pk), world.gus),
    partnerships.SeatOffered: lambda world: (partnerships.SeatOffered(world.circle.pk), world.cast.amina),
    partnerships.Wrote: lambda world: (partnerships.Wrote(world.message.pk), world.cast.amina),
    partnerships.Parted: lambda world: (partnerships.Parted(world.partnership.pk), world.cast.amina),
}
