"""What is said back about steps that were done: it notices what was easier, never belittles what was not."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.partnerships.courage_seals import Small
from counterpart.partnerships.queries.courage import Path, Sure


def about(path: Path) -> str:
    """The sentence on top of the page of a wish."""
    if not path.steps:
        return _("Cut it into steps so small that the first is almost nothing. You choose them, and when.")
    if not path.done:
        return _("The first step is there. It waits for as long as you like.")
    return about_steps(path.done)


def about_steps(done: Sequence[Small]) -> str:
    """In the order they were done; at least one."""
    last, names = done[-1], {"n": len(done)}
    if all(each.was_easier for each in done):
        return ngettext(
            "One small step done, and it was easier than you thought.",
            "%(n)d small steps done. Every one was easier than you thought.",
            len(done),
        ) % (names)
    count = ngettext("One small step done.", "%(n)d small steps done.", len(done)) % names
    return f"{count} {_about_the_last(last)}"


def _about_the_last(last: Small) -> str:
    if last.was_easier:
        return _("The last one was easier than you thought.")
    if last.real == last.predicted:
        return _("The last one was just as you thought, and you did it.")
    return _("The last one asked more of you than you thought, and you did it all the same.")


def about_sure(sure: Sequence[Sure]) -> str:
    if len(sure) < 2:
        return ""
    names = {"then": sure[0].value, "now": sure[-1].value}
    if names["now"] > names["then"]:
        return _("You began at %(then)s and are at %(now)s now.") % names
    if names["now"] == names["then"]:
        return _("You began at %(then)s and are there now. What you did stays done.") % names
    told = _("You began at %(then)s and are at %(now)s now.") % names
    return f"{told} {_('Looking closer can do that; what you did stays done.')}"
