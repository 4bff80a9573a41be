"""Notes of a meeting. Each is its author's: nobody overwrites what somebody else wrote."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from counterpart import journal
from counterpart.partnerships import sealed
from counterpart.partnerships.actions.agenda import keep_open
from counterpart.partnerships.actions.writing import AlreadyWritten
from counterpart.partnerships.models import Meeting, Note
from counterpart.people.models import Person

LONGEST_NOTE = 4000  # characters


class ChangedMeanwhile(Exception):
    """The note is no longer as its author saw it: they changed it elsewhere."""


@transaction.atomic
def jot(meeting: Meeting, text: str, *, kind: Note.Kind, key: UUID, by: Person, at: datetime) -> Note:
    """Keep a note. The same words under the same key are one note, however often they arrive.

    Other words under a key that is taken are a note of their own: on a bad line somebody writes on while what
    they sent first has arrived and its answer has not. What the others would read waits while they rest.
    """
    keep_open(meeting, awake=kind != Note.Kind.MINE)
    earlier = Note.objects.filter(pk=key).first()
    if earlier:
        key = _next_key(earlier, text, meeting, kind, by)
    note = Note(pk=key, meeting=meeting, author=by, kind=kind, written_at=at, changed_at=at)
    note.body = sealed.seal_note(note, text)
    note.save(force_insert=True)
    journal.record(note, "noted", by=by, at=at)
    return note


def _next_key(earlier: Note, text: str, meeting: Meeting, kind: Note.Kind, by: Person) -> UUID:
    ours = (earlier.meeting_id, earlier.author_id, earlier.kind) == (meeting.pk, by.pk, kind)
    if ours and earlier.revision == 1 and sealed.read_note(earlier) == text:
        raise AlreadyWritten
    key = uuid5(earlier.pk, f"{by.pk} {kind} {text}")
    if Note.objects.filter(pk=key).exists():
        raise AlreadyWritten
    return key


@transaction.atomic
def mend(note: Note, text: str, *, revision: int, by: Person, at: datetime) -> None:
    """Change one's own note, as long as it still is what one saw."""
    keep_open(note.meeting, awake=note.kind != Note.Kind.MINE)
    body = sealed.seal_note(note, text)
    rows = Note.objects.filter(pk=note.pk, author=by).unchanged_since(revision)
    if not rows.update(body=body, revision=revision + 1, changed_at=at):
        raise ChangedMeanwhile
    journal.record(note, "note changed", by=by, at=at)


@transaction.atomic
def tear_up(note: Note, *, revision: int, by: Person, at: datetime) -> None:
    """Remove one's own note, as long as it still is what one saw. Twice is once."""
    keep_open(note.meeting, awake=False)
    if not Note.objects.filter(pk=note.pk).exists():
        return
    gone, _ = Note.objects.filter(pk=note.pk, author=by).unchanged_since(revision).delete()
    if not gone:
        raise ChangedMeanwhile
    journal.record(note, "note removed", by=by, at=at)
