"""Small steps, and letting somebody stand beside one."""

from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import rule

from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import beside, courage
from counterpart.partnerships.models import Beside, Step
from counterpart.people.models import Seek
from tests.life.ground import CANARY, WHICH, Life, one

FIGURE = st.integers(0, 100)


class Courage(Life):
    @rule(which=WHICH, figure=FIGURE)
    def adds_a_step(self, which: int, figure: int) -> None:
        if seek := self.seek(which):
            self.politely(
                lambda: courage.add_step(seek, CANARY, figure, key=uuid4(), by=seek.person, at=self.at),
                courage.Enough,
            )

    @rule(which=WHICH, figure=FIGURE)
    def takes_a_step(self, which: int, figure: int) -> None:
        if step := self.step(which):
            by = step.seek.person
            self.politely(lambda: courage.do_step(step, figure, by=by, at=self.at), courage.AlreadyDone)

    @rule(which=WHICH, figure=FIGURE)
    def says_how_sure(self, which: int, figure: int) -> None:
        if seek := self.seek(which):
            self.politely(
                lambda: courage.check_in(seek, figure, key=uuid4(), by=seek.person, at=self.at),
                courage.AlreadyKept,
            )

    @rule(which=WHICH, together=WHICH, shares=st.booleans())
    def lets_them_see_it(self, which: int, together: int, shares: bool) -> None:
        seek = self.seek(which)
        if seek is None:
            return
        mine = [each.partnership for each in seek.person.seats.select_related("partnership").order_by("pk")]
        if partnership := one(mine, together):
            deed = beside.share if shares else beside.keep_to_myself
            self.politely(
                lambda: deed(seek, partnership, by=seek.person, at=self.at), partnerships.AlreadyEnded
            )

    @rule(which=WHICH, seat=WHICH, how=st.sampled_from(list(Beside.How)))
    def stands_beside(self, which: int, seat: int, how: Beside.How) -> None:
        step = self.step(which)
        if step is None:
            return
        shared = step.seek.sharings.select_related("partnership").order_by("pk").first()
        if shared and (by := self.seated(shared.partnership, seat)) != step.seek.person:
            self.politely(
                lambda: beside.stand_beside(step, shared.partnership, how, by=by, at=self.at),
                partnerships.AlreadyEnded,
                beside.NotShared,
                beside.AlreadyBeside,
                courage.AlreadyDone,
                courage.NoLongerThere,
            )

    def seek(self, which: int) -> Seek | None:
        rows = Seek.objects.filter(person__in=self.members)
        return one(list(rows.select_related("person").order_by("told_at", "pk")), which)

    def step(self, which: int) -> Step | None:
        return one(list(Step.objects.select_related("seek__person").order_by("made_at")), which)
