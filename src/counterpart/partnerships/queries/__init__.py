from counterpart.partnerships.queries.meetings import (
    Held,
    Times,
    agenda,
    in_calendar,
    next_times,
    people_of,
    times,
    unrated,
    whom,
    with_people,
)
from counterpart.partnerships.queries.together import Said, Shared, Ways, other, shared, thread, ways

__all__ = [
    "Held",
    "Said",
    "Shared",
    "Times",
    "Ways",
    "agenda",
    "in_calendar",
    "next_times",
    "other",
    "people_of",
    "shared",
    "thread",
    "times",
    "unrated",
    "ways",
    "whom",
    "with_people",
]
