"""What people of the demo tell each other: stories, lessons that cost something, and what is coming."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills import actions as skills
from counterpart.stories import actions
from counterpart.stories.actions import doors
from counterpart.stories.models import Story

STORY, LESSON, TREND = Story.Kind.STORY, Story.Kind.LESSON, Story.Kind.TREND


@dataclass(frozen=True)
class Told:
    kind: str
    topic: str
    title: str
    body: str
    cost: str = ""
    now: str = ""
    whom: str = ""
    tries: str = ""
    named: bool = True


TOLD = (
    Told(
        STORY,
        "Public speaking",
        "Eleven minutes in front of the works meeting",
        "I had *three* sentences written on my hand. By the second slide they had dissolved.\n\n"
        "Somebody in the first row nodded, and I talked to that one person until the end. Nobody noticed. "
        "Afterwards two people asked for the numbers on slide four, which means that they had listened.",
    ),
    Told(
        LESSON,
        "Leading",
        "I promised a promotion that was not mine to give",
        "In a good talk in spring I said: **by autumn you are team lead.** I meant it. "
        "It was not my decision.",
        cost="She left in November. The team lost the only person who knew the old billing system, and I "
        "lost a year until anybody believed a promise of mine.",
        now="I say what I will do, and by when: *I will put your name forward on Friday.* Never what others "
        "will decide.",
        whom="Everybody who leads for the first time",
    ),
    Told(
        LESSON,
        "AI assistants",
        "The minutes that quoted somebody who was not there",
        "I let an assistant write the minutes and sent them without reading them through.",
        cost="It had given a sentence to our finance director, who was on holiday. Two phone calls and a "
        "very short apology.",
        now="It drafts, I read with the list of those present beside me. Four minutes, every time.",
        whom="Whoever writes minutes",
    ),
    Told(
        TREND,
        "Short videos",
        "People look for us where there is no text",
        "Of the last nine who applied to our workshop, six had seen a video of the machine before they ever "
        "opened our page. None had read the job advertisement to its end.",
        tries="1. Search for the name of your own team on a video platform.\n2. Watch the first three.\n"
        "3. Write down the one question they leave open: that is your first video.",
    ),
    Told(
        STORY,
        "Networking",
        "The coffee I nearly cancelled",
        "I wrote the cancellation twice. Then I went, ten minutes late, and said so: *I nearly "
        "did not come.*\n\n"
        "She laughed and said she had hoped I would cancel. We have had coffee every month since.",
        named=False,
    ),
    Told(
        LESSON,
        "Negotiation",
        "I named the number first, and then apologised for it",
        "Asked what I would like to earn, I said a number and then: *but I know that is a lot.*",
        cost="About the price of a small car, over four years.",
        now="Say the number. Then count to ten, silently, whatever happens.",
        whom="Anybody before a talk about money",
    ),
)
DOOR = (
    "You know something that somebody further along has been putting off. And somebody there has made the "
    "mistakes that you are about to make. **An hour a month, both ways.**\n\nNobody has to be an expert: two "
    "steps ahead in one thing is enough."
)
COMMENTS = (
    (0, 1, "Talking to one person: I do that, too. I thought it was cheating."),
    (1, 0, "This is the first time that I read somebody senior say what it cost. Thank you."),
    (2, 0, "Four minutes is nothing. I have it read aloud to me, then I hear what I would skip."),
)


def seed(programme: Programme, junior: Person, senior: Person, at: datetime) -> None:
    others = Person.objects.filter(memberships__programme=programme, memberships__left_at=None)
    tellers = [junior, senior, *others.exclude(pk__in=[junior.pk, senior.pk]).order_by("email")[:6]]
    told = [
        _tell(programme, each, tellers[(n * 3 + 1) % len(tellers)], at - timedelta(days=2 + 3 * n, hours=n))
        for n, each in enumerate(TOLD)
    ]
    for which, who, words in COMMENTS:
        key = _key(f"comment/{which}/{who}")
        actions.comment(told[which], words, key=key, by=tellers[who], at=at - timedelta(hours=20 - which))
    for story in told[:3]:
        for reader in tellers[2:5]:
            if not story.voices.filter(person=reader).exists():
                actions.taught(story, list(story.topics.all()), by=reader, at=at - timedelta(hours=9))
    for story in (told[0], told[4]):
        actions.open_door(story, by=story.author, at=at - timedelta(hours=8))
    doors.open_page(programme, DOOR, by=programme.organisers.get().person, at=at - timedelta(hours=8))
    ours = Told(
        STORY,
        "AI assistants",
        "How a cross letter became a short one",
        "He dictated what he really wanted to say. I made the machine *less polite, more sorry*. We changed "
        "every second line by hand, and sent it.",
    )
    _tell(programme, ours, senior, at - timedelta(hours=7), together=junior)


def _tell(
    programme: Programme, told: Told, by: Person, at: datetime, together: Person | None = None
) -> Story:
    said = actions.Written(
        kind=told.kind,
        title=told.title,
        body=told.body,
        cost=told.cost,
        now=told.now,
        whom=told.whom,
        tries=told.tries,
        expires_on=(at + timedelta(days=90)).date() if told.kind == TREND else None,
        named=told.named,
        topics=tuple(skills.understand(told.topic)),
    )
    return actions.write(programme, said, key=_key(told.title), by=by, at=at, together=together)


def _key(words: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/stories/{words}")
