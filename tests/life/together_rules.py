"""What people do who are together: agree, write, meet, rest, part, end well."""

from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import (
    agreeing,
    booking,
    changing,
    circles,
    concerns,
    ending,
    pausing,
)
from counterpart.partnerships.models import Agreement, Kind, Meeting, Note, Worth
from counterpart.partnerships.promised import Promised
from tests.life.ground import CANARY, WHICH, Life, one

HOURS = st.integers(-3, 400)
Ended = partnerships.AlreadyEnded
NO_TIME = (Ended, booking.SomebodyWasFaster, booking.Taken, booking.TooLate)


class Together(Life):
    @rule(which=WHICH, seat=WHICH, rhythm=st.sampled_from(["series", "once", "sprint", "open"]))
    def proposes_an_agreement(self, which: int, seat: int, rhythm: str) -> None:
        together, by = self.somebody_in(which, seat)
        terms = agreeing.Terms(rhythm, 60, "video", Promised({by.pk: CANARY}, CANARY, CANARY))
        after = Agreement.objects.filter(partnership=together).count()
        self.politely(
            lambda: agreeing.propose(together, terms, after=after, key=uuid4(), by=by, at=self.at), Ended
        )

    @rule(which=WHICH, seat=WHICH)
    def signs(self, which: int, seat: int) -> None:
        if found := one(list(Agreement.objects.select_related("partnership").order_by("at")), which):
            by = self.seated(found.partnership, seat)
            self.politely(
                lambda: agreeing.sign(found, by=by, at=self.at),
                Ended,
                agreeing.Overtaken,
                agreeing.AlreadySigned,
            )

    @rule(which=WHICH, seat=WHICH)
    def writes(self, which: int, seat: int) -> None:
        together, by = self.somebody_in(which, seat)
        self.politely(lambda: partnerships.write(together, CANARY, key=uuid4(), by=by, at=self.at), Ended)

    @rule(which=WHICH, seat=WHICH)
    def pauses(self, which: int, seat: int) -> None:
        together, by = self.somebody_in(which, seat)
        self.politely(
            lambda: pausing.pause(together, by=by, at=self.at),
            Ended,
            pausing.AlreadyResting,
            pausing.NeverRests,
        )

    @rule(which=WHICH, seat=WHICH)
    def goes_on(self, which: int, seat: int) -> None:
        together, by = self.somebody_in(which, seat)
        self.politely(lambda: pausing.resume(together, by=by, at=self.at), Ended, pausing.NotResting)

    @rule(which=WHICH, seat=WHICH)
    def parts(self, which: int, seat: int) -> None:
        together, by = self.somebody_in(which, seat)
        if together.kind == Kind.CIRCLE:
            self.politely(lambda: circles.leave(together, by=by, at=self.at), Ended, circles.NotSeated)
        else:
            self.politely(lambda: partnerships.end(together, by=by, at=self.at), Ended)

    @rule(which=WHICH, seat=WHICH)
    def brings_it_to_a_good_end(self, which: int, seat: int) -> None:
        together, by = self.somebody_in(which, seat)
        self.politely(lambda: ending.finish(together, by=by, at=self.at), Ended, ending.HostFinishes)

    @rule(which=WHICH, seat=WHICH)
    def thanks_and_keeps_a_lesson(self, which: int, seat: int) -> None:
        together, by = self.somebody_in(which, seat)
        self.politely(lambda: ending.thank(together, CANARY, by=by, at=self.at), Ended, ending.AlreadyThanked)
        self.politely(lambda: ending.keep_lesson(together, CANARY, may_share=False, by=by, at=self.at))

    @rule(which=WHICH, seat=WHICH, then=st.sampled_from(["", concerns.PAUSE, concerns.BLOCK]))
    def says_that_something_is_not_right(self, which: int, seat: int, then: str) -> None:
        together, by = self.somebody_in(which, seat)
        if together.kind == Kind.CIRCLE and then:
            then = ""
        self.politely(
            lambda: concerns.say_not_right(
                together, words=CANARY, to=self.ground.contact, then=then, key=uuid4(), by=by, at=self.at
            ),
            Ended,
        )

    @rule(which=WHICH, seat=WHICH, deed=st.sampled_from([circles.hand_over, circles.host]))
    def hosts_or_hands_over(self, which: int, seat: int, deed: object) -> None:
        by = self.seated(self.ground.circle, seat)
        refusals = (Ended, circles.NotSeated, circles.AlreadyHosted)
        if callable(deed):
            self.politely(lambda: deed(self.ground.circle, by=by, at=self.at), *refusals)


class Meets(Life):
    """When they meet, and what they say there."""

    @rule(which=WHICH, seat=WHICH, hours=HOURS)
    def books(self, which: int, seat: int, hours: int) -> None:
        together, by = self.somebody_in(which, seat)
        seen = Meeting.objects.filter(partnership=together).count()
        self.politely(
            lambda: booking.book(together, self.in_hours(hours), key=uuid4(), seen=seen, by=by, at=self.at),
            *NO_TIME,
        )

    @rule(which=WHICH, seat=WHICH, hours=HOURS)
    def offers_times(self, which: int, seat: int, hours: int) -> None:
        together, by = self.somebody_in(which, seat)
        seen, starts = Meeting.objects.filter(partnership=together).count(), [self.in_hours(hours)]
        self.politely(
            lambda: booking.offer(together, starts, key=uuid4(), seen=seen, by=by, at=self.at), *NO_TIME
        )

    @rule(which=WHICH, seat=WHICH, hours=HOURS)
    def chooses_a_time(self, which: int, seat: int, hours: int) -> None:
        if found := one(list(Meeting.objects.filter(slots__isnull=False).order_by("proposed_at")), which):
            by, slot = self.seated(found.partnership, seat), found.slots.get()
            self.politely(lambda: booking.choose(found, slot.starts_at, by=by, at=self.at), *NO_TIME)

    @rule(which=WHICH, seat=WHICH, hours=HOURS)
    def moves_one(self, which: int, seat: int, hours: int) -> None:
        if found := self.meeting(which):
            by = self.seated(found.partnership, seat)
            seen = found.sequence
            self.politely(
                lambda: changing.move(found, self.in_hours(hours), seen=seen, by=by, at=self.at), *NO_TIME
            )

    @rule(which=WHICH, seat=WHICH, hours=st.one_of(st.none(), HOURS))
    def calls_one_off(self, which: int, seat: int, hours: int | None) -> None:
        if found := self.meeting(which):
            by, instead = (
                self.seated(found.partnership, seat),
                None if hours is None else self.in_hours(hours),
            )
            seen = found.sequence
            self.politely(
                lambda: changing.cancel(found, seen=seen, by=by, at=self.at, instead=instead), *NO_TIME
            )

    @rule(which=WHICH, seat=WHICH, hours=HOURS)
    def books_the_rest(self, which: int, seat: int, hours: int) -> None:
        if found := self.meeting(which):
            by, seen = self.seated(found.partnership, seat), found.partnership.meetings.count()
            starts = [self.in_hours(hours + 24 * 14 * n) for n in (1, 2, 3)]
            self.politely(lambda: booking.book_rest(found, starts, seen=seen, by=by, at=self.at), *NO_TIME)

    @rule(which=WHICH, seat=WHICH, kind=st.sampled_from(list(Note.Kind)))
    def they_talk(self, which: int, seat: int, kind: Note.Kind) -> None:
        together, by = self.somebody_in(which, seat)

        def talk() -> None:
            meeting = partnerships.talk_now(together, by=by, at=self.at)
            partnerships.put(meeting, ["why-i-said-yes"], by=by, at=self.at)
            partnerships.jot(meeting, CANARY, kind=kind, key=uuid4(), by=by, at=self.at)

        self.politely(talk, Ended, partnerships.CalledOff, partnerships.TableFull)

    @rule(which=WHICH, seat=WHICH, says=st.sampled_from(list(Worth.Says)))
    def says_whether_it_was_worth_it(self, which: int, seat: int, says: Worth.Says) -> None:
        if found := self.meeting(which):
            by = self.seated(found.partnership, seat)
            self.politely(lambda: changing.say_worth(found, says, by=by, at=self.at), changing.NotHeldYet)

    def meeting(self, which: int) -> Meeting | None:
        rows = Meeting.objects.filter(starts_at__isnull=False).select_related("partnership")
        return one(list(rows.order_by("proposed_at", "starts_at")), which)
