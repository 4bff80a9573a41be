"""What can be done in matching: search, overrule, publish, answer, and ask somebody oneself."""

from counterpart.matching.actions.answering import answer, lapse, let_go, remind
from counterpart.matching.actions.hiding import hide_private
from counterpart.matching.actions.overruling import accept_one_way, forbid, pin, undo
from counterpart.matching.actions.publishing import publish
from counterpart.matching.actions.reaching import (
    OPEN_AT_ONCE,
    ask,
    lapse_asked,
    let_go_asked,
    remind_asked,
    reply,
    tell_more,
    want_to_know,
    withdraw,
)
from counterpart.matching.actions.searching import QUICK, SOLVE, again, give_up, keep, start, work_out
from counterpart.matching.actions.seating import come_to_host, take_seat

__all__ = [
    "OPEN_AT_ONCE",
    "QUICK",
    "SOLVE",
    "accept_one_way",
    "again",
    "answer",
    "ask",
    "come_to_host",
    "forbid",
    "give_up",
    "hide_private",
    "keep",
    "lapse",
    "lapse_asked",
    "let_go",
    "let_go_asked",
    "pin",
    "publish",
    "remind",
    "remind_asked",
    "reply",
    "start",
    "take_seat",
    "tell_more",
    "undo",
    "want_to_know",
    "withdraw",
    "work_out",
]
