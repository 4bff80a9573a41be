"""A comment as a card: somebody read it and would talk about it with whom they meet."""

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from counterpart.partnerships.cards import Card, brought
from counterpart.partnerships.models import Meeting, Partnership, Seat
from counterpart.people.models import Person
from counterpart.programmes.models import Membership
from counterpart.stories.models import Comment, Story

BEGINS = "comment-"
SLUG = re.compile(BEGINS + "[0-9a-f]{32}")
LONGEST, MOST = 300, 3


def slug_of(said: Comment) -> str:
    return f"{BEGINS}{said.pk.hex}"


def cards_of(slugs: Collection[str], reader: Person) -> dict[str, Card]:
    """Of comments that still stand, to whoever may read them; as unnamed as they stand there."""
    keys = [UUID(slug.removeprefix(BEGINS)) for slug in slugs if SLUG.fullmatch(slug)]
    rows = Comment.objects.visible_to(reader).standing().with_name().filter(pk__in=keys)
    return {slug_of(said): _card(said) for said in rows.select_related("story", "author")}


def _card(said: Comment) -> Card:
    named = getattr(said, "named", False)
    who = said.author.first_name if named else _("somebody")
    words = said.body if len(said.body) <= LONGEST else f"{said.body[:LONGEST]}…"
    title = _("What %(name)s said") % {"name": who}
    why = _("Below the story “%(title)s”. What of it do we know, and what would we have done?")
    return brought.card(slug_of(said), title, words, why % {"title": said.story.title})


def meetings(story: Story, person: Person, *, at: datetime) -> list[Meeting]:
    """The next ones with people all of whom may read the story."""
    here = Membership.objects.joined().filter(programme=story.programme_id).values("person")
    others = Seat.objects.exclude(person__in=here).values("partnership")
    mine = Partnership.objects.current().visible_to(person).exclude(pk__in=others)
    rows = Meeting.objects.filter(partnership__in=mine).ahead(at).select_related("partnership")
    first: dict[UUID, Meeting] = {}
    for each in rows.prefetch_related("partnership__seats__person"):
        first.setdefault(each.partnership_id, each)
    return list(first.values())[:MOST]
