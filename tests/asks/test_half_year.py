"""However half a year of asks goes, nobody who waits for an answer is left without one."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from counterpart.asks import reporting, waiting
from counterpart.asks.models import Ask
from tests.asks.half_year import HalfYear, left_in_silence
from tests.cast import Cast

MEMBERS = int(os.environ.get("MEMBERS", "12"))
WEEKS = int(os.environ.get("WEEKS", "3"))
TELL = os.environ.get("HALF_YEAR_TOLD", "")  # a file for the figures


def test_nobody_who_asked_offered_or_reported_is_left_in_silence(cast: Cast, now: datetime) -> None:
    HalfYear(cast, MEMBERS, now).live(WEEKS)
    silent, asked = left_in_silence(), Ask.objects.count()
    if TELL:
        Path(TELL).write_text(json.dumps({"silent": len(silent), "asked": asked}))

    ends = set(Ask.objects.values_list("ended", flat=True))
    assert {"helped", "lapsed"} <= ends  # else it would prove little
    assert asked >= 2 * WEEKS
    assert silent == []


@pytest.mark.parametrize(
    ("where", "what"),
    [(waiting, "lapse"), (waiting, "let_go"), (waiting, "tell_half_way"), (reporting, "decide")],
)
def test_without_one_of_those_who_tell_somebody_would_be(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch, where: object, what: str
) -> None:
    if what == "decide":  # it decides, and tells nobody
        monkeypatch.setattr(reporting, "tell_who_reported", lambda held, at: None)
        monkeypatch.setattr(waiting, "tell_who_reported", lambda held, at: None)
    else:
        monkeypatch.setattr(where, what, lambda *, at: None)
    HalfYear(cast, 12, now).live(2)

    assert left_in_silence() != []
