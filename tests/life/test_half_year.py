"""However a programme goes, nobody gets more than two letters a week that they did not cause."""

import json
import os
from datetime import datetime
from pathlib import Path

from tests.cast import Cast
from tests.life.half_year import HalfYear

MEMBERS = int(os.environ.get("MEMBERS", "8"))
WEEKS = int(os.environ.get("WEEKS", "5"))
TELL = os.environ.get("HALF_YEAR_TOLD", "")  # a file for the figures


def test_nobody_gets_more_than_two_untriggered_letters_in_any_week(cast: Cast, now: datetime) -> None:
    programme = HalfYear(cast, MEMBERS, now)
    programme.live(WEEKS)
    most, letters = programme.most_in_a_week()
    if TELL:
        Path(TELL).write_text(json.dumps({"most": most, "letters": letters}))
    assert letters >= MEMBERS / 2  # silence would prove nothing
    assert most <= 2
