from counterpart.partnerships.queries.conversation import (
    Jotted,
    OnTable,
    Talk,
    Version,
    leaders,
    members,
    suggested,
    talk,
    talks,
    version,
)
from counterpart.partnerships.queries.together import Said, Shared, Ways, other, shared, thread, ways

__all__ = [
    "Jotted",
    "OnTable",
    "Said",
    "Shared",
    "Talk",
    "Version",
    "Ways",
    "leaders",
    "members",
    "other",
    "shared",
    "suggested",
    "talk",
    "talks",
    "thread",
    "version",
    "ways",
]
