from counterpart.partnerships.queries.together import Said, Shared, Ways, other, shared, thread, ways

__all__ = ["Said", "Shared", "Ways", "other", "shared", "thread", "ways"]
