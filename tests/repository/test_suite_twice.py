"""Whoever runs the suite twice reads which tests fell, not only how many."""

from benchmarks.product.house import fallen_in

TOLD = """
=== On SQLite ===
..F.
=================================== FAILURES ===================================
E   AssertionError: FAILED to wait
=========================== short test summary info ============================
FAILED tests/people/test_links.py::test_a_link_works_once - assert 2 == 1
1 failed, 3 passed in 1.00s

=== On PostgreSQL ===
ERROR tests/web/test_look.py::test_a_dialog - playwright TimeoutError
SKIPPED [1] tests/conftest.py:50: no real data
==== 2 failed, 3 passed, 1 skipped on SQLite and PostgreSQL in 2s ====
"""


def test_what_fell_is_named_with_its_database() -> None:
    assert fallen_in(TOLD) == [
        "=== On SQLite ===",
        "FAILED tests/people/test_links.py::test_a_link_works_once - assert 2 == 1",
        "=== On PostgreSQL ===",
        "ERROR tests/web/test_look.py::test_a_dialog - playwright TimeoutError",
        "SKIPPED [1] tests/conftest.py:50: no real data",
    ]
