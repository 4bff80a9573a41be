"""The one door to the engine: a programme in, plain values to write down out."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any
from uuid import UUID

from counterpart import engine
from counterpart.engine.explain import account, rules_against
from counterpart.engine.hours import read_hours, zone
from counterpart.engine.model import build
from counterpart.matching import beside, pool
from counterpart.matching.found import Fits, Found, LeftOut, Match, OneWay, Part, Weighed
from counterpart.matching.models import Approach, Proposal
from counterpart.matching.pool import Brought, Pair, Pool, two
from counterpart.matching.reasons import Reason
from counterpart.matching.refusals import (
    NoCommonHours,
    NoCommonLanguage,
    NoRoom,
    NotDifferent,
    NotTakingPart,
    PrivateRule,
    Refused,
)
from counterpart.partnerships.models import Kind, Seat
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill
from counterpart.skills.nearness import near_pairs, near_table

FEWEST_LEARNERS = 3  # in a circle that begins, as in the engine
FIRST_NEXT_TIME = 1.0  # as much as four more places filled, at the usual inclusion of 0.25

ONE_WAY = {Programme.Template.REVERSE: "reverse", Programme.Template.CLASSIC: "classic"}

REASONS = {
    engine.Reason.ALONE: Reason.ALONE,
    engine.Reason.NOTHING_TOLD: Reason.NOTHING_TOLD,
    engine.Reason.NO_SEEKS: Reason.NO_WISH,
    engine.Reason.NO_OFFERS: Reason.NO_OFFER,
    engine.Reason.NOBODY_OFFERS: Reason.NOBODY_OFFERS,
    engine.Reason.NOBODY_FURTHER: Reason.NOBODY_FURTHER,
    engine.Reason.TOO_LITTLE_TO_LEARN: Reason.TOO_LITTLE,
    engine.Reason.NOBODY_SEEKS: Reason.NOBODY_WANTS,
    engine.Reason.NOBODY_BEHIND: Reason.NOBODY_BEHIND,
    engine.Reason.TOO_LITTLE_TO_TEACH: Reason.NOBODY_BEHIND,
    engine.Reason.NO_WAY_BACK: Reason.ONE_WAY_ONLY,
    engine.Reason.EVERYONE_TAKEN: Reason.TAKEN,
}
RULES = {
    engine.Rule.AVOIDED: Reason.PRIVATE_RULE,
    engine.Rule.FORBIDDEN: Reason.FORBIDDEN,
    engine.Rule.LANGUAGE: Reason.NO_LANGUAGE,
    engine.Rule.HOURS: Reason.NO_HOURS,
    engine.Rule.DIFFERENT: Reason.NOT_DIFFERENT,
    engine.Rule.DIRECTION: Reason.DIRECTION,
    engine.Rule.MINIMUM_BENEFIT: Reason.TOO_LITTLE,
}
REFUSALS: dict[engine.Rule, type[Refused]] = {
    engine.Rule.LANGUAGE: NoCommonLanguage,
    engine.Rule.HOURS: NoCommonHours,
    engine.Rule.DIFFERENT: NotDifferent,
}


def find(
    programme: Programme,
    *,
    one_way_too: bool = False,
    seed: int = 1,
    progress: Callable[[float], None] = lambda share: None,
    cancel: Callable[[], bool] = lambda: False,
) -> Found | None:
    """The best match of everybody who told something and has room; None where `cancel` said so.

    Where nothing two-way exists, one direction is looked for too, beside the pairs found:
    `one_way_would_serve` says how many more people that reaches; with `one_way_too` it is the match.
    """
    avoiding.recognise()
    here = pool.read(programme)
    if len(here.members) < 2:
        return _nothing(here)
    people = engine.People.from_rows(_people(here))
    policy = _policy(here)
    try:
        result = engine.solve(people, policy, seed, progress=lambda share: progress(share / 2), cancel=cancel)
        wider = result
        if policy.two_way and result.unmatched:
            beside = policy.keeping(result.partnerships).one_way()
            wider = engine.solve(
                people, beside, seed, progress=lambda share: progress((1 + share) / 2), cancel=cancel
            )
    except engine.Cancelled:
        return None
    # Pairs are kept where one way is enough; a ring may give way, so that it could serve fewer.
    more = max(0, wider.served - result.served)
    return _found(here, wider if one_way_too and more else result, one_way_would_serve=more)


def close_again(
    programme: Programme, willing: Collection[UUID], *, one_way_too: bool, instead_of: Proposal
) -> Match | None:
    """The best ring or pair of those who are left of a ring, by the same rules; None where there is none."""
    avoiding.recognise()
    here = pool.read(programme, among=willing, instead_of=instead_of)
    if len(here.members) < 2:
        return None
    policy = replace(_policy(here), circles=False)
    result = engine.solve(engine.People.from_rows(_people(here)), policy.one_way() if one_way_too else policy)
    best = max(result.partnerships, key=lambda each: len(each.people), default=None)
    return _match(here, best, _skills(here)) if best else None


def may_sit(programme: Programme, person: Person, circles: Mapping[UUID, Sequence[Seat]]) -> set[UUID]:
    """In which circles somebody could sit: no rule against anybody there, and none against who hosts.

    That two have met elsewhere keeps nobody out, as they did not ask to be put together: they chose a topic.
    """
    avoiding.recognise()
    never = beside.never_together(programme, person)
    hosts = {seat.person_id: seat.person for seats in circles.values() for seat in seats if seat.hosts}
    here = beside.of_these(programme, [person, *hosts.values()])
    stopped: set[UUID] = set()
    if hosts.keys() - {person.pk}:
        result = engine.solve(engine.People.from_rows(_people(here)), _policy(here))
        stopped = {
            host
            for host in hosts.keys() - {person.pk}
            if REFUSALS.keys() & set(result.explain(str(person.pk), str(host)).stops)
        }
    return {
        circle
        for circle, seats in circles.items()
        if not any(seat.person_id in never or (seat.hosts and seat.person_id in stopped) for seat in seats)
    }


def check_pin(programme: Programme, one: Person, other: Person) -> None:
    """Raises what keeps these two from being put together; whatever is private is one and the same."""
    avoiding.recognise()
    here = pool.read(programme, topics_of=[])
    pair = two(one.pk, other.pk)
    if not all(each in here.members for each in pair):
        raise NotTakingPart
    stopped = _stops(here, pair)
    if pair in here.apart:
        raise PrivateRule
    for rule in stopped:
        if rule in REFUSALS:
            raise REFUSALS[rule]
    pins = _possible_pins(here) | {pair}
    if any(sum(each in pin for pin in pins) > here.members[each].capacity for each in pair):
        raise NoRoom


def weigh(programme: Programme, one: Person, other: Person) -> Weighed | None:
    """What these two would bring each other in the open, and what stands against it; None where one takes no
    part."""
    avoiding.recognise()
    here = pool.read(programme, topics_of=[one.pk, other.pk])
    pair = two(one.pk, other.pk)
    if not all(each in here.members for each in pair):
        return None
    told = _told_by(here, _explain(here, pair).account.directions)
    against = [RULES[rule] for rule in _stops(here, pair) if rule in RULES]
    if pair in here.apart:
        against.insert(0, Reason.PRIVATE_RULE)
    return Weighed(told, tuple(dict.fromkeys(against)))


def still_possible(programme: Programme, groups: Iterable[Sequence[UUID]]) -> bool:
    """Whether all of them may be asked now, whatever people told since the search."""
    avoiding.recognise()
    here = pool.read(programme, topics_of=[])
    return all(
        all(each in here.members for each in group)
        and not any(two(*pair) in here.apart for pair in combinations(group, 2))
        for group in groups
    )


def suggest(programme: Programme, person: Person, *, most: int) -> list[Fits]:
    """Whom this person could ask: the best first, under the hard rules of a match."""
    found = _fitting(beside.likeliest(programme, person), person)
    return sorted(found, key=lambda each: (-each.value, each.person))[:most]


def fits(programme: Programme, one: Person, other: Person) -> Fits | None:
    """What these two would bring each other, as one of the others for the first; room is not looked at."""
    found = _fitting(beside.the_two(programme, one, other), one)
    return found[0] if found else None


def told_by(programme: Programme, one: Person, other: Person) -> tuple[OneWay, ...]:
    """What goes each way between these two, of what both told in the open; no rule is asked."""
    here = beside.brought_by(programme, one, other)
    if len(here.members) < 2:
        return ()
    model = build(engine.People.from_rows(_people(here)), _policy(here))
    return _told_by(here, account(model, 0, 1).directions)


def ways_of(
    programme: Programme, one: Person, other: Person, *, asking: Approach
) -> tuple[OneWay, ...] | None:
    """What goes each way between two who have both said yes, with what is private; None where a private rule
    keeps them apart by now, or one of the two has left."""
    avoiding.recognise()
    here = beside.the_two(programme, one, other, private_too=True, but=asking)
    if len(here.members) < 2:
        return None
    model = build(engine.People.from_rows(_people(here)), _policy(here))
    return _told_by(here, account(model, 0, 1).directions)


def _fitting(here: Pool, person: Person) -> list[Fits]:
    """Everybody in the pool whom no rule keeps from this person."""
    others = [each for each in here.members if each != person.pk]
    if person.pk not in here.members or not others:
        return []
    model = build(engine.People.from_rows(_people(here)), _policy(here, near=_near_one(here, person)))
    me, skills = model.position[str(person.pk)], _skills(here)
    found = []
    for other in others:
        told = account(model, me, model.position[str(other)])
        if not rules_against(model, me, model.position[str(other)], told):
            found.append(Fits(other, told.value, _ways(here, told.directions, skills)))
    return found


def _near_one(here: Pool, person: Person) -> dict[tuple[str, str], float]:
    """What is near between this person and each of the others: far less than between any two."""
    me = here.members[person.pk]
    offered = {word for each in here.members.values() for word in each.offers}
    sought = {word for each in here.members.values() for word in each.seeks}
    return near_pairs(me.seeks, offered) | near_pairs(sought, me.offers)


def _nothing(here: Pool) -> Found:
    alone = tuple(LeftOut(person, Reason.ALONE) for person in here.members)
    return Found((), alone, 0.0, 0.0, len(alone), 0, here.unknown_managers, 0)


def _people(here: Pool) -> Iterator[engine.Person]:
    shunned: dict[UUID, list[str]] = {}
    for one, other in here.apart:
        shunned.setdefault(one, []).append(str(other))
    return (_person(brought, shunned.get(pk, [])) for pk, brought in here.members.items())


def _person(brought: Brought, avoid: Iterable[str] = ()) -> engine.Person:
    person = brought.person
    return engine.Person(
        id=str(person.pk),
        offers=brought.offers,
        seeks=brought.seeks,
        stage=person.stage,
        function=person.function,
        place=person.place,
        background=person.background,
        languages=tuple(person.languages),
        timezone=_zone(person),
        hours=_hours(person),
        capacity=max(0, brought.capacity),
        hosting=brought.hosting,
        avoid=tuple(avoid),
    )


def _zone(person: Person) -> str:
    """One odd row must not stop a whole match: what cannot be read counts as not told."""
    try:
        zone(person.time_zone)
    except ValueError:
        return ""
    return person.time_zone


def _hours(person: Person) -> tuple[engine.Span, ...]:
    try:
        return read_hours(person.hours)
    except ValueError:
        return ()


def _policy(here: Pool, near: dict[tuple[str, str], float] | None = None) -> engine.Policy:
    """The programme's policy; what it does not say is the template's, then the engine's."""
    said = {**_template(here.programme), **here.programme.policy}
    said["different"] = tuple(said.get("different", ()))
    words = {word for brought in here.members.values() for word in (*brought.offers, *brought.seeks)}
    near = near_table(words) if near is None else near
    return engine.Policy(
        **said,
        near="vocabulary" if near else "none",
        similarities=near,
        pins=_named(_possible_pins(here)),
        forbidden=_named(pair for pair in here.forbidden if all(each in here.members for each in pair)),
        priority={str(person): FIRST_NEXT_TIME for person in here.first if person in here.members},
    )


def _template(programme: Programme) -> dict[str, Any]:
    usual: dict[str, Any] = {"rings": 0, "circles": False}
    if programme.starts_on:
        usual["start"] = programme.starts_on
    if programme.template in ONE_WAY:
        usual |= {"direction": ONE_WAY[Programme.Template(programme.template)], "two_way": False}
    return usual


def _named(pairs: Iterable[Pair]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(other)) for one, other in pairs)


def _possible_pins(here: Pool) -> set[Pair]:
    """The pins that still hold: one of the two may have left since, or found others, or said something."""
    room = {person: brought.capacity for person, brought in here.members.items()}
    pins: set[Pair] = set()
    for pair in here.pins:
        there = all(room.get(each, 0) > 0 for each in pair) and pair not in here.apart
        if there and not REFUSALS.keys() & set(_stops(here, pair)):
            pins.add(pair)
            for each in pair:
                room[each] -= 1
    return pins


def _stops(here: Pool, pair: Pair) -> tuple[engine.Rule, ...]:
    return _explain(here, pair).stops


def _explain(here: Pool, pair: Pair) -> engine.Explanation:
    """These two by themselves, without what is private between them."""
    alone = Pool(
        programme=here.programme,
        members={each: here.members[each] for each in pair},
        apart=frozenset(),
        pins=frozenset(),
        forbidden=here.forbidden & {pair},
        first=frozenset(),
        unknown_managers=0,
    )
    result = engine.solve(engine.People.from_rows(_people(alone)), _policy(alone))
    return result.explain(*map(str, pair))


def _found(here: Pool, result: engine.Result, *, one_way_would_serve: int) -> Found:
    skills = _skills(here)
    matches = [_match(here, each, skills) for each in result.partnerships]
    kept, unseated = _without_private(matches)
    return Found(
        matches=tuple(kept),
        left_out=(
            *(_left_out(here, each, skills) for each in result.unmatched),
            *(LeftOut(each, Reason.TAKEN) for each in unseated),
        ),
        value=result.value,
        bound=result.bound,
        people=len(here.members),
        served=result.served - len(unseated),
        unknown_managers=here.unknown_managers,
        one_way_would_serve=one_way_would_serve,
    )


def _skills(here: Pool) -> dict[str, int]:
    offered = {slug for brought in here.members.values() for slug in (*brought.offers, *brought.seek_of)}
    known = Skill.objects.values_list("slug", "pk")
    return {slug: pk for slug, pk in known if slug in offered}


def _without_private(matches: Iterable[Match]) -> tuple[list[Match], list[UUID]]:
    """In a circle everybody learns what everybody would like: a private wish takes nobody there."""
    kept: list[Match] = []
    unseated: list[UUID] = []
    for match in matches:
        if match.kind != Kind.CIRCLE:
            kept.append(match)
            continue
        ways = tuple(way for way in match.ways if all(part.skill for part in way.parts))
        ways = ways if len(ways) >= FEWEST_LEARNERS else ()
        learners = {way.learner for way in ways}
        unseated += [way.learner for way in match.ways if way.learner not in learners]
        if ways:
            people = tuple(each for each in match.people if each in learners or each in match.hosts)
            kept.append(replace(match, ways=ways, people=people))
    return kept, unseated


def _match(here: Pool, found: engine.Partnership, skills: dict[str, int]) -> Match:
    people = tuple(UUID(person) for person in found.people)
    stages = {here.members[person].person.stage for person in people}
    return Match(
        people=people,
        value=found.value,
        pinned=len(people) == 2 and two(people[0], people[1]) in here.pins,
        same_stage=len(stages) == 1 and None not in stages,
        ways=_ways(here, found.directions, skills),
        kind=found.kind.value,
        hosts=tuple(UUID(host) for host in found.hosts),
        skill=skills.get(found.topic),
    )


def _told_by(here: Pool, directions: Collection[engine.Direction]) -> tuple[OneWay, ...]:
    return _ways(here, directions, _skills(here))


def _ways(here: Pool, directions: Iterable[engine.Direction], skills: dict[str, int]) -> tuple[OneWay, ...]:
    return tuple(
        OneWay(
            learner=UUID(way.learner),
            teacher=UUID(way.teacher),
            benefit=way.benefit,
            is_reverse=bool(way.reverse),
            parts=_parts(here.members[UUID(way.learner)], way.topics, skills),
        )
        for way in directions
    )


def _parts(learner: Brought, topics: Iterable[engine.Topic], skills: dict[str, int]) -> tuple[Part, ...]:
    """The best first, and those that are private last: their place would say how much they count."""
    parts = [_part(learner, topic, skills) for topic in topics]
    private = sorted((part for part in parts if part.skill is None), key=lambda part: part.seek)
    return (*(part for part in parts if part.skill is not None), *private)


def _part(learner: Brought, topic: engine.Topic, skills: dict[str, int]) -> Part:
    seek = learner.seek_of[topic.skill]
    if seek.is_private:
        return Part(seek.pk)
    return Part(seek.pk, skill=skills[topic.through], level=topic.level, gain=topic.term)


def _left_out(here: Pool, left: engine.Unmatched, skills: dict[str, int]) -> LeftOut:
    person = UUID(left.person)
    if left.reason is engine.Reason.RULES:
        most = max(left.facts.stopped, key=lambda each: each[1])
        return LeftOut(person, RULES[most[0]])
    return LeftOut(person, REASONS[left.reason], _facts(here.members[person], left, skills))


def _facts(brought: Brought, left: engine.Unmatched, skills: dict[str, int]) -> dict[str, object]:
    """Counts of people and the topic to name: never a private one, nor a count that could betray it."""
    if left.reason not in {
        engine.Reason.NOBODY_OFFERS,
        engine.Reason.NOBODY_FURTHER,
        engine.Reason.TOO_LITTLE_TO_LEARN,
    }:
        return {}
    open_ones = [(count, word) for word, count in left.facts.offered if not brought.seek_of[word].is_private]
    if not open_ones:
        return {}
    count, word = max(open_ones, key=lambda each: (each[0], brought.seeks[each[1]]))
    if left.reason is engine.Reason.NOBODY_FURTHER and not count:
        return {}  # what is offered is something private
    return {"count": count, "skill": skills[word]}
