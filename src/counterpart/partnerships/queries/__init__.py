from counterpart.partnerships.queries.together import (
    Said,
    Shared,
    Ways,
    names_of_others,
    other,
    shared,
    thread,
    ways,
)

__all__ = ["Said", "Shared", "Ways", "names_of_others", "other", "shared", "thread", "ways"]
