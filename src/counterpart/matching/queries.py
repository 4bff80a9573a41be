"""Matches as people read them: members about themselves, organisers about everybody, less what is private."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from counterpart.matching import private, words
from counterpart.matching.found import Fits, OneWay, Weighed
from counterpart.matching.models import (
    Answer,
    Approach,
    Direction,
    Override,
    Place,
    Proposal,
    Question,
    Run,
    StillLooking,
    Term,
)
from counterpart.matching.pool import was_let_down
from counterpart.matching.sealed import unseal
from counterpart.partnerships.models import Kind
from counterpart.people.models import Person, Seek, Stage
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill

ATTRIBUTES = ("stage", "function", "place", "background")


def open_proposals_for(person: Person, *, at: datetime) -> QuerySet[Proposal]:
    """What somebody is asked, or waits for, now: what they have not answered first."""
    answered = Answer.objects.filter(proposal=OuterRef("pk"), person=person)
    return (
        Proposal.objects.open(at)
        .visible_to(person)
        .exclude(Exists(answered.exclude(says=Answer.Says.YES)))  # a circle may go on without them
        .annotate(has_answered=Exists(answered))
        .select_related("run__programme")
        .order_by("has_answered", "lapses_at", "pk")
    )


def open_proposal_for(person: Person, *, at: datetime) -> Proposal | None:
    return open_proposals_for(person, at=at).first()


def has_answered(proposal: Proposal, person: Person) -> bool:
    return proposal.answers.filter(person=person).exists()


@dataclass(frozen=True)
class Way:
    """One direction as the two people read it, with what is private between them in the open."""

    learner: Person
    teacher: Person
    topics: tuple[str, ...]
    is_reverse: bool


@dataclass(frozen=True)
class Difference:
    attribute: str  # stage, function, place or background
    mine: str
    theirs: str

    @property
    def differs(self) -> bool:
        return self.mine.casefold() != self.theirs.casefold()


@dataclass(frozen=True)
class Group:
    """'Why you' of a ring or a circle, for one of them: the arrows of all, mine in full."""

    others: tuple[Person, ...]
    hosts: tuple[Person, ...]
    ways: tuple[Way, ...]
    topic: str


def group(proposal: Proposal, for_person: Person) -> Group:
    """Call it only with a proposal from `visible_to(for_person)`. What is private between two of the others
    is theirs: neither its name nor that there is something."""
    ways = list(_directions().filter(proposal=proposal))
    places = list(proposal.places.select_related("person").order_by("pk"))
    opened = private.topics_of(
        term.seek
        for way in ways
        for term in way.terms.all()
        if term.seek and term.seek.is_private and for_person.pk in (way.learner_id, way.teacher_id)
    )
    names = {seek: topic.name for seek, topic in opened.items()}
    return Group(
        others=tuple(place.person for place in places if place.person_id != for_person.pk),
        hosts=tuple(place.person for place in places if place.hosts),
        ways=tuple(_way_for(way, for_person, names) for way in ways),
        topic=proposal.skill.now.name if proposal.skill else "",
    )


def _way_for(way: Direction, reader: Person, names: Mapping[UUID, str]) -> Way:
    if reader.pk in (way.learner_id, way.teacher_id):
        return _way(way, names)
    told = words.topics(words.in_the_open(way))
    return Way(way.learner, way.teacher, tuple(told), way.is_reverse)


@dataclass(frozen=True)
class Why:
    """'Why you two', for one of the two."""

    other: Person
    i_show: Way | None
    i_learn: Way | None
    differences: tuple[Difference, ...]
    same: tuple[Difference, ...]


def why(proposal: Proposal, for_person: Person) -> Why:
    """Both directions in words. Call it only with a proposal from `visible_to(for_person)`."""
    ways = list(_directions().filter(proposal=proposal))
    opened = private.topics_of(
        term.seek for way in ways for term in way.terms.all() if term.seek and term.seek.is_private
    )
    names = {seek: topic.name for seek, topic in opened.items()}
    other = Person.objects.filter(places__proposal=proposal).exclude(pk=for_person.pk).get()
    read = {way.teacher_id: _way(way, names) for way in ways}
    return _why(for_person, other, i_show=read.get(for_person.pk), i_learn=read.get(other.pk))


def _why(me: Person, other: Person, *, i_show: Way | None, i_learn: Way | None) -> Why:
    told = [_compared(name, me, other) for name in ATTRIBUTES]
    both = [each for each in told if each.mine and each.theirs]
    return Why(
        other=other,
        i_show=i_show,
        i_learn=i_learn,
        differences=tuple(each for each in both if each.differs),
        same=tuple(each for each in both if not each.differs),
    )


def _way(way: Direction, names: Mapping[UUID, str]) -> Way:
    topics = words.topics(way.terms.all(), names)
    return Way(way.learner, way.teacher, tuple(topics), way.is_reverse)


def _compared(attribute: str, me: Person, other: Person) -> Difference:
    return Difference(attribute, _told(me, attribute), _told(other, attribute))


def _told(person: Person, attribute: str) -> str:
    if attribute == "stage":
        return "" if person.stage is None else str(Stage(person.stage).label)
    return str(getattr(person, attribute))


def _directions() -> QuerySet[Direction]:
    terms = Term.objects.select_related("skill", "seek__skill__merged_into", "seek__person").order_by("pk")
    return (
        Direction.objects.select_related("learner", "teacher")
        .prefetch_related(Prefetch("terms", terms))
        .order_by("pk")
    )


@dataclass(frozen=True)
class Standing:
    """Where a member stands in a programme's matching; `kind` says which of the sentences applies.

    kind: 'asked' (answer it), 'answered' (the other has not yet), 'came-apart', 'left-out', or 'waiting'
    (for the first match).
    """

    kind: str
    what: str = ""
    next: str = ""
    helps: str = ""
    proposal: Proposal | None = None


def standing(membership: Membership, *, at: datetime) -> Standing:
    """What somebody who waits reads: what happens next, when, and one thing that helps; never who or why."""
    person = membership.person
    proposal = open_proposals_for(person, at=at).filter(run__programme=membership.programme).first()
    if proposal:
        return Standing("answered" if has_answered(proposal, person) else "asked", proposal=proposal)
    run = Run.objects.published().filter(programme=membership.programme).order_by("-published_at").first()
    if run is None:
        return Standing("waiting")
    looking = StillLooking.objects.filter(run=run, person=person).first()
    if looking:
        return Standing("left-out", words.left_out_once(), words.next_look(run), words.one_thing(looking))
    last = (
        Proposal.objects.came_apart()
        .visible_to(person)
        .filter(run__programme=membership.programme)
        .order_by("-settled_at")
        .first()
    )
    if last and last.run_id == run.pk:
        said = Answer.objects.filter(proposal=last, person=person).values_list("says", flat=True).first()
        first = was_let_down(last.outcome, said)
        return Standing("came-apart", words.came_apart(first), words.next_look(run), words.something_more())
    return Standing("waiting")


# --- asking somebody oneself ----------------------------------------------------------------------


@dataclass(frozen=True)
class Suggested:
    """Somebody to ask, and why, in words."""

    why: Why
    room: str

    @property
    def person(self) -> Person:
        return self.why.other


def why_them(approach: Approach, me: Person, ways: Sequence[OneWay]) -> Why:
    """For either of the two: why they might fit, of what both told in the open."""
    other = approach.asker if approach.asked_id == me.pk else approach.asked
    read = _read_ways({me.pk: me, other.pk: other}, ways)
    return _why(me, other, i_show=read.get((other.pk, me.pk)), i_learn=read.get((me.pk, other.pk)))


def suggested(me: Person, found: Sequence[Fits], rooms: Mapping[UUID, int]) -> list[Suggested]:
    people = {me.pk: me} | Person.objects.in_bulk([each.person for each in found])
    read = _read_ways(people, [way for each in found for way in each.ways])
    return [
        Suggested(
            _why(
                me,
                people[each.person],
                i_show=read.get((each.person, me.pk)),
                i_learn=read.get((me.pk, each.person)),
            ),
            words.room_for(rooms[each.person]),
        )
        for each in found
    ]


def _read_ways(people: Mapping[UUID, Person], ways: Sequence[OneWay]) -> dict[tuple[UUID, UUID], Way]:
    """Each that has something to name, by learner and teacher."""
    parts = [part for way in ways for part in way.parts]
    skills = Skill.objects.in_bulk([part.skill for part in parts if part.skill])
    seeks = Seek.objects.select_related("skill__merged_into").in_bulk([part.seek for part in parts])
    read = [(way, tuple(_topics_in_the_open(way, skills, seeks))) for way in ways]
    return {
        (way.learner, way.teacher): Way(people[way.learner], people[way.teacher], topics, way.is_reverse)
        for way, topics in read
        if topics
    }


def _topics_in_the_open(way: OneWay, skills: Mapping[int, Skill], seeks: Mapping[UUID, Seek]) -> list[str]:
    """What has become private, or was taken back, since it was found is not said."""
    told = [part for part in way.parts if part.skill and part.seek in seeks and seeks[part.seek].skill]
    return words.topics(Term(seek=seeks[part.seek], skill=skills[part.skill]) for part in told if part.skill)


@dataclass(frozen=True)
class Letter:
    """What the two wrote before they are together: the note, one question back, one answer."""

    note: str
    question: str
    reply: str


def written(approach: Approach) -> Letter:
    """Call it only with an approach from `visible_to`, for one of the two."""
    note = unseal(approach, approach.note, by=approach.asker, column="note")
    asked = Question.objects.filter(approach=approach).first()
    if asked is None:
        return Letter(note, "", "")
    question = unseal(approach, asked.words, by=approach.asked, column="words")
    told = unseal(approach, asked.reply, by=approach.asker, column="reply") if asked.reply else ""
    return Letter(note, question, told)


def approaches_of(person: Person, *, at: datetime) -> list[Approach]:
    """What is open of a person's asking and being asked, with how far each is: `asked_back`, `told_more`."""
    question = Question.objects.filter(approach=OuterRef("pk"))
    return list(
        Approach.objects.open(at)
        .visible_to(person)
        .annotate(asked_back=Exists(question), told_more=Exists(question.filter(replied_at__isnull=False)))
        .select_related("programme", "asker", "asked")
        .order_by("lapses_at", "pk")
    )


# --- for organisers -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Gain:
    person: Person
    per_cent: int
    words: str


@dataclass(frozen=True)
class Line:
    """One pair, ring or circle on the review page; a ring in its order, the hosts of a circle first."""

    proposal: Proposal
    people: tuple[Person, ...]
    ways: tuple[tuple[str, bool], ...]  # in words, and whether it is a reverse one
    differs: str
    gains: tuple[Gain, ...]
    stands: str  # after publishing: together, waiting, or did not come together; never who said what
    topic: str  # of a circle
    hosts: tuple[Person, ...]
    arrows: tuple[tuple[Person, Person], ...]  # who shows whom something

    @property
    def one(self) -> Person:
        return self.people[0]

    @property
    def other(self) -> Person:
        return self.people[1]


FILTERS = {
    "all": Q(),
    "least": Q(value__lt=0.3) & ~Q(kind=Kind.CIRCLE),
    "reverse": Q(is_reverse=True),
    "same-stage": Q(same_stage=True),
    "pinned": Q(pinned=True),
    "pairs": Q(kind=Kind.PAIR),
    "rings": Q(kind=Kind.RING),
    "circles": Q(kind=Kind.CIRCLE),
}


def pairs(run: Run, which: str = "all") -> QuerySet[Proposal]:
    return (
        run.proposals.filter(FILTERS.get(which, Q()))
        .select_related("skill__merged_into")
        .prefetch_related(
            Prefetch("places", Place.objects.select_related("person").order_by("pk")),
            Prefetch("directions", _directions()),
        )
        .order_by("value" if which == "least" else "-value", "pk")
    )


def counts(run: Run) -> dict[str, int]:
    return run.proposals.aggregate(
        **{
            name.replace("-", "_"): Count("pk", filter=which) if which else Count("pk")
            for name, which in FILTERS.items()
        }
    )


def lines(proposals: Iterable[Proposal]) -> list[Line]:
    return [_line(proposal) for proposal in proposals]


def _line(proposal: Proposal) -> Line:
    people = tuple(place.person for place in proposal.places.all())
    if proposal.is_pair:
        people = tuple(sorted(people, key=lambda person: person.name))
    ways = tuple(proposal.directions.all())
    # Whoever could put any two together and read what is private between them could ask about everybody.
    shows = words.shows_in_the_open if proposal.pinned else words.shows
    told = () if proposal.pinned else ways
    return Line(
        proposal=proposal,
        people=people,
        ways=tuple((shows(way), way.is_reverse) for way in ways),
        differs=words.differs(differing(*people)) if proposal.is_pair else "",
        gains=tuple(Gain(way.learner, round(way.benefit * 100), words.how_much(way.benefit)) for way in told),
        stands=words.stands(proposal),
        topic=proposal.skill.now.name if proposal.skill else "",
        hosts=tuple(place.person for place in proposal.places.all() if place.hosts),
        arrows=tuple((way.teacher, way.learner) for way in ways),
    )


def differing(one: Person, other: Person) -> list[str]:
    """Attributes that both told, and told differently."""
    told = (_compared(name, one, other) for name in ATTRIBUTES)
    return [each.attribute for each in told if each.mine and each.theirs and each.differs]


@dataclass(frozen=True)
class WayRead:
    """One direction between any two people, as an organiser reads it."""

    sentence: str
    per_cent: int
    words: str
    is_reverse: bool
    learner: Person


def read_ways(weighed: Weighed) -> list[WayRead]:
    people = Person.objects.in_bulk([way.learner for way in weighed.ways])
    parts = [part for way in weighed.ways for part in way.parts]
    skills = Skill.objects.in_bulk([part.skill for part in parts if part.skill])
    seeks = Seek.objects.select_related("skill__merged_into").in_bulk([part.seek for part in parts])
    return [
        WayRead(
            words.shows_topics(
                people[way.teacher],
                people[way.learner],
                words.topics(
                    Term(seek=seeks[part.seek], skill=skills[part.skill] if part.skill else None)
                    for part in way.parts
                ),
            ),
            round(way.benefit * 100),
            words.how_much(way.benefit),
            way.is_reverse,
            people[way.learner],
        )
        for way in weighed.ways
    ]


Standpoint = tuple[str, int]


def names_and_stages(run: Run) -> list[tuple[Standpoint, Standpoint]]:
    """Name and stage of the two of each pair, where both told their stage."""
    told: dict[UUID, list[Standpoint]] = {}
    places = Place.objects.filter(proposal__run=run, proposal__kind=Kind.PAIR).order_by("pk")
    for proposal, name, stage in places.values_list("proposal", "person__name", "person__stage"):
        if stage is not None:
            told.setdefault(proposal, []).append((name, stage))
    return [(two[0], two[1]) for two in told.values() if len(two) == 2]


@dataclass(frozen=True)
class Left:
    person: Person
    why: str
    helps: str


def left_out(looking: Sequence[StillLooking]) -> list[Left]:
    named = {each.facts["skill"] for each in looking if "skill" in each.facts}
    skills = {skill.pk: skill for skill in Skill.objects.filter(pk__in=named)}
    said = ((each.person, words.left_out(each, skills)) for each in looking)
    return [Left(person, each.why, each.helps) for person, each in said]


def told_besides(run: Run) -> int:
    """How many told something and were not looked at: without room, asked, or later than the match."""
    return max(0, Membership.objects.told().filter(programme=run.programme_id).count() - run.people)


def still_looking(run: Run) -> QuerySet[StillLooking]:
    return run.still_looking.select_related("person").order_by("person__name", "pk")


def overrides(programme: Programme) -> QuerySet[Override]:
    """What counts now of what organisers decided, the latest first: that is the one `undo` takes back."""
    return (
        Override.objects.filter(programme=programme, undone_at=None)
        .select_related("first", "second")
        .order_by("-number")
    )


def pins_not_kept(run: Run) -> list[Override]:
    """Pins that the match could not follow, for instance because somebody has left since."""
    pins = Override.objects.filter(programme=run.programme, kind=Override.Kind.PIN).standing()
    kept: dict[UUID, set[UUID]] = {}
    for proposal, person in Place.objects.filter(proposal__run=run, proposal__pinned=True).values_list(
        "proposal", "person"
    ):
        kept.setdefault(proposal, set()).add(person)
    asked = pins.select_related("first", "second").order_by("number")
    return [pin for pin in asked if {pin.first_id, pin.second_id} not in kept.values()]


def latest_run(programme: Programme) -> Run | None:
    """The one under way or to be looked at, else the one published last."""
    return Run.objects.filter(programme=programme).order_by("-at", "pk").first()


def taking_part(programme: Programme, name: str = "") -> QuerySet[Person]:
    told = Membership.objects.told().filter(programme=programme, person__is_active=True)
    people = Person.objects.filter(pk__in=told.values("person"))
    return people.filter(name__icontains=name).order_by("name", "pk")
