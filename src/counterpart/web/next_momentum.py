"""Home where meetings falter: the quiet word, also while its letter still waits."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from counterpart.partnerships import quiet
from counterpart.partnerships.models import Nudge, Partnership
from counterpart.partnerships.queries import momentum, whom
from counterpart.people.models import Person
from counterpart.web.thing import Thing


def words(person: Person, partnerships: Sequence[Partnership], at: datetime) -> dict[UUID, Thing]:
    found = momentum.quiet_words(person, partnerships, at)
    return {each.pk: _thing(person, each, found[each.pk]) for each in partnerships if each.pk in found}


def instead(word: Thing | None, rest: Sequence[Thing]) -> list[Thing]:
    """Before all that they may do together, and for what says the same."""
    if word is None:
        return list(rest)
    where = word.url.partition("?")[0]
    return [word, *(each for each in rest if each.url != where)]


def _thing(person: Person, partnership: Partnership, nudge: Nudge) -> Thing:
    title = quiet.title(nudge)
    return Thing(
        title=title[:1].upper() + title[1:],
        lead=f"{quiet.lead(nudge, whom(partnership, person))} {quiet.closing(nudge)}",
        label=quiet.label(nudge),
        url=quiet.path(nudge),
        over=partnership.programme.name,
        other=next((each.person for each in partnership.seats.all() if each.person_id != person.pk), None),
    )
