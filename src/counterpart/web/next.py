"""The one next thing of a member, as a sentence about now, and whatever else waits behind it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery, UUIDField
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counterpart.matching import circles
from counterpart.matching.models import Proposal
from counterpart.matching.queries import Standing, approaches_of, standing
from counterpart.matching.words import listed, see_why
from counterpart.partnerships.models import Kind, Message, Partnership
from counterpart.partnerships.queries import courage
from counterpart.partnerships.queries.ending import Earlier
from counterpart.partnerships.queries.parting import RESTS_SINCE
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme
from counterpart.web import (
    meeting,
    next_after,
    next_around,
    next_momentum,
    next_reaching,
    organising,
    together,
)
from counterpart.web.thing import Thing
from counterpart.web.together import Begun

Standings = list[tuple[Membership, Standing]]


def things(person: Person, at: datetime, earlier: Sequence[Earlier], told: tuple[bool, bool]) -> list[Thing]:
    """What waits for somebody to do comes before what they wait for.

    `told`: whether they show something, and whether they would like something.
    """
    memberships = list(
        Membership.objects.filter(person=person, left_at=None, person__is_active=True)
        .exclude(programme__state=Programme.State.CLOSED)
        .select_related("programme")
        .order_by("added_at", "pk")
    )
    partnerships = _partnerships(person)
    awake = [each for each in partnerships if getattr(each, "rests_since", None) is None]
    begun = together.beginnings(person, awake, at)
    words = next_momentum.words(person, awake, at)
    standings = [(each, standing(each, at=at)) for each in memberships if each.is_current and each.joined_at]
    approaches, found = approaches_of(person, at=at), _matched_in(partnerships)
    joined = [each for each, stands in standings if stands.kind not in ("asked", "answered")]
    return [
        *next_after.confided(person),
        *_to_answer(person, standings),
        *next_reaching.to_answer(person, approaches),
        *next_around.to_answer(person, at),
        *_to_join(memberships),
        *_to_tell(told, memberships),
        *(
            thing
            for each in awake
            for thing in next_momentum.instead(
                words.get(each.pk), list(_of_partnership(person, each, begun[each.pk], at))
            )
        ),
        *_to_organise(person, at),
        *_to_look_back_at_once_a_month(person, at),
        *next_after.resting(person, partnerships),
        *next_reaching.to_begin(joined, found | {each.programme_id for each in approaches}),
        *next_reaching.to_wait_for(person, approaches),
        *_to_wait_for(person, standings, found, at, earlier),
        *_circles(person, memberships, teaches=bool(partnerships)),
        *_to_be_let_in(memberships),
        *next_after.books(person),
        *next_after.listens(person),
    ]


def _to_answer(person: Person, standings: Standings) -> Iterator[Thing]:
    for each, stands in standings:
        if stands.kind == "asked" and stands.proposal:
            yield _asked(each, stands.proposal, _others(stands.proposal, person))


def _asked(membership: Membership, proposal: Proposal, others: list[Person]) -> Thing:
    title = _("There is somebody for you: %(name)s.")
    lead = _("Read why you two, and say yes or not this time, until %(day)s.")
    if proposal.kind == Kind.RING:
        title = _("There is a ring for you, with %(name)s.")
    elif proposal.kind == Kind.CIRCLE:
        title = _("There is a circle for you, with %(name)s.")
    if not proposal.is_pair:
        lead = _("Read who would show whom what, and say yes or not this time, until %(day)s.")
    return Thing(
        over=membership.programme.name,
        title=title % {"name": _names(others)},
        lead=lead % {"day": _day(proposal)},
        label=see_why(proposal.kind),
        url=reverse("proposal", args=[proposal.pk]),
        other=others[0] if proposal.is_pair else None,
    )


def _others(proposal: Proposal, person: Person) -> list[Person]:
    people = Person.objects.filter(places__proposal=proposal).exclude(pk=person.pk)
    return list(people.order_by("places__pk"))


def _names(people: list[Person]) -> str:
    return listed([each.first_name for each in people])


def _day(proposal: Proposal) -> str:
    return date_format(localtime(proposal.lapses_at), "l j F") if proposal.lapses_at else ""


def _to_join(memberships: list[Membership]) -> Iterator[Thing]:
    for each in memberships:
        if each.is_current and each.joined_at is None:
            yield Thing(
                over=_("You are invited"),
                title=each.programme.name,
                lead=_(
                    "Two people meet. Each shows the other something, and each learns. Would you like that?"
                ),
                label=_("See what it is"),
                url=reverse("membership-join", args=[each.pk]),
            )


def _to_tell(told: tuple[bool, bool], memberships: list[Membership]) -> Iterator[Thing]:
    if not any(each.is_current and each.joined_at for each in memberships):
        return
    shows, wishes = told
    if not shows and not wishes:
        yield Thing(
            title=_("Say what you can show and what you'd like."),
            lead=_(
                "Three short screens, about three minutes. One thing is enough for us to look for somebody."
            ),
            label=_("Begin"),
            url=reverse("joining-offers"),
        )
    elif not shows or not wishes:
        yield Thing(
            title=_("What would you like?") if shows else _("What can you show?"),
            lead=_("You have told what you can show. With a wish, too, we find somebody for both ways.")
            if shows
            else _("Your wishes are told. One thing you can show makes it easier to find somebody."),
            label=_("Add a wish") if shows else _("Add what I can show"),
            url=reverse("joining-seeks") if shows else reverse("joining-offers"),
        )


def _partnerships(person: Person) -> list[Partnership]:
    """Where somebody else is, too: a circle that they opened and nobody has come to yet asks nothing."""
    last = Message.objects.filter(partnership=OuterRef("pk")).order_by("-written_at", "-id")
    return list(
        Partnership.objects.current()
        .visible_to(person)
        .filter(opening__alone_since=None)
        .annotate(last_author=Subquery(last.values("author")[:1], output_field=UUIDField()))
        .annotate(rests_since=RESTS_SINCE)
        .select_related("programme", "opening", "skill__merged_into")
        .prefetch_related("seats__person")
        .order_by("-began_at", "pk")
    )


def _matched_in(partnerships: list[Partnership]) -> set[UUID]:
    """In which programmes they need not wait for a counterpart. A circle that somebody opened is none."""
    return {each.programme_id for each in partnerships if getattr(each, "opening", None) is None}


def _of_partnership(person: Person, found: Partnership, begun: Begun, at: datetime) -> Iterator[Thing]:
    written, met = begun.around(_partnership(person, found)), meeting.thing(person, found, at)
    yield from (met, *written) if met.urgent else (*written, met)


def _partnership(person: Person, found: Partnership) -> Thing:
    others = [seat.person for seat in found.seats.all() if seat.person_id != person.pk]
    author = getattr(found, "last_author", None)
    wrote = [each for each in others if each.pk == author]
    names = {"name": _names(wrote or others)}
    if author is None:
        title = (
            _("You and %(name)s both said yes.") if found.is_pair else _("You are together: you, %(name)s.")
        )
        if found.skill:
            title, names = _("Your circle begins: %(topic)s."), {"topic": found.skill.now.name}
        title, label = title % names, _("Write the first line")
        lead = _("One of you writes first. A hello and one question are plenty.")
    elif author == person.pk:
        title, label = _("You wrote to %(name)s.") % names, _("Look again")
        lead = _("An answer comes when it comes; a letter will tell you.")
    else:
        title, label = _("%(name)s wrote to you.") % names, _("Read and answer")
        lead = _("It waits where only the two of you read it.")
        if not found.is_pair:
            lead = _("It waits where only all of you read it.")
    url = reverse("partnership", args=[found.pk])
    return Thing(
        title=title,
        lead=lead,
        label=label,
        url=url,
        other=others[0] if found.is_pair else None,
        over=found.programme.name,
        together=True,
    )


def _to_look_back_at_once_a_month(person: Person, at: datetime) -> Iterator[Thing]:
    if courage.is_time_to_ask(person, at):
        yield Thing(
            title=_("How sure do you feel by now?"),
            lead=_("A number from 0 to 100 for each wish you have begun. Only you see it, and whom you let."),
            label=_("Say how sure"),
            url=reverse("courage-check-in"),
            later=reverse("courage-later"),
        )


def _to_organise(person: Person, at: datetime) -> Iterator[Thing]:
    for programme, step in organising.steps(person, at):
        yield Thing(
            over=programme.name,
            title=step.title,
            lead=step.lead,
            label=step.do.label if step.do else _("Open the programme"),
            url=step.do.url if step.do else reverse("programme", args=[programme.pk]),
        )


def _circles(person: Person, memberships: list[Membership], *, teaches: bool) -> Iterator[Thing]:
    """One that is there for them, or that they could open one; never more than there is."""
    near = circles.nearby(person)
    circle, wished = near.of_teachers if teaches else None, near.of_a_wish
    if circle:
        yield Thing(
            over=circle.programme.name,
            title=_("Others show something to people further along, too."),
            lead=_("They sit together now and then: what is hard about it, and what helped."),
            label=_("See the circle"),
            url=reverse("circles"),
        )
    if wished:
        yield Thing(
            over=wished.programme.name,
            title=_("A few people, one topic."),
            lead=_("There is a circle about something you would like: %(topic)s.")
            % {"topic": wished.skill.now.name if wished.skill else ""},
            label=_("See the circles"),
            url=reverse("circles"),
        )
    elif not circle and any(_runs_with_circles(each) for each in memberships):
        yield Thing(
            title=_("A few people, one topic."),
            lead=_("Look which circles there are, or open one about something you would like or can show."),
            label=_("See the circles"),
            url=reverse("circles"),
        )


def _runs_with_circles(membership: Membership) -> bool:
    """Where they could open one, as `rules.can_open` says; asked of what home has read already."""
    programme = membership.programme
    runs = programme.state == Programme.State.RUNNING and programme.has_circles
    return membership.is_current and membership.joined_at is not None and runs


def _to_be_let_in(memberships: list[Membership]) -> Iterator[Thing]:
    for each in memberships:
        if each.admitted_at is None:
            yield Thing(
                over=each.programme.name,
                title=_("You asked to take part."),
                lead=_(
                    "The organiser answers next, and a letter tells you. Meanwhile you can tell the rest."
                ),
                label=_("Say what I can show"),
                url=reverse("joining-offers"),
            )


def _to_wait_for(
    person: Person, standings: Standings, together: set[UUID], at: datetime, earlier: Sequence[Earlier]
) -> Iterator[Thing]:
    for each, stands in standings:
        if stands.kind == "answered" and stands.proposal:
            yield _answered(each, stands.proposal, _others(stands.proposal, person))
        elif stands.kind != "asked" and each.programme_id not in together:
            over = next(
                (last for last in earlier if last.partnership.programme_id == each.programme_id), None
            )
            if stands.kind == "waiting" and over:
                yield from next_after.over(each, over, when_we_look(each.programme, at), at)
            else:
                yield _waiting(each, at) if stands.kind == "waiting" else _looking_again(each, stands)


def _answered(membership: Membership, proposal: Proposal, others: list[Person]) -> Thing:
    return Thing(
        over=membership.programme.name,
        title=_("You have answered. Now it is up to %(name)s.") % {"name": _names(others)},
        lead=_("By %(day)s at the latest a letter tells you how it goes on.") % {"day": _day(proposal)},
        label=_("Read again why you two") if proposal.is_pair else _("Read again why you"),
        url=reverse("proposal", args=[proposal.pk]),
        other=others[0] if proposal.is_pair else None,
    )


def _looking_again(membership: Membership, stands: Standing) -> Thing:
    return Thing(
        over=membership.programme.name,
        title=stands.what,
        lead=stands.next,
        helps=stands.helps,
        label=_("Add something"),
        url=reverse("profile"),
    )


def _waiting(membership: Membership, at: datetime) -> Thing:
    return Thing(
        over=membership.programme.name,
        title=_("We are looking for your counterpart."),
        lead=when_we_look(membership.programme, at),
        helps=_("One more wish, or one more thing you can show, makes it likelier."),
        label=_("Add something"),
        url=reverse("profile"),
    )


def when_we_look(programme: Programme, at: datetime) -> str:
    if programme.state == Programme.State.RUNNING:
        return _("The first match is made; you come into the next one. A letter tells you.")
    if programme.state == Programme.State.MATCHING:
        return _("The answers are in, and your organiser looks at the match now. A letter tells you.")
    if programme.closes_on is None:
        return _("As soon as everybody has answered we look, and a letter tells you.")
    day = date_format(programme.closes_on, "j F")
    if programme.closes_on < localtime(at).date():
        return _("Answers were collected until %(day)s. We look next, and a letter tells you.") % {"day": day}
    return _("Answers are collected until %(day)s. Then we look, and a letter tells you.") % {"day": day}
