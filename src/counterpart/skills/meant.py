"""Which skills somebody may mean by words nobody foresaw, where the extra `semantic` is installed. No Django.

The vocabulary is read once in each process, beside all else it does; until that is done nothing is meant.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from counterpart.engine import BadInput
from counterpart.skills.meaning import Meaning, SentenceModel, Vectors
from counterpart.skills.vocabulary import load

NEAR = 0.86  # cosine: below it lie unrelated words


@dataclass
class Meant:
    """`make` is asked once, in a thread of its own."""

    make: Callable[[], Meaning] = SentenceModel
    model: Meaning | None = None
    vectors: Vectors | None = None
    _begun: threading.Event = field(default_factory=threading.Event)
    _one: threading.Lock = field(default_factory=threading.Lock)  # a model is asked one thing at a time

    def slugs(self, text: str, limit: int) -> list[str]:
        """The nearest first; none while the vocabulary is being read, or without the extra."""
        if not self._begun.is_set():
            self._begun.set()
            threading.Thread(target=self.read, daemon=True).start()
        if self.vectors is None or self.model is None:
            return []
        with self._one:
            (sought,) = self.model.vectors([text])
        cosines = self.vectors @ sought
        slugs = list(load())
        return [slugs[at] for at in np.argsort(-cosines)[:limit] if cosines[at] >= NEAR]

    def read(self) -> None:
        """Every skill of the vocabulary, by its name."""
        self._begun.set()
        try:
            model = self.make()
        except BadInput:
            return  # the extra is not installed
        self.vectors = model.vectors([entry.name for entry in load().values()])
        self.model = model


MEANT = Meant()
