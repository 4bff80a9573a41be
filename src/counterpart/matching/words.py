"""What is said about a match, for organisers and for members. Nothing here knows a private topic."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.matching.models import Direction, Proposal, Run, StillLooking, Term
from counterpart.matching.reasons import Reason
from counterpart.partnerships.models import Kind
from counterpart.people.models import Person
from counterpart.skills.models import Skill

A_LOT, GOOD = 0.6, 0.3
TO_ANSWER = timedelta(days=7)
ROUNDING = 1e-9  # value and bound are sums of floating-point numbers


def listed(parts: Sequence[str]) -> str:
    """'AI tools', 'AI tools and budgets', 'AI tools, budgets and podcasts'."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def how_much(benefit: float) -> str:
    if benefit >= A_LOT:
        return _("a lot")
    return _("good") if benefit >= GOOD else _("some")


def topics(terms: Iterable[Term], opened: Mapping[UUID, str] | None = None) -> list[str]:
    """Terms as an organiser reads them, each thing that is shown once.

    `opened` holds the names of private topics for the two it is about.
    """
    wishes: dict[str, list[str]] = {}
    for term in terms:
        offered, wish = _offered_and_wish(term, opened or {})
        if wish not in wishes.setdefault(offered, []):
            wishes[offered].append(wish)
    return [_near(offered, asked) for offered, asked in wishes.items()]


def _offered_and_wish(term: Term, opened: Mapping[UUID, str]) -> tuple[str, str]:
    if term.seek and term.seek.pk in opened:
        return (opened[term.seek.pk],) * 2
    if term.skill is None or term.seek is None or term.seek.skill is None:
        return (_("a private topic"),) * 2  # it may have become one since
    return term.skill.name, term.seek.skill.now.name


def _near(offered: str, wishes: Sequence[str]) -> str:
    others = [wish for wish in wishes if wish != offered]
    if not others:
        return offered
    said = {"offered": offered, "wish": listed(others)}
    if len(others) < len(wishes):
        return _("%(offered)s (also close to %(wish)s)") % said
    return _("%(offered)s (close to %(wish)s)") % said


def shows(direction: Direction) -> str:
    """'Amina shows Bengt: AI tools'."""
    return shows_topics(direction.teacher, direction.learner, topics(direction.terms.all()))


def in_the_open(direction: Direction) -> list[Term]:
    return [term for term in direction.terms.all() if term.skill and term.seek and term.seek.skill]


def shows_in_the_open(direction: Direction) -> str:
    """The same without a word about private topics, nor whether there are any."""
    told = in_the_open(direction)
    if told:
        return shows_topics(direction.teacher, direction.learner, topics(told))
    return _("What %(teacher)s could show %(learner)s is for the two of them to say") % {
        "teacher": direction.teacher.first_name,
        "learner": direction.learner.first_name,
    }


def shows_topics(teacher: Person, learner: Person, things: Sequence[str]) -> str:
    names = {"teacher": teacher.first_name, "learner": learner.first_name}
    said = listed(things)
    if not said:
        return _("%(teacher)s shows %(learner)s nothing they asked for") % names
    return _("%(teacher)s shows %(learner)s: %(topics)s") % {**names, "topics": said}


@dataclass(frozen=True)
class LeftOut:
    """Why somebody is still looking and what would help, in an organiser's words."""

    why: str
    helps: str


def left_out(looking: StillLooking, skills: Mapping[int, Skill]) -> LeftOut:
    """`skills` by id, for the topics that the facts name."""
    facts = looking.facts
    skill = skills.get(facts.get("skill", 0))
    said = {"topic": skill.name if skill else _("what they would like"), "n": facts.get("count", 0)}
    why, helps = _left_out(Reason(looking.reason), said)
    return LeftOut(why % said, helps % said)


def _left_out(reason: Reason, said: Mapping[str, object]) -> tuple[str, str]:
    n = int(str(said["n"]))
    if reason == Reason.NOBODY_FURTHER and n:
        why = ngettext(
            "%(n)s person offers %(topic)s; nobody further along is free.",
            "%(n)s people offer %(topic)s; nobody further along is free.",
            n,
        )
        return why, _("Somebody who knows %(topic)s well would help.")
    return {
        Reason.ALONE: lambda: (
            _("Nobody else takes part yet."),
            _("Invite more people, then match again."),
        ),
        Reason.NOTHING_TOLD: lambda: (
            _("Brings no wish and nothing to show into this programme."),
            _("One wish and one thing to show are enough to be found."),
        ),
        Reason.NO_WISH: lambda: (
            _("Has told what to show, and no wish yet."),
            _("One wish is enough to be found."),
        ),
        Reason.NO_OFFER: lambda: (
            _("Has told a wish, and nothing to show yet."),
            _("One thing to show is enough to be found; experience counts."),
        ),
        Reason.NOBODY_OFFERS: lambda: (
            _("Nobody offers what they would like yet."),
            _("Somebody who can show %(topic)s would help; so would a further wish."),
        ),
        Reason.NOBODY_FURTHER: lambda: (
            _("Some people offer %(topic)s; nobody further along is free."),
            _("Somebody who knows %(topic)s well would help."),
        ),
        Reason.NOBODY_WANTS: lambda: (
            _("Nobody asked for what they can show yet."),
            _("One more thing to show would help; experience and mistakes count."),
        ),
        Reason.NOBODY_BEHIND: lambda: (
            _("Those who ask for what they can show know nearly as much already."),
            _("One more thing to show would help; experience and mistakes count."),
        ),
        Reason.ONE_WAY_ONLY: lambda: (
            _("Somebody would fit in one direction, nobody in both."),
            _("Accept one direction where two are not to be had, or ask them for a further wish."),
        ),
        Reason.TOO_LITTLE: lambda: (
            _("Nobody here could show them enough of what they would like."),
            _("Somebody who knows %(topic)s well would help."),
        ),
        Reason.DIRECTION: lambda: (
            _("Nobody who fits stands at another point of working life."),
            _("It helps when everybody tells where they stand."),
        ),
        Reason.NO_LANGUAGE: lambda: (
            _("Shares no language with anybody who fits."),
            _("Ask whether they speak a further language."),
        ),
        Reason.NO_HOURS: lambda: (
            _("Has too few hours in common with anybody who fits."),
            _("Ask whether other hours are possible."),
        ),
        Reason.NOT_DIFFERENT: lambda: (
            _("Nobody who fits differs in what this programme asks for."),
            _("Loosen that rule, or invite people from elsewhere."),
        ),
        Reason.PRIVATE_RULE: lambda: (
            _("Somebody would fit; a private rule prevents it."),
            _("More people would help."),
        ),
        Reason.FORBIDDEN: lambda: (
            _("The only ones who fit are those you keep apart."),
            _("Undo that, or invite more people."),
        ),
        Reason.TAKEN: lambda: (
            _("Everybody who fits is with somebody else."),
            _("They come first next time. Somebody with room for two would help now."),
        ),
    }[reason]()


def one_thing(looking: StillLooking) -> str:
    """The one thing that helps, said to the person: never who, never that somebody keeps away from them."""
    return {
        Reason.NO_WISH: lambda: _("One wish is enough to be found: tell what you would like."),
        Reason.NO_OFFER: lambda: _("One thing to show is enough to be found: what have you lived through?"),
        Reason.NOTHING_TOLD: lambda: _("One wish and one thing to show are enough to be found."),
        Reason.NOBODY_OFFERS: lambda: _(
            "Nobody here offers what you would like yet: a further wish would help."
        ),
        Reason.NOBODY_BEHIND: lambda: _("Tell one more thing you can show: experience and mistakes count."),
        Reason.NOBODY_WANTS: lambda: _("Tell one more thing you can show: experience and mistakes count."),
        Reason.ONE_WAY_ONLY: lambda: _("A further wish or one more thing you can show would help."),
        Reason.DIRECTION: lambda: _("It helps to tell where you stand in working life."),
        Reason.NO_LANGUAGE: lambda: _("It helps to tell every language you can talk in."),
        Reason.NO_HOURS: lambda: _("It helps to tell more hours at which you could meet."),
    }.get(Reason(looking.reason), something_more)()


def together_could(kind: str, others: str) -> str:
    """What the people of a proposal could have of each other."""
    if kind == Kind.RING:
        said = _("We think that you fit in a ring with %(others)s: each shows the next one something.")
    elif kind == Kind.CIRCLE:
        said = _("We think that you fit in a circle with %(others)s: a few people around one topic.")
    else:
        said = _("We think that you and %(others)s have something to show each other.")
    return said % {"others": others}


def until_when(kind: str, day: str) -> str:
    if kind == Kind.RING:
        said = _("Please answer until %(day)s. Nothing happens unless all of you say yes.")
    elif kind == Kind.CIRCLE:
        said = _("Please answer until %(day)s. It begins where the host and enough others say yes.")
    else:
        said = _("Please answer until %(day)s. Nothing happens unless both of you say yes.")
    return said % {"day": day}


def see_why(kind: str) -> str:
    return _("See why you two") if kind == Kind.PAIR else _("See why you")


def next_look(run: Run) -> str:
    """What happens next, and when."""
    if run.published_at is None:
        return _("You hear from us as soon as the match is published.")
    day = date_format(localtime(run.published_at + TO_ANSWER), "l j F")
    return _("By %(day)s everybody has answered; then the organisers can match again.") % {"day": day}


def left_out_once() -> str:
    return _("There was nobody for you this time. You come first next time.")


def came_apart(first_next_time: bool) -> str:
    if first_next_time:
        return _("This one did not come together, we are looking again. You come first next time.")
    return _("This one did not come together, we are looking again.")


def something_more() -> str:
    return _("One more wish, or one more thing you can show, makes it likelier.")


def room_for(places: int) -> str:
    """How many more somebody has room for, less whoever waits for their answer."""
    if places == 1:
        return _("Has room for one more")
    return ngettext("Has room for %(n)s more", "Has room for %(n)s more", places) % {"n": places}


def differs(attributes: Sequence[str]) -> str:
    names = {
        "stage": _("stage"),
        "function": _("what they do"),
        "place": _("place"),
        "background": _("the field they come from"),
    }
    return listed([names[each] for each in attributes])


def stands(proposal: Proposal) -> str:
    if proposal.lapses_at is None:
        return ""
    if proposal.settled_at is None:
        return _("asked, waiting for answers")
    if proposal.outcome == Proposal.Outcome.TOGETHER:
        return _("together")
    return _("did not come together")


def against(reason: Reason) -> str:
    """What stands between two people; one sentence for everything private."""
    return {
        Reason.PRIVATE_RULE: lambda: _("A private rule prevents it."),
        Reason.FORBIDDEN: lambda: _("You said: not these two."),
        Reason.NO_LANGUAGE: lambda: _("They share no language."),
        Reason.NO_HOURS: lambda: _("They have too few hours in common."),
        Reason.NOT_DIFFERENT: lambda: _("They do not differ in what this programme asks for."),
        Reason.DIRECTION: lambda: _("Nobody further along would learn from somebody earlier."),
        Reason.TOO_LITTLE: lambda: _("One of the two would gain too little."),
    }[reason]()


@dataclass(frozen=True)
class Before:
    """A match before a change."""

    served: int
    value: float


def price(before: Before, run: Run) -> str:
    """What a change costs, or brings."""
    more = run.served - before.served
    if more:
        sentence = (
            ngettext("%(n)s more person has a counterpart.", "%(n)s more people have a counterpart.", more)
            if more > 0
            else ngettext(
                "%(n)s person fewer has a counterpart.", "%(n)s people fewer have a counterpart.", -more
            )
        )
        return sentence % {"n": abs(more)}
    change = (run.value - before.value) / before.value if before.value else 0.0
    if abs(change) < 0.0005:
        return _("As many have a counterpart as before, and the match is worth the same.")
    much = f"{abs(change) * 100:.1f}"
    if change < 0:
        return _("As many have a counterpart as before; the match is worth %(much)s %% less.") % {
            "much": much
        }
    return _("As many have a counterpart as before; the match is worth %(much)s %% more.") % {"much": much}


def share_of_best(run: Run) -> str:
    """How much of what any match could reach, in per cent, rounded down: '99.9'."""
    share = run.value / run.bound if run.bound > 0 else 1.0
    return f"{math.floor((share + ROUNDING) * 1000) / 10:.1f}"
