"""What waits for somebody beyond the two of them: an offer of help, words to agree to."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from counterpart.asks.queries import with_offers
from counterpart.introductions.outside import to_answer as outside
from counterpart.introductions.queries import to_answer as introductions
from counterpart.people.models import Person
from counterpart.stories.queries import to_agree
from counterpart.web.thing import Thing


def to_answer(person: Person, at: datetime) -> Iterator[Thing]:
    """Asked of the database at once, as home is asked for often."""
    offers = with_offers(person, at=at).order_by().annotate(what=Value("ask", CharField()))
    words = to_agree(person).order_by().annotate(what=Value("story", CharField()))
    introduced = introductions(person, at=at).order_by().annotate(what=Value("introduction", CharField()))
    elsewhere = outside(person, at=at).annotate(what=Value("outside", CharField()))
    rows = (each.values_list("what", "pk") for each in (offers, words, introduced, elsewhere))
    first, *more = rows
    for what, key in first.union(*more):
        if what == "ask":
            yield Thing(
                title=_("Somebody would help you."),
                lead=_("Read what they write, and say yes to one."),
                label=_("Read it"),
                url=reverse("ask", args=[key]),
            )
        elif what in ("introduction", "outside"):
            further = _("Somebody would introduce you to somebody outside.")
            yield Thing(
                title=further if what == "outside" else _("Somebody would introduce you."),
                lead=_("Two lines, and a yes or a no. Nobody learns of a no."),
                label=_("Read it"),
                url=reverse(what, args=[key]),
            )
        else:
            yield Thing(
                title=_("Somebody would tell something together with you."),
                lead=_("Nobody reads it before you agree to the words."),
                label=_("Read it"),
                url=reverse("story", args=[key]),
            )
