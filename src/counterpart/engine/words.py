"""Results in plain English, for the organiser of a file. A website writes its own from codes and facts."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from counterpart.engine.cells import key
from counterpart.engine.explain import Account, Direction, Topic
from counterpart.engine.hardrules import Rule
from counterpart.engine.people import STAGES, People, Person
from counterpart.engine.policy import FRAME
from counterpart.engine.reasons import Facts, Reason

RULES = {
    Rule.CAPACITY: "one of them takes no part (capacity 0)",
    Rule.REPORTING_LINE: "one of them stands above the other on a reporting line",
    Rule.AVOIDED: "one of them asked not to be matched with the other",
    Rule.FORBIDDEN: "this pair is forbidden by the policy",
    Rule.MET: "they have met before",
    Rule.LANGUAGE: "they told no common language",
    Rule.HOURS: "they share too few hours in the week",
    Rule.DIFFERENT: "they are alike where the policy asks for a difference",
    Rule.MINIMUM_BENEFIT: "what they could learn is less than the policy's minimum",
    Rule.DIRECTION: "no direction goes from stage to stage as the policy asks",
}
REMEDIES = {
    Reason.NOT_TAKING_PART: "A capacity of 1 or more would let them take part.",
    Reason.ALONE: "One more person who takes part would help.",
    Reason.NOTHING_TOLD: "One skill to show and one topic to learn would help.",
    Reason.NO_SEEKS: "One topic they would like to learn would help.",
    Reason.NO_OFFERS: "One skill they can show, however small, would help.",
    Reason.NOBODY_OFFERS: "A wider topic to learn, or one person who offers one of them, would help.",
    Reason.NOBODY_FURTHER: "One person with a higher level, or a second topic, would help.",
    Reason.TOO_LITTLE_TO_LEARN: "A topic that matters more to them, or a lower minimum benefit, would help.",
    Reason.NOBODY_SEEKS: "One more thing they can show (experience and mistakes count too) would help.",
    Reason.NOBODY_BEHIND: "One more thing they can show, or a person newer to it, would help.",
    Reason.TOO_LITTLE_TO_TEACH: "A lower minimum benefit, or one more thing they can show, would help.",
    Reason.NO_WAY_BACK: "Accepting one-way pairs, or one more thing to show or to learn, would help.",
    Reason.EVERYONE_TAKEN: "One more place (capacity) with somebody they fit, or another round, would help.",
}
RULE_REMEDIES = {
    Rule.REPORTING_LINE: "Somebody outside their reporting line who offers the same would help.",
    Rule.AVOIDED: "Somebody else who offers the same would help.",
    Rule.FORBIDDEN: "Taking back a forbidden pair would help.",
    Rule.MET: "Allowing people to meet again would help.",
    Rule.LANGUAGE: "One more language, told by them or by those who fit, would help.",
    Rule.HOURS: "A few more hours in the week, or fewer common hours asked for, would help.",
    Rule.DIFFERENT: "A person who differs from them in it would help.",
    Rule.DIRECTION: "A told stage, or the policy direction = any, would help.",
}  # fmt: skip

WITHOUT_TOPICS = {
    Reason.NOBODY_OFFERS: (
        "Nobody here could give {who} anything.",
        "One more person who could give them something would help.",
    ),
    Reason.TOO_LITTLE_TO_LEARN: (
        "{who} would get less than the minimum benefit from each of the others.",
        "A lower minimum benefit, or one more person who could give them something, would help.",
    ),
    Reason.NOBODY_SEEKS: (
        "There is nobody here to whom {who} could give anything.",
        "Accepting one-way pairs, or one more person to whom they could give something, would help.",
    ),
    Reason.TOO_LITTLE_TO_TEACH: (
        "Each of the others would get less than the minimum benefit from {who}.",
        "A lower minimum benefit, or one more person to whom they could give something, would help.",
    ),
    Reason.NO_WAY_BACK: (
        "Some could give {who} something and others could get something from {who}, but nobody both.",
        "Accepting one-way pairs, or rings, would help.",
    ),
}


def listing(items: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *most, last = list(items) or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


def unsearched(asked: int, searched: int) -> str:
    """What to say where the policy allows longer rings than were searched."""
    if not searched:
        return f"Pairs only: rings of {_up_to(asked)} are too many to look at here; the bound is over pairs."
    return f"Rings of {_up_to(searched)} were searched, not of {asked}; the bound is over those and pairs."


def _up_to(longest: int) -> str:
    return f"3 to {longest}" if longest > 3 else "3"


def count(number: int, one: str, many: str) -> str:
    """`1 person`, `2 people`."""
    return f"{number:,} {one if number == 1 else many}"


def taught(people: People, way: Direction) -> str:
    """What one direction brings: `Ada can show Grace Python (4 of 5; Grace is at 1; wanted 3 of 5).`"""
    learner, teacher = (people.call(person) for person in (way.learner, way.teacher))
    if people.given and way.benefit > 0:
        return f"{learner} would get a benefit of {way.benefit:.2f} (of 1) from {teacher}."
    if people.given:
        return f"{learner} would get nothing from {teacher}."
    if not way.topics:
        return f"{teacher} can show {learner} nothing new yet."
    return f"{teacher} can show {learner} {listing(_topic(learner, topic) for topic in way.topics)}."


def _topic(learner: str, topic: Topic) -> str:
    near = "" if topic.skill == topic.through else f", near to {topic.skill}"
    told = f"{topic.level} of 5; {learner} is at {topic.own}; wanted {topic.importance} of 5"
    return f"{topic.through}{near} ({told})"


def apart(people: People, pair: tuple[str, ...]) -> str:
    """In what two people differ, as far as both told; empty where they do not."""
    one, other = (people.person(each) for each in pair)
    differences = [
        f"{name} ({_told(one, name)} and {_told(other, name)})"
        for name in FRAME
        if _told(one, name) and _told(other, name) and key(_told(one, name)) != key(_told(other, name))
    ]
    return f"They stand apart in {listing(differences)}." if differences else ""


def _told(person: Person, name: str) -> str:
    if name == "stage":
        return "" if person.stage is None else STAGES[person.stage]
    return str(getattr(person, name))


def why(people: People, pair: tuple[str, ...], way: Direction) -> str:
    """Why one person got the other, in a sentence or two."""
    return " ".join(filter(None, (taught(people, way), apart(people, pair))))


def circle(people: People, topic: str, hosts: tuple[str, ...]) -> str:
    """`the circle about Python that Ada and Bo host`."""
    host = "hosts" if len(hosts) == 1 else "host"
    return f"the circle about {topic} that {listing(people.call(each) for each in hosts)} {host}"


def in_one_circle(people: People, pair: tuple[str, ...], topic: str, hosts: tuple[str, ...]) -> str:
    """That two people meet in a circle, and which."""
    return f"{listing(people.call(each) for each in pair)} meet in {circle(people, topic, hosts)}."


def hosting(people: People, topic: str, learners: Iterable[str]) -> str:
    """What a host is told about their circle."""
    return f"Hosts a circle about {topic} for {listing(people.call(each) for each in learners)}."


def or_a_circle(remedy: str, topic: str) -> str:
    """The remedy, and one more circle where that would do too."""
    return f"{remedy} So would one more host of a circle about {topic}." if topic else remedy


def circles_made(served: int, reachable: int, most: int) -> tuple[str, ...]:
    """How far circles reach, and how far any could; nothing where nobody left has a host."""
    if not reachable:
        return ()
    left = count(
        reachable, "person whom no pair or ring serves has", "people whom no pair or ring serves have"
    )
    return (f"{left} a host: circles serve {served} of them, no choice of circles serves more than {most}.",)


def explained(
    people: People,
    account: Account,
    rules: tuple[Rule, ...],
    matched: bool,
    instead: tuple[tuple[str, ...], ...],
) -> tuple[str, ...]:
    """All that is to say about two people."""
    names = [people.call(person) for person in account.people]
    lines = [taught(people, way) for way in account.directions]
    lines += filter(None, [apart(people, account.people)])
    if matched:
        return (*lines, f"{names[0]} and {names[1]} are together in this plan.")
    if rules:
        return (
            *lines,
            f"{names[0]} and {names[1]} cannot be together: {listing(RULES[rule] for rule in rules)}.",
        )
    where = [
        f"{name} is with {listing(people.call(other) for other in others)}"
        for name, others in zip(names, instead, strict=True)
    ]
    return (*lines, f"They fit, but the whole plan is better without this pair: {' and '.join(where)}.")


def left_out(people: People, person: str, reason: Reason, facts: Facts) -> tuple[str, str]:
    """The reason and the remedy for somebody in no partnership."""
    if reason is Reason.RULES:
        worst = max(facts.stopped, key=lambda each: each[1])[0]
        return _sentence(people, person, reason, facts), RULE_REMEDIES[worst]
    if people.given and reason in WITHOUT_TOPICS:
        sentence, remedy = WITHOUT_TOPICS[reason]
        return sentence.format(who=people.call(person)), remedy
    return _sentence(people, person, reason, facts), REMEDIES[reason]


def _sentence(people: People, person: str, reason: Reason, facts: Facts) -> str:
    who = people.call(person)
    match reason:
        case Reason.NOT_TAKING_PART:
            return f"{who} takes no part (capacity 0)."
        case Reason.ALONE:
            return f"Nobody else takes part, so there is nobody for {who}."
        case Reason.NOTHING_TOLD:
            return f"{who} has told neither what they can show nor what they would like to learn."
        case Reason.NO_SEEKS:
            return f"{who} has not told what they would like to learn."
        case Reason.NO_OFFERS:
            return f"{who} has not told what they can show."
        case Reason.NOBODY_OFFERS:
            return f"Nobody offers {_all_of(facts.offered)} {who} would like to learn."
        case Reason.NOBODY_FURTHER:
            return f"{_people_who(facts.offered, 'offer')}; nobody here is further along than {who} yet."
        case Reason.TOO_LITTLE_TO_LEARN:
            offering = _people_who(facts.offered, "offer")
            return f"{offering}, but {who} would learn less than the minimum benefit from each."
        case Reason.NOBODY_SEEKS:
            return f"Nobody is looking for {_all_of(facts.wanted)} {who} can show."
        case Reason.NOBODY_BEHIND:
            return f"{_people_who(facts.wanted, 'would like')}; all of them are as far along as {who}."
        case Reason.TOO_LITTLE_TO_TEACH:
            wanting = _people_who(facts.wanted, "would like")
            return f"{wanting}, but each would learn less than the minimum benefit from {who}."
        case Reason.NO_WAY_BACK:
            return _no_way_back(who, facts)
        case Reason.RULES:
            return f"{count(facts.fitting, 'person fits', 'people fit')} {who}, but {_stopped(facts)}."
        case Reason.EVERYONE_TAKEN:
            best = listing(people.call(each) for each in facts.best)
            fits = count(facts.free_to, "person fits", "people fit")
            more = ", ..." if facts.free_to > len(facts.best) else ""
            return f"{fits} {who}, but all of them are with others in the best whole plan: {best}{more}."


def _no_way_back(who: str, facts: Facts) -> str:
    teach = count(facts.could_teach, "person could", "people could")
    learn = count(facts.could_learn, "could", "could")
    return f"{teach} teach {who} something and {learn} learn from {who}, but nobody both."


def _all_of(counted: tuple[tuple[str, int], ...]) -> str:
    names = [name for name, _ in counted]
    return (
        f"{names[0]}, which" if len(names) == 1 else f"any of the {len(names)} topics ({listing(names)}) that"
    )


def _people_who(counted: tuple[tuple[str, int], ...], does: str) -> str:
    """`2 people offer Python and 1 person offers Excel`."""
    parts = [
        f"{count(n, 'person', 'people')} {does}{'s' if n == 1 and does == 'offer' else ''} {name}"
        for name, n in counted
        if n
    ]
    return listing(parts)


def _stopped(facts: Facts) -> str:
    return listing(f"for {number} of them {RULES[rule]}" for rule, number in facts.stopped)


def no_such_person(person: str, known: Iterable[str]) -> str:
    """What to say about an id that is not here."""
    close = get_close_matches(person, list(known), n=1)
    return f"nobody here has the id '{person}'" + (f"; did you mean '{close[0]}'?" if close else "")
