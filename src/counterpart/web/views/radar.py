"""Which topics rise, who could show them, and what some know that others do not."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from counterpart.programmes.models import Membership, Programme
from counterpart.radar import queries
from counterpart.radar.models import Group, What
from counterpart.radar.queries import Radar, Topic
from counterpart.web.asking import Asking
from counterpart.web.radar_picture import MOST, Spoke
from counterpart.web.radar_picture import radar as picture
from counterpart.web.signed_in import signed_in

PAGE, FEW = 12, 5


@dataclass(frozen=True)
class Told:
    """Of a topic, how many people at least did one thing, stage by stage, and how many then."""

    what: str
    stages: list[tuple[str, int]]
    now: int
    then: int


@require_safe
@signed_in
def radars(request: Asking) -> HttpResponse:
    """The one of my programme; of several, the first by name."""
    return _page(request, queries.programmes_of(request.user).first())


@require_safe
@signed_in
def radar(request: Asking, pk: UUID) -> HttpResponse:
    return _page(request, get_object_or_404(queries.programmes_of(request.user), pk=pk))


def _page(request: Asking, about: Programme | None) -> HttpResponse:
    read = queries.read(about, request.user) if about else None
    page = Paginator(read.topics if read else [], PAGE).get_page(request.GET.get("page"))
    context = {
        "about": about,
        "others": queries.programmes_of(request.user),
        "read": read,
        "page": page,
        "lines": [_line(each) for each in page],
        "first": page.start_index(),
        "takes_part": Membership.objects.joined().filter(programme=about, person=request.user).exists(),
        **(_at_a_glance(read) if read and read.topics and page.number == 1 else {}),
    }
    return render(request, "radar/radar.html", context)


def _at_a_glance(read: Radar) -> dict[str, object]:
    """What stands above the table, on its first page."""
    spokes = [
        Spoke(each.skill.name, each.shows, each.wishes, each.change if read.then else 0)
        for each in read.topics[:MOST]
    ]
    return {
        "picture": picture(spokes),
        "rising": read.rising[:FEW],
        "fading": read.fading[:FEW],
        "juniors_know": read.known_only_to(Group.JUNIOR, Group.SENIOR)[:FEW],
        "seniors_know": read.known_only_to(Group.SENIOR, Group.JUNIOR)[:FEW],
    }


def _line(topic: Topic) -> tuple[Topic, Told, Told, list[Told]]:
    """A topic, who can show it, who would like it, and what was said of it lately."""
    shows, wishes, *lately = (
        Told(str(what.label), _stages(topic.numbers[what]), topic.of(what), topic.then(what)) for what in What
    )
    return topic, shows, wishes, [each for each in lately if each.now or each.then]


def _stages(numbers: Counter[str]) -> list[tuple[str, int]]:
    return [(str(group.label), numbers[group]) for group in Group if numbers[group]]
