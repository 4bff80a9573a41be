"""One letter of every kind that tells of what goes on beyond the two of us."""

from collections.abc import Callable

from counterpart.asks import letters as asks
from counterpart.introductions import letters as introductions
from counterpart.letters import Kind
from counterpart.people.models import Person
from counterpart.stories import letters as stories
from tests.repository.world import World

Example = tuple[Kind, Person]
EXAMPLES: dict[type[Kind], Callable[[World], Example]] = {
    stories.AskedToTellTogether: lambda world: (
        stories.AskedToTellTogether(world.telling.draft.pk, world.cast.bengt.pk),
        world.cast.amina,
    ),
    stories.SteppedBack: lambda world: (stories.SteppedBack(world.telling.mine.pk), world.cast.amina),
    stories.Commented: lambda world: (stories.Commented(world.telling.comment.pk), world.cast.bengt),
    stories.TaughtSomething: lambda world: (stories.TaughtSomething(world.telling.mine.pk), world.cast.amina),
    stories.Reported: lambda world: (stories.Reported(world.telling.story.pk), world.cast.chen),
    stories.Hidden: lambda world: (stories.Hidden(world.telling.mine.pk), world.cast.amina),
    stories.StandsAgain: lambda world: (stories.StandsAgain(world.telling.mine.pk), world.cast.amina),
    stories.CommentHidden: lambda world: (
        stories.CommentHidden(world.telling.comment.pk),
        world.cast.amina,
    ),
    asks.YouCouldHelp: lambda world: (asks.YouCouldHelp(world.asked.open.pk), world.cast.amina),
    asks.SomebodyHelps: lambda world: (asks.SomebodyHelps(world.asked.mine.pk), world.cast.amina),
    asks.Accepted: lambda world: (
        asks.Accepted(world.asked.open.pk, world.partnership.pk),
        world.cast.amina,
    ),
    asks.NotNeeded: lambda world: (asks.NotNeeded(world.asked.open.pk), world.cast.amina),
    asks.HalfWay: lambda world: (asks.HalfWay(world.asked.mine.pk), world.cast.amina),
    asks.Lapsed: lambda world: (asks.Lapsed(world.asked.mine.pk), world.cast.amina),
    asks.Hidden: lambda world: (asks.Hidden(world.asked.mine.pk), world.cast.amina),
    asks.Reported: lambda world: (asks.Reported(world.asked.reported.pk), world.cast.cora),
    asks.Settled: lambda world: (asks.Settled(world.asked.mine.pk), world.cast.amina),
    asks.Decided: lambda world: (asks.Decided(world.asked.reported.pk), world.cast.bengt),
    asks.Thanked: lambda world: (asks.Thanked(world.asked.open.pk), world.cast.amina),
    introductions.Wished: lambda world: (
        introductions.Wished(world.meeting_people.theirs.pk),
        world.cast.amina,
    ),
    introductions.Introduced: lambda world: (
        introductions.Introduced(world.meeting_people.introduction.pk),
        world.cast.amina,
    ),
    introductions.Met: lambda world: (
        introductions.Met(world.meeting_people.introduction.pk),
        world.cast.amina,
    ),
    introductions.ThankYou: lambda world: (
        introductions.ThankYou(world.meeting_people.introduction.pk),
        world.cast.bengt,
    ),
    introductions.IntroducedOutside: lambda world: (
        introductions.IntroducedOutside(world.meeting_people.outside.pk),
        world.cast.amina,
    ),
    introductions.MetOutside: lambda world: (
        introductions.MetOutside(world.meeting_people.outside.pk),
        world.cast.amina,
    ),
    introductions.ThankYouOutside: lambda world: (
        introductions.ThankYouOutside(world.meeting_people.outside.pk),
        world.cast.bengt,
    ),
    introductions.NothingOutside: lambda world: (
        introductions.NothingOutside(world.meeting_people.outside.pk),
        world.cast.bengt,
    ),
    introductions.CameToNothing: lambda world: (
        introductions.CameToNothing(world.meeting_people.introduction.pk),
        world.cast.amina,
    ),
}
