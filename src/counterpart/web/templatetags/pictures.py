"""Pictures inside templates, each with its numbers beneath; they are drawn by `counterpart.web.pictures`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from counterpart.people.models import Stage
from counterpart.web import group_picture, pictures

register = template.Library()


@register.simple_tag
def picture_of_two(first: str, second: str) -> SafeString:
    return pictures.duo(str(first), str(second))


@register.simple_tag
def picture_of_group(people: Sequence[Any], arrows: Sequence[Any]) -> SafeString:
    """Arrows have a `teacher` and a `learner`, or are two people in that order."""
    names = {person.pk: str(person) for person in people}
    ways = (each if isinstance(each, tuple) else (each.teacher, each.learner) for each in arrows)
    return group_picture.group(names, [(teacher.pk, learner.pk) for teacher, learner in ways])


@register.inclusion_tag("pictures/map_of_match.html")
def map_of_match(twos: Sequence[pictures.Two]) -> dict[str, Any]:
    lanes = [str(stage.label) for stage in Stage]
    ways = sorted(pictures.ways_by_stage(twos).items(), key=lambda item: (-item[1], item[0]))
    return {
        "picture": pictures.map_of_match(twos, lanes),
        "is_summary": len(twos) > pictures.READABLE,
        "ways": [(lanes[shows], lanes[learns], count) for (shows, learns), count in ways],
    }


@register.inclusion_tag("pictures/supply_demand.html")
def supply_demand(topics: Sequence[pictures.Topic]) -> dict[str, Any]:
    ordered = sorted(topics, key=lambda topic: (-topic.offers - topic.seeks, topic.name))
    return {"picture": pictures.supply_demand(topics), "topics": ordered}
