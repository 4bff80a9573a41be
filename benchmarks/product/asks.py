"""An ask without a name, and asks that wait: as the suite tries them."""

from benchmarks.product.together import on_both
from benchmarks.spine_product import Measured


def anonymous_told() -> Measured:
    """Failed tests: of two worlds that differ in who asked, something that others get hold of differs."""
    return on_both(["tests/asks/test_nobody_knows.py"])


def asks_races() -> Measured:
    """Failed tests: more than one helper accepted, or an ask both taken back and accepted."""
    return on_both(["tests/asks/test_races.py"], RACE_PROCESSES="1")
