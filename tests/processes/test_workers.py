"""Two workers side by side: each job is done by one of them, however long it lasts."""

from time import sleep

import pytest

from tests.processes.place import ENDLESS, LEASE, Place, wait_for

pytestmark = [pytest.mark.processes, pytest.mark.postgres]


def test_two_workers_never_do_the_same_job(here: Place) -> None:
    names = [f"job{number}" for number in range(30)]
    here.ask("queue", task="nap", names=names, seconds=0.02)
    here.start("worker")
    here.start("worker")
    wait_for(lambda: len(here.deeds("done")) >= len(names))
    sleep(2 * LEASE)
    assert (sorted(here.deeds("began")), sorted(here.deeds("done"))) == (sorted(names), sorted(names))


def test_a_kernel_longer_than_two_leases_is_not_run_twice(here: Place) -> None:
    here.ask("queue", task="hold", names=["kernel"], seconds=3.5 * LEASE)
    here.start("worker")
    here.start("worker")
    wait_for(lambda: here.deeds("done"))
    assert (here.deeds("began"), here.deeds("done")) == (["kernel"], ["kernel"])


def test_without_the_heartbeat_it_would_be_run_twice(here: Place) -> None:
    here.ask("queue", task="hold", names=["kernel"], seconds=ENDLESS)
    here.start("worker", DEEDS_WITHOUT="beat")
    here.start("worker", DEEDS_WITHOUT="beat")
    wait_for(lambda: len(here.deeds("began")) > 1)


def test_what_takes_too_long_is_stopped_and_given_up(here: Place) -> None:
    here.ask("queue", task="dawdle", names=["slow"])
    here.start("worker")
    wait_for(lambda: len(here.deeds("began")) == 2)
    sleep(2 * LEASE)
    assert (here.deeds("began"), here.deeds("done")) == (["slow", "slow"], [])
