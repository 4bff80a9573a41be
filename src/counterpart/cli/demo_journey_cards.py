"""In the demo two people have talked once: cards they talked about and loved, and what each wrote down."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from counterpart.cli.demo_people import waking
from counterpart.partnerships import actions, queries
from counterpart.partnerships.models import Note, Partnership
from counterpart.people.models import Person


def talk(partnership: Partnership, junior: Person, senior: Person, at: datetime) -> None:
    began = waking(at - timedelta(hours=2))
    meeting = actions.talk_now(partnership, by=junior, at=began)
    actions.put(meeting, [card.slug for card in queries.suggested(meeting)], by=senior, at=began)
    items = list(meeting.agenda.all())
    for item in items[:2]:
        actions.talk_about(item, done=True, by=junior, at=began + timedelta(minutes=30))
    actions.love(items[0], loved=True, by=senior, at=began + timedelta(minutes=31))
    notes = (
        (
            Note.Kind.OURS,
            junior,
            "“Less polite, more sorry”: his own prompt, and it worked.",
        ),
        (Note.Kind.OURS, senior, "Send Amina my three worst openings of a talk."),
        (Note.Kind.MINE, junior, "He is more nervous than I am. Slow down."),
        (Note.Kind.MINE, senior, "I interrupted her twice. Ask first."),
        (Note.Kind.TRY, junior, "Say the first three sentences aloud on Monday, to the kitchen."),
        (Note.Kind.TRY, senior, "Answer one cross letter with the machine, and change every second line."),
    )
    for n, (kind, by, text) in enumerate(notes):
        key = uuid5(NAMESPACE_URL, f"{meeting.pk}/{n}")
        actions.jot(meeting, text, kind=kind, key=key, by=by, at=began + timedelta(minutes=20 + 5 * n))
