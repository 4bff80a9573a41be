"""Small steps of the demo's two: hers are well on the way and shared with him, his have just begun."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from counterpart.partnerships.actions import beside, courage
from counterpart.partnerships.models import Beside, Partnership, Step
from counterpart.people.models import Person, Seek

# Words, what was thought, how it was (none: still ahead), and how many days ago.
SPEAKING = (
    ("Read one paragraph aloud, alone, standing up", 20, 10, 14),
    ("Say good morning first in the Thursday call", 40, 15, 11),
    ("Ask one question I had written down", 45, 25, 6),
    ("Disagree once, in writing", 55, 60, 3),
    ("Ask one question that is not written down", 60, None, 2),
    ("Two minutes of my own at the directors' table", 85, None, 2),
)
AI = (
    ("Let it shorten a text of mine, and compare the two", 25, 5, 2),
    ("Say in a meeting: I did this with an AI tool, and here is what I checked", 70, None, 1),
)


def seed(partnership: Partnership, amina: Person, bengt: Person, at: datetime) -> None:
    speaking = Seek.objects.get(person=amina, skill__slug="public-speaking")
    ahead = _walk(speaking, SPEAKING, amina, at)
    _feel(speaking, (16, 22, 38, 35, 52), amina, at)
    beside.share(speaking, partnership, by=amina, at=at - timedelta(days=2))
    beside.stand_beside(ahead[0], partnership, Beside.How.WITH_YOU, by=bengt, at=at - timedelta(hours=20))
    tools = Seek.objects.get(person=bengt, skill__slug="ai-assistants")
    _walk(tools, AI, bengt, at)
    _feel(tools, (30,), bengt, at)


def _walk(
    seek: Seek, steps: Sequence[tuple[str, int, int | None, int]], by: Person, at: datetime
) -> list[Step]:
    """Add and do them; answers those still ahead."""
    ahead = []
    for n, (words, thought, was, days) in enumerate(steps):
        then = at - timedelta(days=days)
        step = courage.add_step(seek, words, thought, key=_key(seek, "step", n), by=by, at=then)
        if was is None:
            ahead.append(step)
        else:
            courage.do_step(step, was, by=by, at=then + timedelta(hours=5))
    return ahead


def _feel(seek: Seek, values: Sequence[int], by: Person, at: datetime) -> None:
    for n, value in enumerate(values):
        then = at - timedelta(days=3 * (len(values) - n))
        courage.check_in(seek, value, key=_key(seek, "sure", n), by=by, at=then)


def _key(seek: Seek, what: str, n: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{seek.pk}/{what}/{n}")
