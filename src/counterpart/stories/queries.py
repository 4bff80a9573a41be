"""What one reads: a calm list, one story with what was said to it, and lessons where they help."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from counterpart.people.models import Avoidance, Person
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill
from counterpart.stories.models import Comment, Follow, Reading, Report, Story, Taught, Voice


def reading_list(
    person: Person, *, at: datetime, kind: str = "", topic: str = "", following: bool = False
) -> QuerySet[Story]:
    """The newest first. It ends where it ends."""
    found = Story.objects.readable_by(person).without_avoided(person).fresh(at)
    if kind in Story.Kind.values:
        found = found.filter(kind=kind)
    if topic:
        found = found.filter(topics__slug=topic)
    if following:
        found = found.filter(_followed(person))
    return found.order_by("-told_at", "pk")


def _followed(person: Person) -> Q:
    """By a name one follows, where the name is told; or about a topic one follows."""
    mine = Follow.objects.filter(person=person)
    by_name = Story.objects.filter(named=True, voices__person__in=mine.exclude(whom=None).values("whom"))
    about = Story.objects.filter(topics__in=mine.exclude(topic=None).values("topic"))
    return Q(pk__in=by_name.values("pk")) | Q(pk__in=about.values("pk"))


def listed(keys: Iterable[UUID], person: Person) -> list[Story]:
    """A page of them with what a list says of each, in as many queries however long it is."""
    keys = list(keys)
    rows = (
        Story.objects.filter(pk__in=keys)
        .select_related("author", "programme")
        .prefetch_related("topics", "voices__person")
        .annotate(
            is_read=Exists(Reading.objects.filter(story=OuterRef("pk"), person=person)),
            said=Count("comments", filter=Q(comments__withdrawn_at=None, comments__hidden_at=None)),
        )
    )
    found = {each.pk: each for each in rows}
    return [found[key] for key in keys if key in found]


def mine(person: Person) -> QuerySet[Story]:
    """What I tell, or am asked to tell with somebody; withdrawn ones are gone."""
    rows = Story.objects.of(person).filter(withdrawn_at=None).exclude(_rather_not(person))
    return rows.order_by("-written_at", "pk")


def _rather_not(person: Person) -> Q:
    """Of stories not told yet: those of somebody whom one would rather not meet. They are left waiting."""
    avoided = Avoidance.objects.filter(person=person, avoided__isnull=False)
    return Q(told_at=None, author__in=avoided.values("avoided"))


def to_agree(person: Person) -> QuerySet[Story]:
    """Words that somebody would tell together with me, in a version I have not said yes to."""
    waiting = Voice.objects.filter(person=person, agreed_version=None, story__withdrawn_at=None)
    changed = Story.objects.of(person).filter(withdrawn_at=None, told_at=None)
    agreed = Voice.objects.filter(story=OuterRef("pk"), person=person, agreed_version=OuterRef("version"))
    found = changed.exclude(Exists(agreed)) | Story.objects.filter(pk__in=waiting.values("story"))
    return found.exclude(_rather_not(person))


def comments(story: Story, person: Person) -> QuerySet[Comment]:
    return (
        Comment.objects.visible_to(person)
        .without_avoided(person)
        .filter(story=story)
        .select_related("author")
        .order_by("written_at", "pk")
    )


def comments_for(person: Person) -> QuerySet[Comment]:
    """Those that stand, below any story that they may read."""
    return Comment.objects.visible_to(person).without_avoided(person).standing()


def taught_me(story: Story, person: Person) -> set[int]:
    return set(Taught.objects.filter(story=story, person=person).values_list("topic", flat=True))


def taught_by(story: Story) -> dict[int, int]:
    """How many learned something, topic by topic: for whoever told it."""
    rows = Taught.objects.filter(story=story).values_list("topic").annotate(n=Count("pk"))
    return dict(rows)


def lessons_about(topics: Sequence[Skill], person: Person, *, at: datetime, most: int = 2) -> list[Story]:
    """What others learned the hard way about what one would like, unread ones first."""
    if not topics:
        return []
    found = (
        Story.objects.readable_by(person)
        .without_avoided(person)
        .filter(kind=Story.Kind.LESSON, topics__in=topics)
        .exclude(author=person)
        .annotate(is_read=Exists(Reading.objects.filter(story=OuterRef("pk"), person=person)))
        .select_related("author")
        .distinct()
    )
    return list(found.order_by("is_read", "-told_at", "pk")[:most])


def to_moderate(programme: Programme) -> list[Report]:
    """Each reported story or comment once, the longest waiting first."""
    rows = Report.objects.open().filter(story__programme=programme)
    found: dict[object, Report] = {}
    for each in rows.select_related("story__author", "comment__author").order_by("at", "pk"):
        found.setdefault((each.story_id, each.comment_id), each)
    return list(found.values())


def hidden(programme: Programme) -> tuple[list[Story], list[Comment]]:
    stories = Story.objects.filter(programme=programme, hidden_at__isnull=False, withdrawn_at=None)
    comments = Comment.objects.filter(story__programme=programme, hidden_at__isnull=False, withdrawn_at=None)
    return list(stories.order_by("-hidden_at")), list(comments.select_related("story").order_by("-hidden_at"))
