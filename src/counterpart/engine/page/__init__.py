"""A result as one page that stands by itself: no script, nothing fetched, numbers beneath every picture."""

from counterpart.engine.page.page import report_html

__all__ = ["report_html"]
