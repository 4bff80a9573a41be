"""Verbs of a partnership: `together` begins and ends it, `writing` is its thread, `answering` the way to it
from a letter."""

from counterpart.partnerships.actions.answering import RanOut, TooMuch, answer
from counterpart.partnerships.actions.together import AlreadyEnded, TopicTold, begin, end, hide_private
from counterpart.partnerships.actions.writing import LONGEST, AlreadyWritten, write

__all__ = [
    "LONGEST",
    "AlreadyEnded",
    "AlreadyWritten",
    "RanOut",
    "TooMuch",
    "TopicTold",
    "answer",
    "begin",
    "end",
    "hide_private",
    "write",
]
