"""What the spine promises about being killed: `python -m benchmarks.spine_processes ROW [--without GUARD]`.

Real processes are started and killed with `kill -9`; the match is the demo's, the mail server is on loopback.
The last line printed is JSON: id, measured, n, seed. `--without beat` (or `reaper`, or `hold`) switches a
guard off, to show that the numbers then are others.
"""

import argparse
import json
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from counterpart.cli import ports
from tests.processes.place import LEASE, Place, alive, free_port, offspring, place, wait_for
from tests.processes.sink import mailboxes

VICTIMS = ("child", "worker", "demo")
SHARES = (0.1, 0.5, 0.9)
LETTERS = 60
SEED = 1


@dataclass(frozen=True)
class Outcome:
    """What was found after one kill."""

    orphans: int
    lost: int
    again: int


def kill_orphans() -> tuple[int, int]:
    """Processes left behind, and ports still taken."""
    found = [outcome.orphans for outcome in kills()]
    return sum(found), len(found)


def kill_lost_jobs() -> tuple[int, int]:
    """Match runs that did not finish after a restart."""
    found = [outcome.lost for outcome in kills()]
    return sum(found), len(found)


def kill_duplicates() -> tuple[int, int]:
    """Match runs that finished more than once, and kernels that were begun more than once."""
    found = [outcome.again for outcome in kills()]
    return sum(found) + kernels_begun_again() + jobs_done_again(), len(found) + 2


def letters_lost() -> tuple[int, int]:
    """Letters that nobody received although workers were killed while sending."""
    received, _, _ = letters_under_fire()
    return LETTERS - received, LETTERS


def letters_twice() -> tuple[int, int]:
    """Letters that came twice: under two Message-IDs, or without a kill of the worker that was sending."""
    _, under_two_names, unexplained = letters_under_fire()
    return under_two_names + unexplained + letters_by_two_workers(), 2 * LETTERS


ROWS: dict[str, Callable[[], tuple[int, int]]] = {
    "kill-orphans": kill_orphans,
    "kill-lost-jobs": kill_lost_jobs,
    "kill-duplicates": kill_duplicates,
    "letters-lost": letters_lost,
    "letters-twice": letters_twice,
}
MORE: dict[str, str] = {}


@contextmanager
def demo() -> Iterator[Place]:
    """A demo that has been started once: seeded, and stopped again."""
    with tempfile.TemporaryDirectory() as folder, place(Path(folder) / "demo", **MORE) as made:
        port = free_port()
        process = made.start("demo", PORT=str(port))
        wait_for(lambda: process.poll() is not None or ports.answers("127.0.0.1", port), seconds=120)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        yield made


def kills() -> Iterator[Outcome]:
    """One match run for each victim at each moment."""
    with demo() as seeded:
        with copied(seeded) as here:
            lasts = lasting(here)
        for victim in VICTIMS:
            for share in SHARES:
                outcome, lasts = hit(seeded, victim, share, lasts)
                print(f"{victim} killed at {share:.0%} of {lasts:.2f} s: {outcome}", flush=True)
                yield outcome


def hit(seeded: Place, victim: str, share: float, lasts: float) -> tuple[Outcome, float]:
    """A kill that came while the match was at work, and how long a match takes by now.

    One that came too late shows nothing: how long a match takes is measured again, and so is the kill.
    """
    for _ in range(10):
        with copied(seeded) as here:
            outcome = killed(here, victim, share * lasts)
        if outcome:
            return outcome, lasts
        with copied(seeded) as here:
            lasts = lasting(here)
    raise RuntimeError(f"the match run was always over before {share * lasts:.2f} s")


@contextmanager
def copied(seeded: Place) -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "demo"
        shutil.copytree(seeded.home, home)
        with place(home, **MORE) as here:
            yield here


def lasting(here: Place) -> float:
    """Seconds that a match run takes when nobody is killed."""
    running(here)
    began = time.monotonic()
    wait_for(lambda: not at_work(here), seconds=60)
    return time.monotonic() - began


def running(here: Place) -> tuple[int, int]:
    """Start the demo and a match run in it; answers the demo's pid and port once the run is under way."""
    port = free_port()
    process = here.start("demo", PORT=str(port))
    wait_for(lambda: ports.answers("127.0.0.1", port), seconds=30)
    here.ask("match")
    wait_for(lambda: at_work(here), seconds=30)
    return process.pid, port


def killed(here: Place, victim: str, seconds: float) -> Outcome | None:
    """What one kill left behind; nothing where the run was over before it."""
    pid, port = running(here)
    worked_out = count(here, "worked out")
    time.sleep(seconds)
    tree = {"demo": pid, "worker": below(pid, "worker"), "child": below(pid, "default,slow")}
    if not at_work(here):
        return None
    mourners = here.kill(tree[victim])
    if victim == "child":
        orphans = 0
    else:
        # The demo ends when its worker does, and takes the website with it.
        everybody = {*mourners, *offspring(pid)} | ({pid} if victim == "worker" else set())
        orphans = left_behind(everybody, port)
        here.start("demo", PORT=str(port))
    try:
        wait_for(lambda: count(here, "worked out") > worked_out, seconds=30)
        lost = 0
    except TimeoutError:
        lost = 1
    time.sleep(2 * LEASE)
    return Outcome(orphans, lost, max(0, count(here, "worked out") - worked_out - 1))


def left_behind(pids: set[int], port: int) -> int:
    """How many live on, and whether the port is taken, two leases later."""
    try:
        wait_for(
            lambda: not any(alive(pid) for pid in pids) and ports.is_free("127.0.0.1", port),
            seconds=2 * LEASE + 5,
        )
    except TimeoutError:
        return sum(alive(pid) for pid in pids) + (not ports.is_free("127.0.0.1", port))
    return 0


def below(pid: int, words: str) -> int:
    """The process below this one that was started with these words."""
    return next(
        each
        for each in offspring(pid)
        if Path(f"/proc/{each}/cmdline").read_text().rstrip("\0").endswith(f"\0{words}")
    )


def at_work(here: Place) -> bool:
    """Whether the match run is being worked out at this moment."""
    return bool(
        scalar(
            here,
            "select count(*) from django_tasks_database_dbtaskresult"
            " where status = 'RUNNING' and task_path = 'counterpart.matching.tasks.solve'"
            " and id = (select task_id from jobs_lease where key like '%matching.tasks.solve %'"
            " order by rowid desc limit 1)",
        )
    )


def count(here: Place, verb: str) -> int:
    return scalar(here, f"select count(*) from journal_entry where verb = '{verb}'")


def scalar(here: Place, sql: str) -> int:
    database = sqlite3.connect(f"file:{here.home / 'counterpart.sqlite3'}?mode=ro", uri=True, timeout=20)
    try:
        return int(database.execute(sql).fetchone()[0])
    finally:
        database.close()


@contextmanager
def empty() -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as folder, place(Path(folder) / "place", **MORE) as made:
        made.run("counterpart", "migrate")
        yield made


def kernels_begun_again() -> int:
    """Three kernels of three and a half leases, two workers."""
    names = ["a", "b", "c"]
    with empty() as here:
        here.ask("queue", task="hold", names=names, seconds=3.5 * LEASE)
        here.start("worker")
        here.start("worker")
        wait_for(lambda: set(here.deeds("done")) == set(names), seconds=60)
        return len(here.deeds("began")) - len(names)


def jobs_done_again() -> int:
    """A hundred short jobs, two workers."""
    names = [f"job{number}" for number in range(100)]
    with empty() as here:
        here.ask("queue", task="nap", names=names, seconds=0.01)
        here.start("worker")
        here.start("worker")
        wait_for(lambda: set(here.deeds("done")) == set(names), seconds=60)
        return len(here.deeds("began")) - len(names)


def letters_under_fire() -> tuple[int, int, int]:
    """Received, received under two names, and repeated without a kill: workers are killed while sending."""
    moments, chance = (0.2, 0.4, 0.6, 0.8), random.Random(SEED)
    with empty() as here, mailboxes(seconds=0.03) as kept:
        here.ask("post", count=LETTERS)
        for moment in moments:
            worker = here.start("worker", EMAIL_URL=kept.url)
            wait_for(partial(kept.has, moment * LETTERS), seconds=30)
            time.sleep(chance.uniform(0, 0.1))
            here.kill(worker.pid)
        here.start("worker", EMAIL_URL=kept.url)
        try:
            wait_for(lambda: here.ask("unsent") == "0", seconds=60)
        except TimeoutError:
            print("some letters still wait", flush=True)
        repeated = kept.deliveries - len(kept.received)
        print(f"{repeated} came again under the Message-ID it had, after {len(moments)} kills", flush=True)
        return len(kept.received), len(kept.twice), max(0, repeated - len(moments))


def letters_by_two_workers() -> int:
    """Letters that came twice where two workers send and nobody is killed."""
    with empty() as here, mailboxes(seconds=0.02) as kept:
        here.ask("post", count=LETTERS)
        here.start("worker", EMAIL_URL=kept.url)
        here.start("worker", EMAIL_URL=kept.url)
        wait_for(lambda: here.ask("unsent") == "0", seconds=60)
        return kept.deliveries - len(kept.received)


def main(arguments: list[str]) -> int:
    """Measure one row and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.spine_processes")
    parser.add_argument("row", choices=ROWS)
    parser.add_argument("--without", choices=["beat", "reaper", "hold"])
    asked = parser.parse_args(arguments)
    if asked.without == "hold":
        MORE["LETTER_HOLD"] = "0"
    elif asked.without:
        MORE["DEEDS_WITHOUT"] = asked.without
    measured, n = ROWS[asked.row]()
    print(json.dumps({"id": asked.row, "measured": measured, "n": n, "seed": SEED}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
