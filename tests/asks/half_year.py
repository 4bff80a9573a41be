"""Half a year of asks: people ask, offer, say yes, take back, report and leave as they like."""

import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from counterpart.asks import actions, queries, reporting, waiting
from counterpart.asks.holding import Over
from counterpart.asks.models import Ask, AskReport, Help
from counterpart.letters.models import Letter
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes.models import Membership
from counterpart.skills.models import Skill
from tests.asks.conftest import topic
from tests.cast import Cast, join, person

DAY = timedelta(days=1)
TOPICS = ("Social media", "Public speaking", "Negotiation", "Spreadsheets")


class HalfYear:
    def __init__(self, cast: Cast, members: int, begins: datetime, seed: int = 5) -> None:
        self.cast, self.at, self.dice = cast, begins, random.Random(seed)
        self.topics: list[Skill] = [topic(each) for each in TOPICS]
        self.people = [person(f"Member{n} Crowd") for n in range(members)]
        for each in self.people:
            join(cast.programme, each, begins)
            for skill in self.dice.sample(self.topics, self.dice.randint(0, 3)):
                people.tell_offer(skill, by=each, at=begins)
        for one, other in zip(self.people[::3], self.people[1::3], strict=False):
            avoiding.avoid(other.email, by=one, at=begins)

    def live(self, weeks: int) -> None:
        for _ in range(7 * weeks):
            self.at += DAY
            waiting.look_after(at=self.at)
            for each in self._here(3):
                with suppress(actions.Enough, actions.TooFew, Over):
                    self._do_something(each)
        for _ in range(17):  # and nobody does anything more
            self.at += DAY
            waiting.look_after(at=self.at)

    def _here(self, most: int) -> list[Person]:
        here = Membership.objects.joined().filter(person__in=self.people).values_list("person", flat=True)
        found = [each for each in self.people if each.pk in {*here}]
        return self.dice.sample(found, most)

    def _do_something(self, who: Person) -> None:
        deed = self.dice.choices(
            (self._ask, self._offer, self._accept, self._withdraw, self._report, self._decide, self._leave),
            (30, 40, 10, 4, 6, 4, 0.2),
        )[0]
        deed(who)

    def _ask(self, who: Person) -> None:
        skill = self.dice.choice([None, *self.topics])
        shows = skill is not None and self.dice.random() < 0.3
        actions.ask(
            self.cast.programme,
            "Would you show me?",
            topic=skill,
            anonymous=self.dice.random() < 0.7,
            audience=Ask.Audience.SHOWS if shows else Ask.Audience.PROGRAMME,
            key=uuid4(),
            by=who,
            at=self.at,
        )

    def _offer(self, who: Person) -> None:
        if row := self._any(queries.to_read(who, at=self.at)[:6]):
            actions.offer_help(row, "I can", key=uuid4(), by=who, at=self.at)

    def _accept(self, who: Person) -> None:
        if row := self._any(queries.with_offers(who, at=self.at)):
            actions.accept(queries.for_asker(row)[0], by=who, at=self.at)

    def _withdraw(self, who: Person) -> None:
        if row := self._any(Ask.objects.open(self.at).filter(asker=who)):
            actions.withdraw(row, by=who, at=self.at)

    def _report(self, who: Person) -> None:
        if row := self._any(queries.to_read(who, at=self.at)):
            reporting.report(row, by=who, at=self.at)

    def _decide(self, _who: Person) -> None:
        if row := self._any(queries.reported(self.cast.cora)):
            reporting.decide(row, stands=self.dice.random() < 0.5, by=self.cast.cora, at=self.at)

    def _leave(self, who: Person) -> None:
        Membership.objects.filter(person=who).update(left_at=self.at)

    def _any(self, rows: Iterable[Ask]) -> Ask | None:
        found = sorted(rows, key=lambda each: (each.asked_on, each.asker.email))
        return self.dice.choice(found) if found else None


def left_in_silence() -> list[str]:
    """Who waited for a word that never came, found from the letters alone."""
    return [*_askers(), *_helpers(), *_reporters()]


def _told(to: UUID, kind: str, ask: UUID) -> bool:
    return Letter.objects.filter(to=to, kind__endswith=f".{kind}", keys__ask=str(ask)).exists()


def _askers() -> Iterator[str]:
    by_own_deed = (Ask.Ended.HELPED, Ask.Ended.WITHDRAWN)
    for row in Ask.objects.all():
        if row.ended_at is None:
            yield f"{row.pk} never ended"
        elif row.ended not in by_own_deed:
            if not _told(row.asker_id, "Lapsed" if row.ended == Ask.Ended.LAPSED else "Settled", row.pk):
                yield f"{row.pk} ended without a word"
            waited_open = row.ended == Ask.Ended.LAPSED and not row.reports.exists()
            if waited_open and not _told(row.asker_id, "HalfWay", row.pk):
                yield f"{row.pk} waited half-way without a word"


def _helpers() -> Iterator[str]:
    for offered in Help.objects.standing():
        if not _told(offered.by_id, "Accepted" if offered.accepted_at else "NotNeeded", offered.ask_id):
            yield f"{offered.pk} offered and heard nothing"


def _reporters() -> Iterator[str]:
    for report in AskReport.objects.all():
        if not _told(report.by_id, "Decided", report.ask_id):
            yield f"{report.pk} reported and heard nothing"
