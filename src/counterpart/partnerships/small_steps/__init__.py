"""Small steps to begin with, topic by topic, each list from the smallest to the largest.

They are only ever suggested. A topic that has no list of its own takes that of the topic above it, and in the
end the one that suits everything.
"""

from collections.abc import Iterable

from django_stubs_ext import StrOrPromise

from counterpart.partnerships.small_steps import people, screens, work

ANYTHING = work.ANYTHING
BY_TOPIC: dict[str, tuple[StrOrPromise, ...]] = {
    topic: steps
    for lists in (screens.LISTS, people.LISTS, work.LISTS)
    for topics, steps in lists.items()
    for topic in topics.split()
}


def suggested(slugs: Iterable[str]) -> tuple[StrOrPromise, ...]:
    """For a topic and those above it, the nearest first."""
    return next((BY_TOPIC[slug] for slug in slugs if slug in BY_TOPIC), ANYTHING)
