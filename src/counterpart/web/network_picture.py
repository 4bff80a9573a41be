"""Somebody's own network: they in the middle, whom they know around them, and dots for whom those know."""

from math import cos, pi, sin
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from counterpart.introductions.queries import MyReach
from counterpart.people.models import Person
from counterpart.web.templatetags.look import initials

SIZE, NEAR, FAR = 360, 95, 160  # of the picture, and how far from its middle
MOST_NEAR, MOST_FAR = 24, 120  # beyond them a picture is a blot, and the numbers beneath say it


def network(person: Person, reach: MyReach) -> SafeString:
    known = reach.known[:MOST_NEAR]
    places = {each.pk: _place(n, len(known), NEAR) for n, each in enumerate(known)}
    far = _outer({each.pk: reach.beyond[each.pk] for each in known})
    lines = [(SIZE // 2, SIZE // 2, *places[each.pk]) for each in known]
    lines += [
        (*places[near], *far[number]) for near in places for number in reach.beyond[near] if number in far
    ]
    return format_html(
        '<svg class="network" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        SIZE,
        SIZE,
        _("You, whom you know, and whom they know: %(one)d and %(two)d people")
        % {"one": reach.one.people, "two": reach.two.people},
        format_html_join("", '<path d="M{} {}L{} {}"/>', lines),
        format_html_join("", '<circle class="far" cx="{}" cy="{}" r="3.5"/>', far.values()),
        format_html_join(
            "",
            '<circle class="near" cx="{0}" cy="{1}" r="15"/><text x="{0}" y="{1}">{2}</text>',
            ((*places[each.pk], initials(each.name)) for each in known),
        ),
        format_html(
            '<g><circle class="me" cx="{0}" cy="{0}" r="20"/><text class="me" x="{0}" y="{0}">{1}</text></g>',
            SIZE // 2,
            initials(person.name),
        ),
    )


def _place(n: int, of: int, away: int) -> tuple[int, int]:
    angle = 2 * pi * n / max(of, 1) - pi / 2
    return round(SIZE / 2 + away * cos(angle)), round(SIZE / 2 + away * sin(angle))


def _outer(beyond: dict[UUID, list[int]]) -> dict[int, tuple[int, int]]:
    """In the order of whom they are known to, so that lines cross little."""
    order = list(dict.fromkeys(number for numbers in beyond.values() for number in numbers))[:MOST_FAR]
    return {number: _place(n, len(order), FAR) for n, number in enumerate(order)}
