"""`kill -9`, whomever it hits: nobody is left behind, and the work is done, once."""

import os
import signal
import socket
import subprocess
import sys
from time import sleep

import pytest

from tests.processes.place import ENDLESS, LEASE, Place, alive, free_port, offspring, wait_for

pytestmark = [pytest.mark.processes, pytest.mark.postgres]


@pytest.mark.parametrize("after", [0.1, 0.5, 0.9])
def test_a_job_whose_child_is_killed_is_done_by_the_next_one(here: Place, after: float) -> None:
    here.ask("queue", task="nap", names=["run"], seconds=ENDLESS, again=0.1)
    here.start("worker")
    wait_for(lambda: here.deeds("began"))
    sleep(after)
    here.kill(here.doer("run"))
    wait_for(lambda: here.deeds("done"))
    sleep(LEASE)
    assert (here.deeds("began"), here.deeds("done")) == (["run", "run"], ["run"])


@pytest.mark.parametrize("task", ["nap", "hold"])
def test_a_killed_worker_leaves_no_orphan_even_one_in_a_kernel(here: Place, task: str) -> None:
    here.ask("queue", task=task, names=["run"], seconds=ENDLESS)
    worker = here.start("worker")
    wait_for(lambda: here.deeds("began"))
    below = here.kill(worker.pid)
    assert len(below) == 2
    wait_for(lambda: not any(alive(pid) for pid in below), seconds=2)
    assert here.deeds("done") == []


def test_the_job_of_a_killed_worker_is_done_after_a_restart_once(here: Place) -> None:
    here.ask("queue", task="nap", names=["run"], seconds=ENDLESS, again=0.1)
    worker = here.start("worker")
    wait_for(lambda: here.deeds("began"))
    sleep(0.3)
    here.kill(worker.pid)
    here.start("worker")
    wait_for(lambda: here.deeds("done"))
    sleep(2 * LEASE)
    assert (here.deeds("began"), here.deeds("done")) == (["run", "run"], ["run"])


def test_website_and_worker_end_with_the_command_that_started_them(here: Place) -> None:
    port = free_port()
    here.ask("queue", task="hold", names=["run"], seconds=ENDLESS, again=0.1)
    both = here.start("run", PORT=str(port))
    wait_for(lambda: here.deeds("began"))
    wait_for(lambda: listening(port))
    below = here.kill(both.pid)
    assert len(below) == 5  # serve and its process, worker and its two
    wait_for(lambda: not any(alive(pid) for pid in below) and not listening(port), seconds=2)
    here.start("run", PORT=str(port))
    wait_for(lambda: here.deeds("done") == ["run"])
    assert here.deeds("began") == ["run", "run"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopped_in_an_orderly_way_everything_ends_and_the_job_goes_on_later(
    here: Place, how: signal.Signals
) -> None:
    port = free_port()
    here.ask("queue", task="nap", names=["run"], seconds=0.8)
    both = here.start("run", PORT=str(port))
    wait_for(lambda: here.deeds("began") and listening(port))
    here.seen |= (below := set(offspring(both.pid)))
    os.kill(both.pid, how)
    assert both.wait(10) == 0
    assert not any(alive(pid) for pid in below)
    assert (here.deeds("done"), listening(port)) == (["run"], False)


def test_a_website_that_is_told_to_end_while_it_loads_ends_at_once(here: Place) -> None:
    website = here.start("serve", PORT=str(free_port()), DEEDS_LOADING=str(ENDLESS))
    wait_for(lambda: here.deeds("loading"))
    here.seen |= (below := set(offspring(website.pid)))
    website.terminate()
    assert website.wait(10) == 0
    assert not any(alive(pid) for pid in below)


def test_a_taken_port_is_named(here: Place) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        command = [sys.executable, "-m", "counterpart", "run"]
        ended = subprocess.run(
            command, env=here.environment | {"PORT": str(port)}, capture_output=True, text=True
        )
    said = f"Port {port} is taken by another program. Stop that one, or choose another: PORT=8001\n"
    assert (ended.returncode, ended.stderr) == (1, said)


def listening(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
