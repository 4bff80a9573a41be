"""What every test stands on: who there is, what time it is, and that nothing is skipped in silence."""

import os
import shutil
import time
from collections.abc import Callable, Generator, Iterator
from copy import deepcopy
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from tests.cast import Cast, gather
from tests.repository.kept import kept
from tests.repository.world import World, build

pytest_plugins = ["tests.browser"]
ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"

# What is invented is judged by what comes of it, never by how busy the machine was meanwhile.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")


@pytest.fixture
def now() -> datetime:
    """The time of the test's actions. Real, as pages and jobs read the clock themselves."""
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def cast(db: None, now: datetime) -> Cast:
    return gather(now)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    """Chen's, with Amina and Bengt in it; Dara is in another."""
    return cast.programme


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def sign_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """PostgreSQL drops no database while somebody is in it: who stays after a moment is shown out."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            deadline = time.monotonic() + 5
            while _others_here("count(*)") and time.monotonic() < deadline:
                time.sleep(0.1)
            _others_here("count(pg_terminate_backend(pid))")


def _others_here(what: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {what} FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@pytest.fixture(scope="module")
def planted_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Everything of the matrix, planted once for a file of tests."""
    with kept(django_db_blocker):
        yield build(timezone.now().replace(microsecond=0))


@pytest.fixture
def world(planted_world: World, db: None) -> World:
    """As it was planted, whatever the test before did to it."""
    return deepcopy(planted_world)


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Real data, which lies beside the checkout on some machines only."""
    folder = Path(os.environ.get("COUNTERPART_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no real data at {folder}; set COUNTERPART_DATA to its folder")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(os.environ["TESTS_HOME"], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REQUIRE_ALL=1 a skip is a failure. Real data may be absent: it is not ours to ship."""
    report = yield
    if (
        REQUIRE_ALL
        and report.skipped
        and not hasattr(report, "wasxfail")
        and not item.get_closest_marker("data")
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_ALL=1: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, but REQUIRE_ALL=1: {report.longrepr}"
    return report
