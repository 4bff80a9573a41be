"""Profiles, matches, answers, and asking somebody oneself."""

from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from counterpart.matching import actions as matching
from counterpart.matching import refusals
from counterpart.matching.actions import seating
from counterpart.matching.models import Answer, Approach, Place, Proposal, Run
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person, Seek
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership
from tests.life.ground import CANARY, WHICH, Life, one

TOPICS = (CANARY, "linkedin", "spreadsheets")
SAYS = st.sampled_from(["yes", "yes", "yes", "no", "decides"])


class Finding(Life):
    @rule(which=WHICH, private=st.booleans())
    def tells_one_more_wish(self, which: int, private: bool) -> None:
        by = self.who(which)
        self.politely(
            lambda: people.tell_seek(TOPICS[which % 3], by=by, at=self.at, private=private, dread=CANARY),
            people.Enough,
        )

    @rule(which=WHICH)
    def takes_a_wish_back(self, which: int) -> None:
        if seek := one(list(Seek.objects.filter(person__in=self.members).order_by("pk")), which):
            self.politely(lambda: people.withdraw_seek(seek, by=seek.person, at=self.at))

    @rule(which=WHICH, other=WHICH)
    def would_rather_not_meet(self, which: int, other: int) -> None:
        by, whom = self.who(which), self.who(other)
        if which < 50:  # now and then: else nobody is left to meet
            return
        self.politely(
            lambda: avoiding.avoid(whom.email, by=by, at=self.at), avoiding.ThatIsYou, avoiding.Enough
        )

    @rule(which=WHICH)
    def leaves_the_programme(self, which: int) -> None:
        here = self.membership(self.who(which))
        self.politely(lambda: programmes.leave(here, by=here.person, at=self.at), programmes.AlreadyLeft)

    @rule(which=WHICH)
    def is_taken_in_again(self, which: int) -> None:
        """Whoever has left is invited anew; the row is what an accepted invitation leaves."""
        left = Membership.objects.filter(programme=self.programme, person=self.who(which))
        left.update(left_at=None, joined_at=self.at)
        self.changed = True

    @rule(publishes=st.booleans())
    def the_organiser_matches(self, publishes: bool) -> None:
        self.programme.refresh_from_db()
        run = matching.start(self.programme, by=self.ground.organiser, at=self.at)
        if run.finished_at is None:
            matching.work_out(run.pk, run.round, at=self.at)
            self.changed = True
        elif not publishes:
            matching.again(run, by=self.ground.organiser, at=self.at)
            matching.work_out(run.pk, run.round, at=self.at)
        if publishes:
            self.the_organiser_publishes()

    @rule(one_of=WHICH, other=WHICH, deed=st.sampled_from([matching.pin, matching.forbid]))
    def the_organiser_overrules(self, one_of: int, other: int, deed: object) -> None:
        run = Run.objects.filter(published_at=None).first()
        if run is None or self.who(one_of) == self.who(other) or not callable(deed):
            return
        if self.politely(
            lambda: deed(run, self.who(one_of), self.who(other), by=self.ground.organiser, at=self.at),
            refusals.Refused,
        ):
            run.refresh_from_db()
            matching.work_out(run.pk, run.round, at=self.at)

    def the_organiser_publishes(self) -> None:
        if run := Run.objects.filter(published_at=None).first():
            self.politely(
                lambda: matching.publish(run, by=self.ground.organiser, at=self.at, unchecked_ok=True),
                refusals.Refused,
            )

    @rule(which=WHICH, said=st.lists(st.tuples(WHICH, SAYS), min_size=1, max_size=3))
    def some_answer(self, which: int, said: list[tuple[int, str]]) -> None:
        asked = Proposal.objects.filter(run__published_at__isnull=False).order_by("-settled_at", "pk")
        if proposal := one(list(asked), which):
            places = list(Place.objects.filter(proposal=proposal).select_related("person").order_by("pk"))
            for place, says in said:
                by = places[place % len(places)].person
                self._answers(proposal, by, says)

    def _answers(self, proposal: Proposal, by: Person, says: str) -> None:
        self.politely(
            lambda: matching.answer(proposal, by=by, says=says, at=self.at),
            refusals.AlreadySettled,
            refusals.AlreadyAnswered,
        )

    @rule(which=WHICH, other=WHICH, decides=st.sampled_from([False] * 9 + [True]))
    def asks_somebody(self, which: int, other: int, decides: bool) -> None:
        by, asked = self.who(which), self.who(other)
        if by != asked:
            self.politely(
                lambda: matching.ask(
                    self.programme,
                    asked,
                    CANARY,
                    key=uuid4(),
                    by=by,
                    at=self.at,
                    decides=decides,
                ),
                refusals.Refused,
            )

    @rule(which=WHICH, deed=st.sampled_from(["yes", "yes", "no", "decides", "question", "more", "withdraw"]))
    def goes_on_with_a_question(self, which: int, deed: str) -> None:
        asked = one(list(Approach.objects.order_by("asked_at")), which)
        if asked is None:
            return
        if deed in Answer.Says.values:
            self.politely(
                lambda: matching.reply(asked, by=asked.asked, says=deed, at=self.at), refusals.AlreadySettled
            )
        elif deed == "question":
            self.politely(
                lambda: matching.want_to_know(asked, CANARY, by=asked.asked, at=self.at), refusals.Refused
            )
        elif deed == "more":
            self.politely(
                lambda: matching.tell_more(asked, CANARY, by=asked.asker, at=self.at), refusals.Refused
            )
        else:
            self.politely(
                lambda: matching.withdraw(asked, by=asked.asker, at=self.at), refusals.AlreadySettled
            )

    @rule(which=WHICH)
    def sits_down_in_the_circle(self, which: int) -> None:
        self.politely(
            lambda: seating.take_seat(self.ground.circle.pk, by=self.who(which), at=self.at), refusals.NoSeat
        )
