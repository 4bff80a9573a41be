"""Verbs of a partnership: `together` begins and ends it, `writing` is its thread, `answering` the way to it
from a letter."""

from counterpart.partnerships.actions.agenda import (
    MOST_CARDS,
    CalledOff,
    TableFull,
    love,
    put,
    put_aside,
    talk_about,
    talk_now,
)
from counterpart.partnerships.actions.answering import RanOut, TooMuch, answer
from counterpart.partnerships.actions.noting import LONGEST_NOTE, ChangedMeanwhile, jot, mend, tear_up
from counterpart.partnerships.actions.together import (
    AlreadyEnded,
    Resting,
    TopicTold,
    begin,
    end,
    hide_private,
)
from counterpart.partnerships.actions.writing import LONGEST, AlreadyWritten, write

__all__ = [
    "LONGEST",
    "LONGEST_NOTE",
    "MOST_CARDS",
    "AlreadyEnded",
    "AlreadyWritten",
    "CalledOff",
    "ChangedMeanwhile",
    "RanOut",
    "Resting",
    "TableFull",
    "TooMuch",
    "TopicTold",
    "answer",
    "begin",
    "end",
    "hide_private",
    "jot",
    "love",
    "mend",
    "put",
    "put_aside",
    "talk_about",
    "talk_now",
    "tear_up",
    "write",
]
