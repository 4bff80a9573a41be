"""What can be done in matching: search, overrule, publish, answer."""

from counterpart.matching.actions.answering import answer, lapse, let_go, remind
from counterpart.matching.actions.hiding import hide_private
from counterpart.matching.actions.overruling import accept_one_way, forbid, pin, undo
from counterpart.matching.actions.publishing import publish
from counterpart.matching.actions.searching import QUICK, SOLVE, again, give_up, keep, start, work_out
from counterpart.matching.actions.seating import take_seat

__all__ = [
    "QUICK",
    "SOLVE",
    "accept_one_way",
    "again",
    "answer",
    "forbid",
    "give_up",
    "hide_private",
    "keep",
    "lapse",
    "let_go",
    "pin",
    "publish",
    "remind",
    "start",
    "take_seat",
    "undo",
    "work_out",
]
