"""What members write, against an allow-list read by a parser that shares no code with the cleaner."""

from hypothesis import HealthCheck, given, seed, settings

from benchmarks.product.together import on_sqlite
from benchmarks.spine_product import Measured
from counterpart.stories.markdown import clean, render
from tests.stories.attacks import ATTACKS, WRITTEN, wrong_in

GENERATED = 100_000
SEED = 5


def markdown_attacks() -> Measured:
    """Attack strings whose output holds anything beyond the allow-list."""
    through = sum(bool(wrong_in(render(attack))) for attack in ATTACKS)
    return Measured(through, len(set(ATTACKS)))


def markdown_generated() -> Measured:
    """Generated texts whose output holds anything beyond the allow-list, or changes when cleaned again."""
    bad = tried = 0

    @seed(SEED)
    @settings(max_examples=GENERATED, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(written=WRITTEN)
    def try_one(written: str) -> None:
        nonlocal bad, tried
        html = render(written)
        tried += 1
        bad += bool(wrong_in(html)) or clean(html) != html

    try_one()
    return Measured(bad, tried, SEED)


def markdown_browser() -> Measured:
    """Failed tests: a request to any other place, or a dialog, while somebody reads all the attacks."""
    return on_sqlite(["tests/journeys/test_stories.py", "-k", "meant_to_harm"])
