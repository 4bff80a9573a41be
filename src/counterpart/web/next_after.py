"""Home while a partnership rests or once it is over, and for the contact person: sentences about now."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.matching.words import listed
from counterpart.partnerships.models import Assistant, Partnership
from counterpart.partnerships.queries import parting
from counterpart.partnerships.queries.ending import Earlier
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme
from counterpart.web.thing import Thing
from counterpart.web.together import the_other

FRESH = timedelta(days=60)  # for so long home invites to look back


def confided(person: Person) -> Iterator[Thing]:
    """Somebody turned to the contact person."""
    count = parting.unseen(person)
    if count:
        said = ngettext(
            "Somebody turns to you in confidence.", "%(count)d letters in confidence wait for you.", count
        )
        yield Thing(
            title=said % {"count": count},
            lead=_("They wait for an answer from you, and nobody else knows of it."),
            label=_("Read it"),
            url=reverse("concerns"),
        )


def listens(person: Person) -> Iterator[Thing]:
    """The contact person finds the way to what was told, also once it is read."""
    programme = Programme.objects.filter(contact=person).order_by("-made_at", "pk").first()
    if programme:
        yield Thing(
            over=programme.name,
            title=_("You are whom people turn to here."),
            lead=_("When something is not right they write to you, and only you read it."),
            label=_("What people told me"),
            url=reverse("concerns"),
        )


def books(person: Person) -> Iterator[Thing]:
    """Whoever books for somebody finds the way to their times."""
    for each in Assistant.objects.for_helper(person).order_by("asked_at", "pk"):
        yield Thing(
            title=_("You book for %(name)s.") % {"name": each.person.name},
            lead=_("Find a time, move one, call one off: everybody else gets a letter."),
            label=_("See the times"),
            url=reverse("booking-for", args=[each.pk]),
        )


def resting(person: Person, partnerships: Sequence[Partnership]) -> Iterator[Thing]:
    for each in partnerships:
        since = getattr(each, "rests_since", None)
        if since is not None:
            others = [seat.person.first_name for seat in each.seats.all() if seat.person_id != person.pk]
            said = {"name": listed(others), "day": date_format(localtime(since), "j F")}
            yield Thing(
                over=each.programme.name,
                title=_("You and %(name)s are resting since %(day)s.") % said,
                lead=_("Nothing is asked of either of you.")
                if each.is_pair
                else _("Nothing is asked of any of you."),
                label=_("See how it stands"),
                url=reverse("partnership", args=[each.pk]),
                other=the_other(each, person),
            )


def over(membership: Membership, last: Earlier, when: str, at: datetime) -> Iterator[Thing]:
    """After an end: look back where it was a good one, and somebody new for whoever would like that."""
    done, names = last.partnership, {"name": listed([each.first_name for each in last.others])}
    if done.finished_at and done.finished_at > at - FRESH:
        yield Thing(
            over=membership.programme.name,
            title=_("You and %(name)s have come to a good end.") % names,
            lead=_("Look back at what became of it, and see what could come next."),
            label=_("Look back"),
            url=reverse("partnership-ending", args=[done.pk]),
            other=the_other(done, membership.person),
        )
    yield Thing(
        over=membership.programme.name,
        title=_("Shall we look again for somebody?"),
        lead=when if membership.person.capacity else _("Nobody is looked for until you say so."),
        helps=_("One more wish, or one more thing you can show, makes it likelier."),
        label=_("Look again for somebody"),
        url=reverse("membership-look-again", args=[membership.pk]),
    )
