"""Who could learn enough from whom among many people: compiled walks from each wish to those who offer it."""

from __future__ import annotations

import numpy as np
from numba import njit

from counterpart.engine.columns import Told
from counterpart.engine.shapes import Hashes, Indices, Integers, Numbers


@njit(cache=True, nogil=True)
def reached(
    begin: int,
    end: int,
    seeks: Told,
    own: Numbers,
    offered: Told,
    room: Integers,
    line: Integers,
    languages: Hashes,
    frame: Integers,
    has_stage: bool,
    least: float,
) -> tuple[Indices, Indices, Numbers, Numbers]:
    """Learners begin..end, teachers (ascending for each), benefits and distances.

    offered   by skill: who offers it, at which level; `own` the learner's level for each wish
    frame     n x attributes that anyone told, stage first; -1 where not told
    """
    wishes, wanted, importance = seeks.start, seeks.skill, seeks.number
    offers, who, level = offered.start, offered.skill, offered.number
    n, attributes, words = room.size, frame.shape[1], languages.shape[1]
    most = 0
    for i in range(begin, end):
        for e in range(wishes[i], wishes[i + 1]):
            most += offers[wanted[e] + 1] - offers[wanted[e]]
    learner, teacher = np.empty(most, np.int64), np.empty(most, np.int64)
    benefit, distance = np.empty(most), np.empty(most)
    left, seen = np.ones(n), np.full(n, -1, np.int64)
    count = 0
    for i in range(begin, end):
        if room[i] <= 0:
            continue
        for e in range(wishes[i], wishes[i + 1]):
            for f in range(offers[wanted[e]], offers[wanted[e] + 1]):
                j = who[f]
                if seen[j] != i:
                    seen[j] = i
                    left[j] = 1.0
                left[j] *= 1 - importance[e] / 5 * (max(0.0, level[f] - own[e]) / 5)
        first = count
        for e in range(wishes[i], wishes[i + 1]):
            for f in range(offers[wanted[e]], offers[wanted[e] + 1]):
                j = who[f]
                if seen[j] != i:
                    continue
                seen[j] = -1
                if j == i or 1 - left[j] < least or room[j] <= 0:
                    continue
                if line[i, 0] < line[j, 0] and line[j, 1] < line[i, 1]:
                    continue
                if line[j, 0] < line[i, 0] and line[i, 1] < line[j, 1]:
                    continue
                one = other = common = np.uint64(0)
                for word in range(words):
                    one |= languages[i, word]
                    other |= languages[j, word]
                    common |= languages[i, word] & languages[j, word]
                if one != 0 and other != 0 and common == 0:
                    continue
                teacher[count] = j
                count += 1
        teacher[first:count] = np.sort(teacher[first:count])
        for a in range(first, count):
            j = teacher[a]
            far = 0.0
            for c in range(attributes):
                one_code, other_code = frame[i, c], frame[j, c]
                if one_code < 0 or other_code < 0:
                    far += 0.5
                elif c == 0 and has_stage:
                    far += abs(one_code - other_code) / 5
                elif one_code != other_code:
                    far += 1.0
            learner[a], benefit[a] = i, 1 - left[j]
            distance[a] = far / attributes if attributes else 0.5
    return learner[:count].copy(), teacher[:count].copy(), benefit[:count].copy(), distance[:count].copy()
