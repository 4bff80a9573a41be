"""Tasks for tests of the queue itself."""

from datetime import timedelta

from counterpart import jobs

DONE: list[str] = []


@jobs.task()
def greet(name: str) -> str:
    DONE.append(name)
    return f"hello {name}"


@jobs.task(attempts=2, gave_up="tests.jobs.deeds.apologise")
def stumble(name: str) -> None:
    raise ValueError(f"a secret word of {name}")


@jobs.task()
def apologise(name: str) -> None:
    DONE.append(f"sorry, {name}")


@jobs.task()
def answer_oddly(name: str) -> object:
    return object()


@jobs.task(slow=True, limit=timedelta(minutes=30))
def ponder(name: str) -> None:
    DONE.append(f"{name} pondered")


@jobs.task(every=timedelta(minutes=10))
def sweep() -> None:
    DONE.append("swept")


def no_task() -> None:
    """Looks like one, and is none."""
