"""Verbs of a partnership: `together` begins and ends it, `writing` is its thread, `circles` its seats."""

from counterpart.partnerships.actions.together import AlreadyEnded, TopicTold, begin, end, hide_private
from counterpart.partnerships.actions.writing import LONGEST, AlreadyWritten, write

__all__ = ["LONGEST", "AlreadyEnded", "AlreadyWritten", "TopicTold", "begin", "end", "hide_private", "write"]
