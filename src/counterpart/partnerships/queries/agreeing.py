"""An agreement as its partners read it: opened, with what changed, and what the first one could say."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from counterpart.partnerships import keys, promised
from counterpart.partnerships.models import Agreement, CheckIn, Kind, Partnership, Topic, Where
from counterpart.partnerships.promised import Promised
from counterpart.people import sealed
from counterpart.people.models import Person, Seek
from counterpart.skills.models import Skill


@dataclass(frozen=True)
class Part:
    """One thing in an agreement, with what it said in the version before where that was something else."""

    name: str
    words: str
    learner: Person | None = None
    before: str | None = None

    @property
    def is_changed(self) -> bool:
        return self.before is not None


@dataclass(frozen=True)
class Version:
    agreement: Agreement
    aims: list[Part]
    how: list[Part]
    own_words: str
    signed: list[Person]
    open: list[Person]  # who have not signed it yet


@dataclass(frozen=True)
class Wish:
    """A wish of somebody's own that a partnership serves."""

    seek: Seek
    words: str


def people_of(partnership: Partnership) -> list[Person]:
    prefetch_related_objects([partnership], "seats__person")
    return [seat.person for seat in sorted(partnership.seats.all(), key=lambda seat: seat.pk)]


def versions(partnership: Partnership, reader: Person) -> list[Version]:
    """All of them, the newest first, each with what it changed."""
    rows = list(
        Agreement.objects.visible_to(reader)
        .filter(partnership=partnership, by__isnull=False)  # sealed by somebody who is gone, it stays shut
        .select_related("by")
        .prefetch_related("signatures")
        .order_by("number")
    )
    if not rows:
        return []
    people = people_of(partnership)
    key = keys.RING.data_key(partnership)
    read = _told(partnership, reader, people)
    opened = [(row, promised.unsealed(key, row)) for row in rows]
    pairs = zip(opened, [None, *opened[:-1]], strict=True)
    return [_version(now, before, people, read) for now, before in pairs][::-1]


def _told(partnership: Partnership, reader: Person, people: list[Person]) -> list[Person]:
    """Whose aims the reader reads. They may name a private wish, which is its owner's again after the end."""
    return [person for person in people if partnership.ended_at is None or person.pk == reader.pk]


Opened = tuple[Agreement, Promised]


def _version(now: Opened, before: Opened | None, people: list[Person], read: list[Person]) -> Version:
    row, words = now
    signed = {signature.person_id for signature in row.signatures.all()}
    old_aims = {each.pk: before[1].aims.get(each.pk, "") for each in read} if before else {}
    old_how = _how(before) if before else {}
    return Version(
        row,
        aims=[_part("aim", words.aims.get(each.pk, ""), old_aims.get(each.pk), each) for each in read],
        how=[_part(name, said, old_how.get(name)) for name, said in _how(now).items()],
        own_words=words.own_words,
        signed=[person for person in people if person.pk in signed],
        open=[person for person in people if person.pk not in signed],
    )


def _part(name: str, words: str, before: str | None, learner: Person | None = None) -> Part:
    return Part(name, words, learner, before if before is not None and before != words else None)


def _how(opened: Opened) -> dict[str, str]:
    row, words = opened
    return {
        "rhythm": _rhythm(row),
        "where": row.get_where_display(),
        "between_us": words.between_us,
        "stopping": words.stopping,
    }


def _rhythm(agreement: Agreement) -> str:
    said = _("%(rhythm)s, %(minutes)s minutes each")
    return said % {"rhythm": agreement.get_rhythm_display(), "minutes": agreement.minutes}


def latest(partnership: Partnership, reader: Person) -> tuple[Agreement, Promised] | None:
    """What a new version starts from."""
    mine = Agreement.objects.visible_to(reader).filter(partnership=partnership, by__isnull=False)
    row = mine.last()
    if row is None:
        return None
    return row, promised.unsealed(keys.RING.data_key(partnership), row)


def proposed(partnership: Partnership) -> tuple[Agreement, Promised]:
    """What the first agreement says before anybody has written in it; nothing of it is kept."""
    programme = partnership.programme
    row = Agreement(
        partnership=partnership,
        number=0,
        rhythm=programme.rhythm,
        minutes=programme.minutes,
        where=Where.VIDEO,
    )
    return row, Promised(
        aims=_aims(partnership),
        between_us=_between_us(partnership),
        stopping=_stopping(partnership),
        own_words=programme.own_words,
    )


def _between_us(partnership: Partnership) -> str:
    if partnership.is_pair:
        return _(
            "What we say to each other stays between us, unless we both agree to pass it on. "
            "The limit: where somebody is in danger, or the law asks it of us, we get help, and tell each "
            "other first."
        )
    return _(
        "What we say to each other stays between us, unless we all agree to pass it on. "
        "The limit: where somebody is in danger, or the law asks it of us, we get help, and tell each other "
        "first."
    )


def _stopping(partnership: Partnership) -> str:
    if partnership.is_pair:
        return _(
            "Either of us may pause or stop at any time, without a reason. "
            "We try to say so in a sentence rather than fall silent, and neither holds it against the other."
        )
    return _(
        "Each of us may pause or stop at any time, without a reason. "
        "We try to say so in a sentence rather than fall silent, and nobody holds it against anybody."
    )


def _aims(partnership: Partnership) -> dict[UUID, str]:
    """Topic by topic. Among more than two, a private wish is left out: the others must not learn of it."""
    topics = Topic.objects.filter(partnership=partnership).order_by("pk")
    found: dict[UUID, list[str]] = defaultdict(list)
    private: list[Seek] = []
    for topic in topics.select_related("skill__merged_into", "seek__skill__merged_into", "seek__person"):
        if topic.seek and topic.seek.is_private:
            private += [topic.seek] if partnership.kind == Kind.PAIR else []
        elif skill := topic.skill or (topic.seek and topic.seek.skill):
            found[topic.learner_id].append(skill.now.name)
    opened = private_words(private)
    for seek in private:
        found[seek.person_id].append(opened[seek.pk])
    return {learner: ", ".join(dict.fromkeys(names)) for learner, names in found.items()}


def private_words(seeks: Sequence[Seek]) -> dict[UUID, str]:
    opened: dict[UUID, str] = {}
    for person in {seek.person_id: seek.person for seek in seeks}.values():
        opened |= sealed.private_topics(person, [seek for seek in seeks if seek.person_id == person.pk])
    names = dict(Skill.objects.filter(slug__in=opened.values()).values_list("slug", "name")) if opened else {}
    return {pk: names.get(words, words) for pk, words in opened.items()}


def wishes_served(partnership: Partnership, person: Person) -> list[Wish]:
    """Somebody's own wishes that this partnership is about, in words."""
    seeks = list(
        Seek.objects.of(person)
        .select_related("skill__merged_into", "person")
        .filter(pk__in=Topic.objects.filter(partnership=partnership, learner=person).values("seek"))
    )
    private = private_words([seek for seek in seeks if seek.is_private])
    return [Wish(seek, private.get(seek.pk) or (seek.skill.now.name if seek.skill else "")) for seek in seeks]


def has_started(partnership: Partnership, person: Person) -> bool:
    """Whether somebody said how it feels at the start of this partnership, as far as they wanted to."""
    starts = CheckIn.objects.filter(person=person, moment=CheckIn.Moment.START)
    return starts.filter(at__gte=partnership.began_at).exists()
