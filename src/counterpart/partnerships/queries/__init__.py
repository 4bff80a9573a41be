from counterpart.partnerships.queries.beginning import Beginning, beginning, beginnings, in_force
from counterpart.partnerships.queries.together import Said, Shared, Ways, other, shared, thread, ways

__all__ = [
    "Beginning",
    "Said",
    "Shared",
    "Ways",
    "beginning",
    "beginnings",
    "in_force",
    "other",
    "shared",
    "thread",
    "ways",
]
