"""Peers in environments of their own (environments.py): told an instance, they answer pairs and seconds."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.engine.environments import NotThere, python_of
from benchmarks.engine.instances import Chosen, Instance

SCRIPTS = Path(__file__).with_name("outside")
LONGEST = 120

# name -> environment, script and its arguments
OUTSIDE: dict[str, tuple[str, tuple[str, ...]]] = {
    "mentor-match, our value as its rule": ("mentor-match", ("run_mentor_match.py",)),
    "mentormatch, its own rules": ("mentormatch", ("run_mentormatch.py",)),
    "matching, HospitalResident": ("matching", ("run_matching.py", "hospital")),
    "matching, StableRoommates": ("matching", ("run_matching.py", "roommates")),
}


@dataclass(frozen=True)
class Answered:
    """What an outside peer chose, and its own seconds without starting Python."""

    chosen: Chosen
    seconds: float


def ask(name: str, instance: Instance) -> Answered:
    """Let an outside peer solve an instance. Raises `NotThere` where it cannot, and says why."""
    peer, (script, *arguments) = OUTSIDE[name]
    told = {
        key: getattr(instance, key).tolist() for key in ("first", "second", "weight", "capacity", "senior")
    }
    command: list[str | Path] = [python_of(peer), "-W", "ignore", SCRIPTS / script, *arguments]
    try:
        ran = subprocess.run(
            command,
            input=json.dumps(told | {"n": instance.n}),
            capture_output=True,
            text=True,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        raise NotThere(f"took longer than {LONGEST} s") from None
    if ran.returncode:
        raise NotThere((ran.stderr.strip().splitlines() or ["it failed"])[-1][:120])
    answer = json.loads(ran.stdout.splitlines()[-1])
    ends = np.sort(np.array(answer["pairs"], np.int64).reshape(-1, 2), axis=1)
    chosen = np.isin(instance.first * instance.n + instance.second, ends[:, 0] * instance.n + ends[:, 1])
    if np.count_nonzero(chosen) != len(ends):
        raise NotThere("it paired people whom a rule keeps apart")
    return Answered(chosen, float(answer["seconds"]))
