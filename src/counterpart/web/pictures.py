"""Pictures as pure functions: values in, inline SVG out.

Colour comes by class and never by attribute, so that a strict policy and both themes hold. Every picture has
a title and a description; the page puts the numbers in a table beneath. Names given as SafeString count as
escaped already, everything else is escaped here.
"""

from html import unescape

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from counterpart.web.templatetags.look import initials


def duo(first: str, second: str) -> SafeString:
    """Two halves of one circle, an arrow each way: the first is the reader's side, or the first named."""
    first, second = unescape(str(first)), unescape(str(second))
    words = _("%(first)s and %(second)s: something goes each way") % {"first": first, "second": second}
    return format_html(
        '<svg class="figure" viewBox="13 3 190 114" role="img"><title>{}</title>'
        '<path class="half" d="M70 4a56 56 0 0 0 0 112z"/><text x="43" y="60">{}</text>'
        '<path class="half" d="M146 4a56 56 0 0 1 0 112z"/><text x="173" y="60">{}</text>'
        '<path class="p-out p-thick" d="M80 43h55m-10-10 10 10-10 10"/>'
        '<path class="p-in p-thick" d="M136 77H81m10-10-10 10 10 10"/></svg>',
        words,
        initials(first),
        initials(second),
    )
