"""Writing a story, alone or with a counterpart, agreeing to it, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal, letters
from counterpart.people.models import Avoidance, Person
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill
from counterpart.stories.letters import AskedToTellTogether, SteppedBack
from counterpart.stories.models import OpenDoor, Story, Voice

MOST_A_DAY = 10  # stories of one person
WORDS = ("title", "body", "cost", "now", "whom", "tries", "expires_on", "named")


class TooMuch(Exception):
    """More in one day than anybody writes."""


class NotAMember(Exception):
    """Whoever tells it, or whom they would tell it with, takes no part in the programme."""


class SomebodyWasFaster(Exception):
    """The words changed while they were looked at."""


class AlreadyWithdrawn(Exception):
    """It is not there any more."""


@dataclass(frozen=True)
class Written:
    kind: str
    title: str
    body: str
    cost: str = ""
    now: str = ""
    whom: str = ""
    tries: str = ""
    expires_on: date | None = None
    named: bool = True
    topics: tuple[Skill, ...] = ()


@transaction.atomic
def write(
    programme: Programme,
    said: Written,
    *,
    key: UUID,
    by: Person,
    at: datetime,
    together: Person | None = None,
) -> Story:
    """Tell it at once, or once the other who tells it agrees. The same key is the same story."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := Story.objects.filter(pk=key, author=by).first():
        return found
    voices = [by, *([together] if together else [])]
    if Membership.objects.joined().filter(programme=programme, person__in=voices).count() < len(voices):
        raise NotAMember
    if Story.objects.filter(author=by, written_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooMuch
    story = Story(pk=key, programme=programme, kind=said.kind, author=by, written_at=at)
    _put(story, said)
    story.told_at = None if together else at
    try:
        with transaction.atomic():
            story.save(force_insert=True)
    except IntegrityError:
        raise NotAMember from None  # somebody else's key
    story.topics.set(said.topics)
    Voice.objects.bulk_create(
        Voice(
            story=story,
            person=each,
            agreed_version=1 if each == by else None,
            agreed_at=at if each == by else None,
        )
        for each in voices
    )
    journal.record(story, "written", by=by, at=at)
    _ask_to_tell(story, [together] if together else [], by, at)
    return story


def _put(story: Story, said: Written) -> None:
    for name in WORDS:
        setattr(story, name, getattr(said, name))


def _ask_to_tell(story: Story, others: list[Person], by: Person, at: datetime) -> None:
    """Nobody who would rather not meet the one who asks is asked; the asker is left waiting, as with a no."""
    apart = Avoidance.objects.filter(person__in=others, avoided=by).values_list("person", flat=True)
    away = set(apart)
    asked = [each for each in others if each.pk not in away]
    letters.post(AskedToTellTogether(story.pk, by.pk), to=asked, at=at)


@transaction.atomic
def change(story: Story, said: Written, *, seen: int, by: Person, at: datetime) -> None:
    """New words. Whoever tells it with me has to agree anew, and until then nobody reads it."""
    held = _hold(story)
    others = [each.person for each in held.voices.exclude(person=by).select_related("person")]
    if held.version != seen:
        raise SomebodyWasFaster
    held.version += 1
    _put(held, said)
    if others:
        held.told_at = None
    held.save(update_fields=[*WORDS, "version", "told_at"])
    held.topics.set(said.topics)
    held.voices.filter(person=by).update(agreed_version=held.version, agreed_at=at)
    journal.record(held, "changed", by=by, at=at)
    _ask_to_tell(held, others, by, at)


@transaction.atomic
def agree(story: Story, *, seen: int, by: Person, at: datetime) -> bool:
    """Yes to these very words; true where now everybody has agreed and it is told."""
    held = _hold(story)
    if held.version != seen:
        raise SomebodyWasFaster
    held.voices.filter(person=by).update(agreed_version=seen, agreed_at=at)
    journal.record(held, "agreed", by=by, at=at)
    if held.voices.exclude(agreed_version=seen).exists():
        return False
    Story.objects.filter(pk=held.pk, told_at=None).update(told_at=at)
    return True


@transaction.atomic
def step_back(story: Story, *, by: Person, at: datetime) -> None:
    """Rather not tell it together: the words stay their author's, who reads that it stays untold."""
    held = _hold(story)
    if held.told_at or held.author_id == by.pk:
        raise SomebodyWasFaster
    held.voices.filter(person=by).delete()
    journal.record(held, "stepped back", by=by, at=at)
    letters.post(SteppedBack(held.pk), to=held.author, at=at)


@transaction.atomic
def withdraw(story: Story, *, by: Person, at: datetime) -> None:
    """Gone for everybody at once; each who tells it may, at any time."""
    held = _hold(story)
    held.withdrawn_at = at
    held.save(update_fields=["withdrawn_at"])
    journal.record(held, "withdrawn", by=by, at=at)


@transaction.atomic
def open_door(story: Story, *, by: Person, at: datetime) -> None:
    """Let the public read it, on the page of the programme."""
    _row, is_new = OpenDoor.objects.get_or_create(story=_hold(story), person=by, defaults={"at": at})
    if is_new:
        journal.record(story, "let out", by=by, at=at)


@transaction.atomic
def close_door(story: Story, *, by: Person, at: datetime) -> None:
    if OpenDoor.objects.filter(story=story, person=by).delete()[0]:
        journal.record(story, "kept in", by=by, at=at)


def _hold(story: Story) -> Story:
    held = Story.objects.select_for_update().select_related("author").get(pk=story.pk)
    if held.withdrawn_at:
        raise AlreadyWithdrawn
    return held
