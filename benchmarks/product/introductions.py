"""Introductions: who learns what when, and how far somebody reaches, against another library."""

from benchmarks.product.together import on_both
from benchmarks.spine_product import Measured
from tests.introductions.test_network import differing

NETWORKS, SEED = 1_000, 11


def introductions_early() -> Measured:
    """Failed tests: a name or an address told before both accepted, also when they answer at once."""
    which = "learns or look_alike or avoids or at_once or without_holding"
    return on_both(["tests/introductions/test_introductions.py", "-k", which], RACE_PROCESSES="1")


def outside_early() -> Measured:
    """Failed tests: somebody outside named, written to or remembered where that was not promised."""
    return on_both(["tests/introductions/test_outside.py"], RACE_PROCESSES="1")


def suggestions_wrong() -> Measured:
    """Failed tests: somebody suggested who opted out, is kept apart, left, or shares no programme."""
    return on_both(["tests/introductions/test_introductions.py", "-k", "suggested or suggests"])


def reach_differs() -> Measured:
    """Random networks in which one and two steps are not what networkx finds."""
    return Measured(differing(NETWORKS, SEED), NETWORKS, SEED)
