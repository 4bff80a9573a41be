"""What waits for somebody beyond the two of them: an offer of help, words to agree to."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from counterpart.asks.queries import with_offers
from counterpart.people.models import Person
from counterpart.stories.queries import to_agree
from counterpart.web.thing import Thing


def to_answer(person: Person, at: datetime) -> Iterator[Thing]:
    """Asked of the database at once, as home is asked for often."""
    offers = with_offers(person, at=at).order_by().annotate(what=Value("ask", CharField()))
    words = to_agree(person).order_by().annotate(what=Value("story", CharField()))
    for what, key in offers.values_list("what", "pk").union(words.values_list("what", "pk")):
        if what == "ask":
            yield Thing(
                title=_("Somebody would help you."),
                lead=_("Read what they write, and say yes to one."),
                label=_("Read it"),
                url=reverse("ask", args=[key]),
            )
        else:
            yield Thing(
                title=_("Somebody would tell something together with you."),
                lead=_("Nobody reads it before you agree to the words."),
                label=_("Read it"),
                url=reverse("story", args=[key]),
            )
