"""Rows of the journey: what is tried in the suite, here with more of everything and on both databases."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.product.house import ROOT
from benchmarks.spine_product import Measured
from tests import postgres

SEQUENCES = 1_000  # on each of two databases
MEETINGS = 10_000
MEMBERS, WEEKS = 120, 26
RACES = [
    "tests/partnerships/test_agreeing_races.py",
    "tests/partnerships/test_courage_races.py",
    "tests/partnerships/test_meeting_races.py",
    "tests/partnerships/test_parting_races.py",
    "tests/partnerships/test_races.py",
    "tests/matching/test_races.py",
    "tests/matching/test_reaching_races.py",
    "tests/matching/test_rings_races.py",
]


def whole_life() -> Measured:
    """Failed shares of so many sequences of fifty deeds, on SQLite and as many on PostgreSQL."""
    found = on_both(["-n", "2", "tests/life/test_whole_life.py"], LIVES=str(SEQUENCES))
    return Measured(found.measured, 2 * SEQUENCES)


def two_phones() -> Measured:
    """Failed journeys of a meeting with two phones: both write, the line is cut, answers get lost."""
    return on_sqlite(["tests/journeys/test_meeting.py"])


def calendar() -> Measured:
    """Failed when so many meetings, many around a change of clocks, are read back by two parsers."""
    found = on_sqlite(["tests/partnerships/test_entries.py"], MEETINGS=str(MEETINGS))
    return Measured(found.measured, MEETINGS)


def races() -> Measured:
    """Failed races, each of 2 to 10 processes; half of them show that without its guard it goes wrong."""
    return on_both(RACES, RACE_PROCESSES="1")


def mail_server() -> Measured:
    """Failed while the mail server is down, slow, busy, full or refuses; and workers killed while sending."""
    return on_both(["tests/letters/test_mail_server.py", "tests/processes/test_letters.py"])


def half_year() -> Measured:
    """The most untriggered letters that came to one of the members within any seven days."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        on_sqlite(
            ["tests/life/test_half_year.py"],
            MEMBERS=str(MEMBERS),
            WEEKS=str(WEEKS),
            HALF_YEAR_TOLD=str(told),
        )
        found = json.loads(told.read_text())
    return Measured(found["most"], found["letters"], seed=11)


def raw_files() -> Measured:
    """Failed searches of database file, WAL, outbox and log for what is sealed."""
    return on_both(["tests/repository/test_attack_database.py"])


def swapped() -> Measured:
    """Failed where a sealed value is copied to another row, column or author."""
    return on_both(["tests/repository/test_swapped.py"])


def journeys_broken() -> Measured:
    """Failed journeys in a real browser; a page that answers 500 fails each of them."""
    return on_sqlite(["-n", "2", "tests/journeys"])


def journeys_axe() -> Measured:
    """Pages of the matrix on which axe finds something, light, dark and on a phone, full and empty."""
    return on_sqlite(["tests/journeys/test_axe.py"])


def on_both(which: list[str], **environment: str) -> Measured:
    binaries = postgres.find()
    if binaries is None:
        raise RuntimeError("no PostgreSQL on this machine, so this was not measured")
    first = on_sqlite(which, **environment)
    with postgres.cluster(binaries) as url:
        second = on_sqlite(which, DATABASE_URL=url, **environment)
    return Measured(first.measured + second.measured, first.n + second.n)


def on_sqlite(which: list[str], **environment: str) -> Measured:
    """Failed and skipped tests; on another database where DATABASE_URL names one."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "--show-capture=no", f"--junitxml={report}", *which]
        clean = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        subprocess.run(command, cwd=ROOT, env=clean | environment, stdout=sys.stderr)
        suite = next(ElementTree.parse(report).iter("testsuite"))
    bad = sum(int(suite.get(kind, 0)) for kind in ("failures", "errors", "skipped"))
    return Measured(bad, int(suite.get("tests", 0)))
