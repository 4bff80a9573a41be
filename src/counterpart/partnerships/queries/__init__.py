from counterpart.partnerships.queries.together import (
    Arrow,
    Said,
    Shared,
    Ways,
    arrows,
    others,
    shared,
    thread,
    ways,
)

__all__ = ["Arrow", "Said", "Shared", "Ways", "arrows", "others", "shared", "thread", "ways"]
