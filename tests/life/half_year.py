"""A programme over weeks: matched, agreed, meeting or not meeting, with everything that happens by itself."""

import random
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from counterpart.letters import sending
from counterpart.letters.models import Letter
from counterpart.matching import actions as matching
from counterpart.matching.models import Proposal
from counterpart.matching.refusals import Refused
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import agreeing, booking, changing, circles, ending, momentum, pausing
from counterpart.partnerships.models import Agreement, Meeting, Partnership, Pause
from counterpart.partnerships.promised import Promised
from counterpart.people import actions as people
from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill
from tests.cast import Cast, join, person

STEP = timedelta(hours=4)
TOPICS = (("spreadsheets", "public-speaking"), ("linkedin", "saying-no"), ("instagram", "conflict"))
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo")


def gather_members(cast: Cast, count: int, at: datetime) -> list[Person]:
    """Half of them in their first years of work, half long in it; each pair of halves fits."""
    found = []
    for number in range(count):
        early = number % 2 == 0
        shown, wished = TOPICS[number // 2 % len(TOPICS)][:: 1 if early else -1]
        who = person(
            f"Member{number} Of", Stage.EARLY if early else Stage.SENIOR, languages=["en"], capacity=1
        )
        Person.objects.filter(pk=who.pk).update(time_zone=ZONES[number % len(ZONES)])
        who.refresh_from_db()
        join(cast.programme, who, at)
        people.tell_offer(Skill.objects.get(slug=shown), by=who, at=at, level=4)
        people.tell_seek(Skill.objects.get(slug=wished), by=who, at=at)
        found.append(who)
    return found


TOO_LATE = (
    Refused,
    partnerships.AlreadyEnded,
    agreeing.AlreadySigned,
    agreeing.Overtaken,
    booking.Taken,
    booking.SomebodyWasFaster,
    pausing.NotResting,
    pausing.AlreadyResting,
)


class HalfYear:
    """Chance has a seed; the clock goes by four hours."""

    def __init__(self, cast: Cast, count: int, at: datetime) -> None:
        self.cast, self.at, self.chance = cast, at, random.Random(11)
        self.members = gather_members(cast, count, at)
        Programme.objects.filter(pk=cast.programme.pk).update(asking=True)

    def live(self, weeks: int) -> None:
        end = self.at + timedelta(weeks=weeks)
        self._match()
        while self.at < end:
            self.at += STEP
            self._what_happens_by_itself()
            for partnership in Partnership.objects.current():
                if self.chance.random() < 0.03:  # about once in six days somebody does something
                    self._somebody_acts(partnership)
            sending.send_due(lambda: self.at)

    def most_in_a_week(self) -> tuple[int, int]:
        """The most letters that nobody waited for that came to one person within seven days; of how many."""
        times = defaultdict(list)
        sent = Letter.objects.nudges().exclude(sent_at=None).order_by("sent_at")
        for to, at in sent.values_list("to", "sent_at"):
            assert at
            times[to].append(at)
        most = max(
            (
                sum(first <= other < first + timedelta(days=7) for other in mine)
                for mine in times.values()
                for first in mine
            ),
            default=0,
        )
        return most, sum(map(len, times.values()))

    def _match(self) -> None:
        run = matching.start(self.cast.programme, by=self.cast.chen, at=self.at)
        matching.work_out(run.pk, run.round, at=self.at)
        matching.publish(run, by=self.cast.chen, at=self.at, unchecked_ok=True)

    def _what_happens_by_itself(self) -> None:
        at = self.at
        for proposal in Proposal.objects.open(at):
            for place in proposal.places.select_related("person"):
                if self.chance.random() < 0.1:
                    says = "yes" if self.chance.random() < 0.9 else "no"
                    _politely(partial(matching.answer, proposal, by=place.person, says=says, at=at))
        for deed in (matching.let_go, matching.lapse, matching.remind, circles.let_offers_lapse):
            deed(at=at)
        for deed in (matching.let_go_asked, matching.lapse_asked, matching.remind_asked):
            deed(at=at)
        changing.remind(at)
        momentum.guard(at)

    def _somebody_acts(self, together: Partnership) -> None:
        by = self.chance.choice([seat.person for seat in together.seats.select_related("person")])
        deed = self.chance.choices(
            [self._agree, self._meet, self._call_off, self._write, self._rest, self._part],
            [4, 5, 4, 3, 0.4, 0.15],
        )[0]
        _politely(lambda: deed(together, by))

    def _agree(self, together: Partnership, by: Person) -> None:
        latest = Agreement.objects.filter(partnership=together).order_by("-number").first()
        if latest is None:
            terms = agreeing.Terms("series", 60, "video", Promised({by.pk: "To dare"}, "Here", "Any time"))
            agreeing.propose(together, terms, after=0, key=uuid4(), by=by, at=self.at)
        else:
            agreeing.sign(latest, by=by, at=self.at)

    def _meet(self, together: Partnership, by: Person) -> None:
        seen = Meeting.objects.filter(partnership=together).count()
        starts = self.at.replace(minute=0) + timedelta(hours=self.chance.randrange(24, 24 * 30))
        booking.book(together, starts, key=uuid4(), seen=seen, by=by, at=self.at)

    def _call_off(self, together: Partnership, by: Person) -> None:
        if ahead := Meeting.objects.filter(partnership=together).ahead(self.at).first():
            changing.cancel(ahead, seen=ahead.sequence, by=by, at=self.at)

    def _write(self, together: Partnership, by: Person) -> None:
        partnerships.write(together, "A line", key=uuid4(), by=by, at=self.at)

    def _rest(self, together: Partnership, by: Person) -> None:
        deed = pausing.resume if Pause.objects.open().filter(partnership=together).exists() else pausing.pause
        deed(together, by=by, at=self.at)

    def _part(self, together: Partnership, by: Person) -> None:
        ending.finish(together, by=by, at=self.at)


def _politely(deed: Callable[[], object]) -> None:
    """What comes too late is refused in words, and nothing else."""
    with suppress(*TOO_LATE):
        deed()
