"""A result as one page that stands by itself: no script, nothing fetched, numbers beneath every picture."""

from __future__ import annotations

from counterpart.engine.result import Result

__all__ = ["report_html"]


def report_html(result: Result, seconds: float | None = None) -> str:
    """A whole page: how many are served, how good the plan is, who with whom and why, skills, who is left.

    seconds   how long it took, where it should be told; nothing else here depends on when or where it runs

    The same result gives the same bytes. Pictures are inline SVG; no script, no request. Names and skills are
    escaped and cut after 60 characters. Long results: 150 partnerships are pictured, 4,000 directions and
    1,500 people left out are listed, and the page says what it leaves out.
    """
    from counterpart.engine.page.page import whole_page  # only who wants a page waits for all it needs

    return whole_page(result, seconds)
