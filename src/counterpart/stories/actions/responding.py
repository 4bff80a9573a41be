"""What readers do: say something, say that it taught them something, follow, and have read."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal, letters
from counterpart.people.models import Person
from counterpart.skills.models import Skill
from counterpart.stories.actions.telling import AlreadyWithdrawn, TooMuch
from counterpart.stories.letters import Commented, TaughtSomething
from counterpart.stories.models import Comment, Follow, Reading, Story, Taught

MOST_AN_HOUR = 30  # comments of one person


@transaction.atomic
def comment(story: Story, body: str, *, key: UUID, by: Person, at: datetime) -> Comment:
    """The same key is the same comment."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not Story.objects.select_for_update(no_key=True).told().filter(pk=story.pk).exists():
        raise AlreadyWithdrawn
    if found := Comment.objects.filter(pk=key, author=by).first():
        return found
    if Comment.objects.filter(author=by, written_at__gt=at - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        raise TooMuch
    said = Comment(pk=key, story=story, author=by, body=body, written_at=at)
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except IntegrityError:
        raise AlreadyWithdrawn from None  # somebody else's key
    journal.record(said, "commented", by=by, at=at)
    tellers = Person.objects.filter(pk__in=story.voices.values("person")).exclude(pk=by.pk)
    letters.post(Commented(said.pk), to=list(tellers), at=at)
    return said


@transaction.atomic
def withdraw_comment(said: Comment, *, by: Person, at: datetime) -> None:
    if Comment.objects.filter(pk=said.pk, withdrawn_at=None).update(withdrawn_at=at, body=""):
        journal.record(said, "withdrawn", by=by, at=at)


@transaction.atomic
def taught(story: Story, topics: list[Skill], *, by: Person, at: datetime) -> None:
    """It counts for whoever told it; twice is the same as once."""
    before = Taught.objects.filter(story=story, person=by).exists()
    rows = [Taught(story=story, person=by, topic=each, at=at) for each in topics]
    Taught.objects.bulk_create(rows, ignore_conflicts=True)
    if not before and rows:
        journal.record(story, "taught", by=by, at=at)
        tellers = Person.objects.filter(pk__in=story.voices.values("person"))
        letters.post(TaughtSomething(story.pk), to=list(tellers), at=at)


@transaction.atomic
def forget_taught(story: Story, *, by: Person, at: datetime) -> None:
    if Taught.objects.filter(story=story, person=by).delete()[0]:
        journal.record(story, "taught nothing", by=by, at=at)


@transaction.atomic
def follow(*, by: Person, at: datetime, whom: Person | None = None, topic: Skill | None = None) -> None:
    Follow.objects.get_or_create(person=by, whom=whom, topic=topic, defaults={"at": at})


@transaction.atomic
def stop_following(*, by: Person, whom: Person | None = None, topic: Skill | None = None) -> None:
    Follow.objects.filter(person=by, whom=whom, topic=topic).delete()


def read(story: Story, *, by: Person, at: datetime) -> None:
    Reading.objects.bulk_create([Reading(story=story, person=by, at=at)], ignore_conflicts=True)
