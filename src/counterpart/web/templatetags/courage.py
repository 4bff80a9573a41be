"""The lines of courage inside templates, each with its numbers beneath."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import template
from django.utils.safestring import SafeString

from counterpart.partnerships.courage_seals import Small
from counterpart.partnerships.queries.courage import Sure
from counterpart.web import lines

register = template.Library()


@register.simple_tag
def strip(small: Small) -> SafeString:
    return lines.strip(small.predicted, small.real)


@register.filter
def of(found: Mapping[UUID, Any], small: Small) -> Any:
    """What is known about one step."""
    return found.get(small.step.pk, "")


@register.inclusion_tag("pictures/thought_and_was.html")
def thought_and_was(done: Sequence[Small]) -> dict[str, Any]:
    """At least one step that was done."""
    figures = [(each.predicted, each.real) for each in done if each.real is not None]
    return {"picture": lines.thought_and_was(figures), "done": done}


@register.inclusion_tag("pictures/how_sure.html")
def how_sure(sure: Sequence[Sure]) -> dict[str, Any]:
    """At least one check-in."""
    return {"picture": lines.how_sure([(each.at, each.value) for each in sure]), "sure": sure}
