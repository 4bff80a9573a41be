"""The one next thing in beginning together: sign, read, or write what two agree on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counterpart.partnerships import queries
from counterpart.partnerships.models import Partnership
from counterpart.partnerships.queries import Beginning
from counterpart.people.models import Person
from counterpart.web.thing import Thing


@dataclass(frozen=True)
class Begun:
    """A partnership as its beginning stands for one of its people."""

    partnership: Partnership
    person: Person
    beginning: Beginning
    at: datetime

    def around(self, thread: Thing) -> list[Thing]:
        """What waits for me comes before an answer that will come by itself."""
        thread = self._first_line(thread)
        wanted = self._sign() or self._must_read() or self._write() or self._may_read()
        if wanted is None:
            return [thread]
        mine = getattr(self.partnership, "last_author", None) == self.person.pk
        return [wanted, thread] if mine or self._sign() else [thread, wanted]

    def _first_line(self, thread: Thing) -> Thing:
        if getattr(self.partnership, "last_author", None) is not None or self.at > self.beginning.first_by:
            return thread
        return replace(thread, lead=first_line(self.beginning, self.person))

    def _sign(self) -> Thing | None:
        latest = self.beginning.latest
        if latest is None or self.person not in self.beginning.waits_for:
            return None
        if latest.number == 1:
            title = _("%(name)s has written an agreement.")
        else:
            title = _("%(name)s proposes changes to your agreement.")
        return self._thing(
            title % {"name": latest.by.first_name if latest.by else _("Somebody")},
            _("Read it, and sign it or propose something else. About five minutes."),
            _("Read and sign"),
            reverse("agreement", args=[self.partnership.pk]),
        )

    def _must_read(self) -> Thing | None:
        return self._read() if self.beginning.read_before_meeting else None

    def _may_read(self) -> Thing | None:
        return self._read() if self.beginning.to_read and not self.beginning.is_agreed else None

    def _read(self) -> Thing:
        lead = _("What others feared at this point, and what helped. Under ten minutes.")
        if self.beginning.must_read:
            lead = _("Everybody in this programme reads it before they first meet. Under ten minutes.")
        side = self.beginning.to_read[0]
        return self._thing(
            _("Before you begin: what it is like to show somebody something.")
            if side == "teaching"
            else _("Before you begin: what it is like to be shown something."),
            lead,
            _("Read it"),
            reverse("induction", args=[self.partnership.pk, side]),
        )

    def _write(self) -> Thing | None:
        """Whoever drafts it is asked; once the day is over, whoever comes first."""
        begins = self.beginning
        if begins.latest is not None or (self.person != begins.drafts and self.at <= begins.draft_by):
            return None
        lead = _("It is filled in already: change what does not fit. About five minutes.")
        if self.at <= begins.draft_by:
            lead = _("You draft it, by %(day)s. It is filled in already: change what does not fit.") % {
                "day": day(begins.draft_by)
            }
        url = reverse("agreement-write", args=[self.partnership.pk])
        return self._thing(_("Agree on how you do it."), lead, _("Write the agreement"), url)

    def _thing(self, title: str, lead: str, label: str, url: str) -> Thing:
        over = self.partnership.programme.name
        return Thing(title, lead, label, url, over=over, other=the_other(self.partnership, self.person))


def the_other(partnership: Partnership, person: Person) -> Person | None:
    """Of a pair, whom a picture shows beside this person."""
    if not partnership.is_pair:
        return None
    return next((seat.person for seat in partnership.seats.all() if seat.person_id != person.pk), None)


def beginnings(person: Person, partnerships: Sequence[Partnership], at: datetime) -> dict[UUID, Begun]:
    found = queries.beginnings(partnerships, person) if partnerships else {}
    return {each.pk: Begun(each, person, found[each.pk], at) for each in partnerships}


def first_line(beginning: Beginning, reader: Person) -> str:
    """Who says hello, and by when. The other may as well."""
    said = {"name": beginning.first.first_name, "day": day(beginning.first_by)}
    if beginning.first == reader:
        return _("You write first, by %(day)s. A hello and one question are plenty.") % said
    return (
        _("%(name)s writes first, by %(day)s. You may as well: a hello and one question are plenty.") % said
    )


def day(at: datetime) -> str:
    return date_format(localtime(at), "l j F")
