from counterpart.partnerships.queries.together import (
    Said,
    Shared,
    Ways,
    Worded,
    other,
    shared,
    thread,
    ways,
    ways_of,
    worded,
)

__all__ = ["Said", "Shared", "Ways", "Worded", "other", "shared", "thread", "ways", "ways_of", "worded"]
