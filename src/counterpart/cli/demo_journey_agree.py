"""Agreements in the demo: most pairs have one, some are being made, and one is about to change."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from counterpart.partnerships.actions import agreeing
from counterpart.partnerships.models import Partnership, Rhythm, Where
from counterpart.partnerships.promised import Promised
from counterpart.partnerships.queries import agreeing as agreements
from counterpart.partnerships.queries.beginning import writers
from counterpart.partnerships.sides import BOTH
from counterpart.people.models import Person
from counterpart.programmes.models import Programme

RHYTHMS = (Rhythm.SERIES, Rhythm.SERIES, Rhythm.SPRINT, Rhythm.OPEN)
PLACES = (Where.VIDEO, Where.EITHER, Where.IN_PERSON)
OWN_WORDS = "Your conversations count as working time, an hour a month and more if you both need it."


def agree(programme: Programme, first: Person, at: datetime) -> None:
    """Those of `first` have signed; of every four others two have, one waits, one has nothing yet."""
    found = Partnership.objects.filter(programme=programme).prefetch_related("seats__person")
    pairs = sorted(found, key=lambda each: (first not in writers(each), each.began_at, each.pk))
    for n, partnership in enumerate(pairs):
        if n % 4 != 3:
            _begin(partnership, n, at)
        if n == 4:
            _propose_changes(partnership, at - timedelta(hours=5))


def _begin(partnership: Partnership, n: int, at: datetime) -> None:
    *rest, drafts = writers(partnership)
    for person in (drafts, *rest):
        for side in BOTH:
            agreeing.read_induction(partnership, side, by=person, at=at - timedelta(hours=40))
    terms = _terms(partnership, RHYTHMS[n % len(RHYTHMS)], 60, PLACES[n % len(PLACES)])
    key = uuid5(NAMESPACE_URL, f"{partnership.pk}/agreement/1")
    agreement = agreeing.propose(
        partnership, terms, after=0, key=key, by=drafts, at=at - timedelta(hours=30 - n)
    )
    _start(partnership, drafts, n, at)
    if n % 4 != 2:
        for person in rest:
            agreeing.sign(agreement, by=person, at=at - timedelta(hours=20 - n))
            _start(partnership, person, n + 3, at)


def _terms(partnership: Partnership, rhythm: str, minutes: int, where: str) -> agreeing.Terms:
    _, words = agreements.proposed(partnership)
    return agreeing.Terms(rhythm, minutes, where, words)


def _propose_changes(partnership: Partnership, at: datetime) -> None:
    now, words = agreements.latest(partnership, writers(partnership)[0]) or agreements.proposed(partnership)
    stopping = f"{words.stopping} We look at it again at the third meeting."
    changed = Promised(words.aims, words.between_us, stopping, words.own_words)
    terms = agreeing.Terms(now.rhythm, 45, now.where, changed)
    key = uuid5(NAMESPACE_URL, f"{partnership.pk}/agreement/2")
    agreeing.propose(partnership, terms, after=now.number, key=key, by=writers(partnership)[0], at=at)


def _start(partnership: Partnership, person: Person, n: int, at: datetime) -> None:
    wishes = agreements.wishes_served(partnership, person)
    sure = {wish.seek: 15 + (n * 17 + 11 * m) % 45 for m, wish in enumerate(wishes)}
    agreeing.start(partnership, sure, 40 + n * 13 % 40, by=person, at=at - timedelta(hours=19))
