"""What people of the demo ask: some without their name, one with an offer of help, one that was helped."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from counterpart.asks import actions, waiting
from counterpart.asks.models import Ask
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills import actions as skills

OPEN = (
    (
        "Public speaking",
        "Would somebody listen to the first three minutes of my talk, and say only what worked?",
        1,
    ),
    ("AI assistants", "Show me how you use AI for minutes. I nod whenever it comes up.", 3),
    ("Social media", "Read my first post before I publish it?", 9),
    ("Networking", "What does one write to somebody one met once?", 5),
)


def seed(programme: Programme, junior: Person, senior: Person, at: datetime) -> None:
    others = Person.objects.filter(memberships__programme=programme, memberships__joined_at__isnull=False)
    first, *rest = others.exclude(pk__in=[junior.pk, senior.pk]).order_by("email")[:8]
    done = _ask(programme, "Short videos", "How long is too long?", senior, at - timedelta(days=12))
    said = "Bring one of yours, we cut it together."
    waiting.pass_on(at=at - timedelta(days=11))
    offered = actions.offer_help(done, said, key=_key(said), by=rest[5], at=at - timedelta(days=11))
    actions.accept(offered, by=senior, at=at - timedelta(days=11))
    actions.thank(done, by=senior, at=at - timedelta(days=6))
    for n, (topic, words, days) in enumerate(OPEN):
        _ask(programme, topic, words, rest[n], at - timedelta(days=days), anonymous=n != 2)
    said = "How do I ask for the budget without apologising first?"
    mine = _ask(programme, "Negotiation", said, junior, at - timedelta(days=2))
    waiting.look_after(at=at)
    said = "I have asked for a budget some thirty times, and got it perhaps twenty. Thursday after lunch?"
    actions.offer_help(mine, said, key=_key(said), by=first, at=at - timedelta(hours=5))


def _ask(
    programme: Programme, topic: str, words: str, by: Person, at: datetime, *, anonymous: bool = True
) -> Ask:
    (skill, *_) = skills.understand(topic)
    return actions.ask(programme, words, topic=skill, anonymous=anonymous, key=_key(words), by=by, at=at)


def _key(words: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/asks/{words}")
