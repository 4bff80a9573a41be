"""What every page and component draws with: the mark, icons, faces, and where the reader stands."""

from functools import cache
from html import unescape

import lucide
from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_cotton.templatetags import Attrs

from counterpart.programmes import rules

register = template.Library()

# Our words for the icons of the lucide set.
ICONS = {
    "add": "plus",
    "alarm": "circle-alert",
    "around": "orbit",
    "back": "arrow-left",
    "calendar": "calendar",
    "clock": "clock",
    "copy": "copy",
    "done": "check",
    "file": "file-text",
    "help": "hand-helping",
    "home": "house",
    "key": "key-round",
    "leave": "log-out",
    "less": "x",
    "letter": "mail",
    "list": "list-checks",
    "lock": "lock",
    "look": "search",
    "love": "heart",
    "more": "ellipsis",
    "next": "arrow-right",
    "people": "users-round",
    "person": "user-round",
    "pin": "pin",
    "private": "eye-off",
    "reverse": "arrow-up-right",
    "save": "download",
    "send": "send",
    "settings": "sliders-horizontal",
    "shield": "shield",
    "talk": "message-circle",
    "undo": "undo-2",
    "up": "upload",
}

# The ones that are ours: the mark's two halves, and the two ways.
OWN = {
    "out": '<path d="M12 4.5a7.5 7.5 0 0 0 0 15M10.5 12H22m-4-4 4 4-4 4"/>',
    "in": '<path d="M12 4.5a7.5 7.5 0 0 0 0 15M22 12H10.5m4-4-4 4 4 4"/>',
    "two": '<path d="M10.3 4.5a7.5 7.5 0 0 0 0 15zM13.7 4.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/>',
    "apart": '<path d="M7.5 6a6 6 0 0 0 0 12zM16.5 6a6 6 0 0 1 0 12z" fill="currentColor"/>',
}
_OWN_ICON = (
    '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
    ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>'
)
_MARK = (
    '<svg class="mark{}" viewBox="3 5 34 30" aria-hidden="true">'
    '<path class="f-amber" d="M10.5 19a13 13 0 0 1 26 0z"/>'
    '<path class="f-indigo" d="M3.5 21a13 13 0 0 0 26 0z"/>'
    "{}</svg>"
)
_MARK_ARROWS = (
    '<g class="arrows"><path class="p-on-out" d="M18 14h12m-3.5-3.5L30 14l-3.5 3.5"/>'
    '<path class="p-on-in" d="M22 26H10m3.5-3.5L10 26l3.5 3.5"/></g>'
)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """An icon by our name for it; it says nothing to a screen reader, so words must stand beside it."""
    if not name:
        return SafeString()
    if name in OWN:
        return format_html(_OWN_ICON, SafeString(OWN[name]))
    drawn = lucide._render_icon(
        ICONS[name], 24, **{"class": "icon", "aria-hidden": "true", "stroke-width": 1.75}
    )
    return SafeString(drawn)


@register.simple_tag
def mark(large: bool = False) -> SafeString:
    return format_html(_MARK, " large" if large else "", SafeString(_MARK_ARROWS if large else ""))


def initials(name: str) -> str:
    """Two letters for a face: 'Amina Diallo' gives AD, 'amina@example.org' gives A."""
    words = [word for word in unescape(name).split("@")[0].split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


@register.filter
def letters_of(name: object) -> str:
    return initials(str(name))


@register.filter
def stone(name: object) -> str:
    """One of five quiet tones, always the same for the same name."""
    return f"s{sum(map(ord, unescape(str(name)))) % 5 + 1}"


@register.simple_tag
def spread(attrs: Attrs) -> SafeString:
    """The attributes a component was given and does not know itself, each value escaped."""
    return format_html_join(
        "",
        " {}{}",
        (
            (name, "" if value is True else format_html('="{}"', value))
            for name, value in attrs.attrs_dict().items()
            if value is not False and value is not None and name[0] != ":"
        ),
    )


@register.simple_tag(takes_context=True)
def here(context: Context, address: str, exact: bool = False) -> bool:
    """Does the reader stand at this address, or below it, or at one of several?"""
    path: str = context["request"].path if "request" in context else ""
    return any(
        path == each or (not exact and each.count("/") > 1 and path.startswith(each))
        for each in address.split()
    )


@register.simple_tag(takes_context=True)
def organises(context: Context) -> bool:
    """Does the reader run a programme, or may they make one? Whoever only takes part finds theirs at home."""
    return rules.can_make(context["request"].user)


@register.simple_tag(takes_context=True)
def theme_choice(context: Context) -> str:
    """'light' or 'dark' where the reader chose one, else nothing: as the device does."""
    chosen: str = context["request"].COOKIES.get("theme", "") if "request" in context else ""
    return chosen if chosen in ("light", "dark") else ""
