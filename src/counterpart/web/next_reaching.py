"""Home, about asking somebody oneself: what to answer, what to wait for, and that one can begin."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counterpart.matching import rules
from counterpart.matching.models import Approach
from counterpart.people.models import Person
from counterpart.programmes.models import Membership
from counterpart.web.thing import Thing


def to_answer(person: Person, approaches: Iterable[Approach]) -> Iterator[Thing]:
    for each in approaches:
        names = {"name": each.asker.first_name, "day": _day(each)}
        if each.asked_id == person.pk:
            yield Thing(
                over=each.programme.name,
                title=_("%(name)s would like to meet you.") % names,
                lead=_("Read why, and say yes, not now, or ask for more, until %(day)s.") % names,
                label=_("Read what %(name)s wrote") % names,
                url=reverse("approach", args=[each.pk]),
                other=each.asker,
            )
        elif _waits_for_me(each):
            yield Thing(
                over=each.programme.name,
                title=_("%(name)s would like to know more.") % {"name": each.asked.first_name},
                lead=_("One question, one answer. After that it is up to them, until %(day)s.") % names,
                label=_("Read and answer"),
                url=reverse("approach", args=[each.pk]),
                other=each.asked,
            )


def to_wait_for(person: Person, approaches: Iterable[Approach]) -> Iterator[Thing]:
    for each in approaches:
        if each.asker_id == person.pk and not _waits_for_me(each):
            names = {"name": each.asked.first_name, "day": _day(each)}
            yield Thing(
                over=each.programme.name,
                title=_("You asked %(name)s.") % names,
                lead=_("By %(day)s at the latest a letter tells you how it goes on.") % names,
                label=_("Look again"),
                url=reverse("approach", args=[each.pk]),
                other=each.asked,
            )


def to_begin(memberships: Iterable[Membership], busy: set[UUID]) -> Iterator[Thing]:
    """From the first day on, where nobody has been found and nobody is asked yet."""
    for each in memberships:
        if rules.can_ask(each.programme) and each.programme_id not in busy:
            yield Thing(
                over=each.programme.name,
                title=_("You can ask somebody yourself."),
                lead=_("See up to three people who fit, and ask one. You have an answer within seven days."),
                label=_("See who could fit"),
                url=reverse("reach", args=[each.programme_id]),
            )


def _waits_for_me(approach: Approach) -> bool:
    """`queries.approaches_of` says so about each: asked back, and not told yet."""
    return bool(getattr(approach, "asked_back", False) and not getattr(approach, "told_more", False))


def _day(approach: Approach) -> str:
    return date_format(localtime(approach.lapses_at), "l j F")
