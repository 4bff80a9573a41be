"""What should not stand there, and what an organiser does about it. Nothing goes in silence."""

from datetime import datetime

from django.db import transaction

from counterpart import journal, letters
from counterpart.people.models import Person
from counterpart.stories.letters import CommentHidden, Hidden, Reported, StandsAgain
from counterpart.stories.models import Comment, Report, Story


@transaction.atomic
def report(story: Story, why: str, *, by: Person, at: datetime, comment: Comment | None = None) -> None:
    """Tell the organisers, who never read whose report it is. Once from each."""
    held = Story.objects.select_for_update().get(pk=story.pk)
    if Report.objects.filter(story=held, comment=comment, by=by).exists():
        return
    first = not Report.objects.open().filter(story=held, comment=comment).exists()
    row = Report.objects.create(story=held, comment=comment, by=by, why=why, at=at)
    journal.record(row, "reported", by=None, at=at)
    if first:
        organisers = Person.objects.filter(organises__programme=story.programme_id, is_active=True)
        letters.post(Reported(story.pk), to=list(organisers), at=at)


@transaction.atomic
def hide(story: Story, why: str, *, by: Person, at: datetime, comment: Comment | None = None) -> None:
    """Nobody but its author and the organisers reads it any more; its author is told, and why."""
    held = Story.objects.select_for_update().get(pk=story.pk)
    if comment is not None:
        rows = Comment.objects.filter(pk=comment.pk, hidden_at=None)
        if rows.update(hidden_at=at, hidden_because=why):
            journal.record(comment, "hidden", by=by, at=at)
            letters.post(CommentHidden(comment.pk), to=comment.author, at=at)
    elif held.hidden_at is None:
        held.hidden_at, held.hidden_because = at, why
        held.save(update_fields=["hidden_at", "hidden_because"])
        journal.record(held, "hidden", by=by, at=at)
        letters.post(Hidden(held.pk), to=_tellers(held), at=at)
    _settle(held, comment, at)


@transaction.atomic
def let_stand(story: Story, *, by: Person, at: datetime, comment: Comment | None = None) -> None:
    """It stands, or stands again; then its author is told so."""
    held = Story.objects.select_for_update().get(pk=story.pk)
    if comment is not None:
        rows = Comment.objects.filter(pk=comment.pk, hidden_at__isnull=False)
        if rows.update(hidden_at=None, hidden_because=""):
            journal.record(comment, "shown again", by=by, at=at)
    elif held.hidden_at is not None:
        held.hidden_at, held.hidden_because = None, ""
        held.save(update_fields=["hidden_at", "hidden_because"])
        journal.record(held, "shown again", by=by, at=at)
        letters.post(StandsAgain(held.pk), to=_tellers(held), at=at)
    _settle(held, comment, at)


def _tellers(story: Story) -> list[Person]:
    return list(Person.objects.filter(pk__in=story.voices.values("person")))


def _settle(story: Story, comment: Comment | None, at: datetime) -> None:
    Report.objects.filter(story=story, comment=comment, settled_at=None).update(settled_at=at)
