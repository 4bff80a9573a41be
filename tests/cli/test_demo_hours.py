from datetime import UTC, datetime

import pytest

from counterpart.cli.demo_people import waking


@pytest.mark.parametrize(
    ("started", "met"),
    [
        ("2026-11-27T01:46", "2026-11-26T16:00"),  # at night: yesterday at five in Berlin
        ("2026-11-27T06:59", "2026-11-26T16:00"),
        ("2026-11-27T07:30", "2026-11-27T07:00"),  # half past eight: at eight
        ("2026-11-27T16:59", "2026-11-27T16:00"),
        ("2026-11-27T22:10", "2026-11-27T16:00"),
    ],
)
def test_people_of_the_demo_meet_by_day_whenever_it_is_started(started: str, met: str) -> None:
    moment = datetime.fromisoformat(started).replace(tzinfo=UTC)
    assert waking(moment) == datetime.fromisoformat(met).replace(tzinfo=UTC)
