"""Any order of deeds and days, from being asked to the goodbye: what must hold holds after each of them."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from counterpart.letters import sending
from counterpart.matching import actions as matching
from counterpart.partnerships.actions import changing, circles, momentum, together
from counterpart.people import avoiding
from tests.life.courage_rules import Courage
from tests.life.ground import Life, plant
from tests.life.invariants import Holds
from tests.life.matching_rules import Finding
from tests.life.together_rules import Meets, Together

SEQUENCES = int(os.environ.get("LIVES", "100"))  # on each of two databases
DEEDS = 50
PHASES = [Phase.generate, *([Phase.shrink] if "SHRINK" in os.environ else [])]
SHARES = 4


class WholeLife(Finding, Together, Meets, Courage, Holds):
    @rule(hours=st.sampled_from([1, 5, 24, 72]))
    def some_hours_pass(self, hours: int) -> None:
        self.time_goes_by(hours)

    @rule(days=st.sampled_from([8, 22, 40]))
    def some_weeks_pass(self, days: int) -> None:
        self.time_goes_by(24 * days)

    def time_goes_by(self, hours: int) -> None:
        """And what happens by itself happens."""
        self.at += timedelta(hours=hours)
        at = self.at
        avoiding.recognise()
        for deed in (matching.let_go, matching.lapse, matching.remind, circles.let_offers_lapse):
            deed(at=at)
        for deed in (matching.let_go_asked, matching.lapse_asked, matching.remind_asked):
            deed(at=at)
        changing.remind(at)
        momentum.guard(at)
        sending.send_due(lambda: at)
        self.changed = True


@pytest.mark.parametrize("share", range(SHARES))
def test_whatever_people_do_what_must_hold_holds(db: None, share: int) -> None:
    live(SEQUENCES // SHARES)


def test_a_guard_that_is_switched_off_is_noticed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where people part and their meetings stay, some sequence shows it."""
    monkeypatch.setattr(together, "call_off", lambda *args, **kwargs: None)
    with pytest.raises(AssertionError):
        live(100)


def live(sequences: int) -> None:
    Life.ground = plant(timezone.now().replace(microsecond=0))
    lives = settings(
        max_examples=sequences,
        stateful_step_count=DEEDS,
        deadline=None,
        database=None,
        print_blob=True,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(WholeLife, settings=lives)
