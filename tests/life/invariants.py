"""What holds after every deed, whatever came before: each is one sentence."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.core import mail
from hypothesis.stateful import invariant

from counterpart.journal.models import Entry
from counterpart.letters.models import Letter
from counterpart.matching.actions.reaching import OPEN_AT_ONCE
from counterpart.matching.models import Answer, Approach, Proposal
from counterpart.partnerships.models import (
    Agreement,
    Kind,
    Message,
    Nudge,
    Pause,
    Sharing,
    Signature,
    Step,
)
from counterpart.people.models import Avoidance
from tests.life.ground import CANARY, ROOM, Life
from tests.life.seen import Booked, Seen, look

WEEK = timedelta(days=7)


class Holds(Life):
    seen: Seen

    @invariant()
    def all_that_must_hold_holds(self) -> None:
        """Where nothing has changed, it still does."""
        if not self.changed:
            return
        self.changed, self.seen = False, look()
        self.nobody_has_more_partners_than_room()
        self.no_two_people_are_a_pair_twice()
        self.a_partnership_begins_where_all_said_yes_and_nowhere_else()
        self.nobody_is_put_together_with_somebody_they_would_rather_not_meet()
        self.nobody_asks_more_than_three_at_once()
        self.whoever_has_parted_meets_and_writes_no_more()
        self.what_has_ended_stays_ended()
        self.nobody_is_in_two_meetings_at_once()
        self.the_number_of_a_calendar_entry_never_falls()
        self.versions_of_an_agreement_are_counted_and_signed_by_partners_alone()
        self.only_partners_who_are_together_read_the_steps_of_others()
        self.nobody_gets_more_than_two_letters_a_week_that_they_did_not_cause()
        self.nobody_is_nudged_about_what_rests()
        self.no_letter_says_what_is_sealed()
        self.the_journal_only_grows()

    def nobody_has_more_partners_than_room(self) -> None:
        """Seats, and what is asked. Who hosts a circle takes no place, and may stay when handing over."""
        seen = self.seen
        groups = [seats for pk, seats in seen.seats.items() if self._goes_on(pk)]
        asked = [pk for pk, each in seen.proposals.items() if each.lapses_at and not each.settled_at]
        groups += [seen.places[pk] for pk in asked]
        taken = Counter(person for group in groups for person, hosts in group.items() if not hosts)
        for person, hosts in seen.seats[self.ground.circle.pk].items():
            if hosts:
                self.hosted.add(person)
            elif person in self.hosted:
                taken[person] -= 1
        assert max(taken.values(), default=0) <= ROOM

    def no_two_people_are_a_pair_twice(self) -> None:
        pairs = [
            frozenset(self.seen.seats[pk])
            for pk, each in self.seen.together.items()
            if each.kind == Kind.PAIR and not each.ended_at
        ]
        assert len(set(pairs)) == len(pairs)
        assert all(len(people) == 2 for people in pairs)

    def a_partnership_begins_where_all_said_yes_and_nowhere_else(self) -> None:
        begun = []
        for rows, together in (
            (self.seen.proposals, Proposal.Outcome.TOGETHER),
            (self.seen.approaches, Approach.Outcome.TOGETHER),
        ):
            assert all((each.outcome == together) == bool(each.partnership) for each in rows.values())
            begun += [each.partnership for each in rows.values() if each.partnership]
        assert sorted(begun) == sorted(set(self.seen.together) - self.ground.planted)
        for proposal, person, says in Answer.objects.values_list("proposal", "person", "says"):
            partnership = self.seen.proposals[proposal].partnership
            assert says == Answer.Says.YES or not partnership or person not in self.seen.seats[partnership]

    def nobody_is_put_together_with_somebody_they_would_rather_not_meet(self) -> None:
        for person, avoided, at in Avoidance.objects.values_list("person", "avoided", "at"):
            for pk, each in self.seen.together.items():
                if each.began_at > at and pk != self.ground.circle.pk:
                    assert not {person, avoided} <= set(self.seen.seats[pk])

    def nobody_asks_more_than_three_at_once(self) -> None:
        asked = Counter(Approach.objects.open(self.at).values_list("asker", flat=True))
        assert max(asked.values(), default=0) <= OPEN_AT_ONCE

    def whoever_has_parted_meets_and_writes_no_more(self) -> None:
        for each in self.seen.meetings.values():
            ended = self.seen.together[each.partnership].ended_at
            assert not ended or each.proposed_at <= ended
            assert not ended or each.cancelled_at or (each.ends_at and each.ends_at <= self.at)
        for partnership, at in Message.objects.values_list("partnership", "written_at"):
            ended = self.seen.together[partnership].ended_at
            assert not ended or at <= ended

    def what_has_ended_stays_ended(self) -> None:
        ended = {pk: each.ended_at for pk, each in self.seen.together.items() if each.ended_at}
        assert self.ended.items() <= ended.items()
        self.ended = ended
        assert all(self._goes_on(pk) for pk in Pause.objects.open().values_list("partnership", flat=True))

    def nobody_is_in_two_meetings_at_once(self) -> None:
        """A talk that begins at once comes on top: nobody is kept from talking."""
        times: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
        for each in sorted(self._ahead()):
            assert each.starts_at
            assert each.ends_at
            if each.starts_at != each.proposed_at:
                for person in self.seen.seats[each.partnership]:
                    times[person].append((each.starts_at, each.ends_at))
        for mine in times.values():
            assert all(one[1] <= other[0] for one, other in pairwise(sorted(mine)))

    def the_number_of_a_calendar_entry_never_falls(self) -> None:
        now = {pk: each.sequence for pk, each in self.seen.meetings.items()}
        assert all(now[pk] >= before for pk, before in self.sequences.items())
        self.sequences = now

    def versions_of_an_agreement_are_counted_and_signed_by_partners_alone(self) -> None:
        versions = defaultdict(list)
        where = {}
        for pk, partnership, number in Agreement.objects.values_list("pk", "partnership", "number"):
            versions[partnership].append(number)
            where[pk] = partnership
        assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in versions.values())
        for agreement, person in Signature.objects.values_list("agreement", "person"):
            if where[agreement] != self.ground.circle.pk:  # whoever has left it had signed before
                assert person in self.seen.seats[where[agreement]]

    def only_partners_who_are_together_read_the_steps_of_others(self) -> None:
        owners = dict(Step.objects.values_list("pk", "seek__person"))
        if not owners:
            return
        shared = [
            (person, self.seen.seats[partnership])
            for person, partnership in Sharing.objects.values_list("seek__person", "partnership")
            if self._goes_on(partnership)
        ]
        for reader in self.members:
            for step in Step.objects.visible_to(reader).values_list("pk", flat=True):
                assert owners[step] == reader.pk or any(
                    person == owners[step] and {person, reader.pk} <= set(seats) for person, seats in shared
                )

    def nobody_gets_more_than_two_letters_a_week_that_they_did_not_cause(self) -> None:
        turns = defaultdict(list)
        sent = Letter.objects.nudges().exclude(sent_at=None).order_by("turn_at")
        for to, turn in sent.values_list("to", "turn_at"):
            assert turn
            turns[to].append(turn)
        for times in turns.values():
            assert all(third - first > WEEK for first, third in zip(times, times[2:], strict=False))

    def nobody_is_nudged_about_what_rests(self) -> None:
        resting = set(Pause.objects.open().values_list("partnership", flat=True))
        assert not resting & set(Nudge.objects.filter(at=self.at).values_list("partnership", flat=True))

    def no_letter_says_what_is_sealed(self) -> None:
        told = "".join(f"{each.subject}{each.body}" for each in mail.outbox)
        mail.outbox.clear()
        assert CANARY not in told

    def the_journal_only_grows(self) -> None:
        entries = Entry.objects.count()
        assert entries >= self.entries
        self.entries = entries

    def _goes_on(self, partnership: UUID) -> bool:
        return self.seen.together[partnership].ended_at is None

    def _ahead(self) -> list[Booked]:
        return [
            each
            for each in self.seen.meetings.values()
            if each.ends_at and each.ends_at > self.at and not each.cancelled_at
        ]
