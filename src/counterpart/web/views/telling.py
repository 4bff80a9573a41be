"""Telling a story alone or together, changing it, agreeing to the words, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.partnerships.models import Partnership, Pause
from counterpart.people import queries as people
from counterpart.people.models import Avoidance, Person, Seek
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.actions import NotASkill, understand
from counterpart.skills.models import Skill
from counterpart.stories import actions
from counterpart.stories.models import Story
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.stories import Telling
from counterpart.web.signed_in import signed_in
from counterpart.web.views.stories import find

MOST_TOPICS = 3


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Asking) -> HttpResponse:
    """Of the kind that the address says; together with a counterpart where one likes."""
    said = request.GET.get("kind", "")
    kind = said if said in Story.Kind.values else Story.Kind.STORY.value
    programmes, others = programmes_of(request.user), _others(request.user)
    if not programmes:
        messages.info(request, _("Stories are told in a programme that you take part in."))
        return redirect("stories")
    form = Telling(
        request.POST if request.method == "POST" else None,
        kind=kind,
        programmes=programmes,
        others=others,
        initial=drafts.take(request),
    )
    if request.method == "POST" and form.is_valid() and _told(request, form, programmes, others):
        return redirect("story", form.cleaned_data["key"])
    return _page(request, form, {"kind": kind, "kinds": Story.Kind.choices})


def programmes_of(me: Person) -> list[Programme]:
    rows = Membership.objects.joined().filter(person=me).exclude(programme__state=Programme.State.CLOSED)
    return [each.programme for each in rows.select_related("programme").order_by("programme__name")]


def _others(me: Person) -> list[Person]:
    """Whom I am, or was, together with; nobody with whom I rest, or whom I would rather not meet."""
    rests = Pause.objects.open().values("partnership")
    here = Partnership.objects.visible_to(me).exclude(pk__in=rests)
    rows = Person.objects.filter(seats__partnership__in=here, is_active=True).exclude(pk=me.pk)
    avoided = Avoidance.objects.filter(person=me, avoided__isnull=False).values("avoided")
    return list(rows.exclude(pk__in=avoided).distinct().order_by("name", "pk"))


def _topics(form: Telling) -> tuple[Skill, ...]:
    try:
        found = understand(form.cleaned_data["topics"])
    except NotASkill:
        found = []
    if not found:
        form.add_error("topics", _("Please say it in other words: a topic, such as “Public speaking”."))
    return tuple(found[:MOST_TOPICS])


def _written(form: Telling, topics: tuple[Skill, ...]) -> actions.Written:
    said = form.cleaned_data
    return actions.Written(
        kind=form.kind,
        title=said["title"],
        body=said["body"],
        cost=said.get("cost", ""),
        now=said.get("now", ""),
        whom=said.get("whom", ""),
        tries=said.get("tries", ""),
        expires_on=form.expires_on(),
        named=said["named"] == "yes",
        topics=topics,
    )


def _told(request: Asking, form: Telling, programmes: list[Programme], others: list[Person]) -> bool:
    said, topics = form.cleaned_data, _topics(form)
    if not topics:
        return False
    where = {str(each.pk): each for each in programmes}.get(said.get("programme", ""), programmes[0])
    other = {str(each.pk): each for each in others}.get(said.get("together", ""))
    words = _written(form, topics)
    try:
        actions.write(where, words, key=said["key"], by=request.user, at=timezone.now(), together=other)
    except actions.NotAMember:
        form.add_error(None, _("Both of you have to take part in the programme in which it is told."))
        return False
    except actions.TooMuch:
        form.add_error(None, _("That is a lot for one day. Please go on tomorrow."))
        return False
    if other:
        messages.success(
            request, _("%(name)s has a letter. It is told once you agree.") % {"name": other.first_name}
        )
    else:
        messages.success(request, _("It is told. You can change it or take it back at any time."))
    return True


def _page(request: Asking, form: Telling, context: dict[str, object]) -> HttpResponse:
    wishes = [seek.skill.name for seek in Seek.objects.of(request.user) if seek.skill]
    offers = [offer.skill.name for offer in people.offers(request.user)]
    return answer(
        request, "stories/write.html", {"form": form, "ideas": sorted({*wishes, *offers})} | context, form
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: Asking, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    form = Telling(
        request.POST if request.method == "POST" else None,
        kind=found.kind,
        programmes=[found.programme],
        initial=_as_it_is(found) | drafts.take(request),
    )
    if request.method == "POST" and form.is_valid() and (topics := _topics(form)):
        seen = form.cleaned_data["seen"] or found.version
        try:
            actions.change(found, _written(form, topics), seen=seen, by=request.user, at=timezone.now())
        except actions.SomebodyWasFaster:
            form.add_error(
                None, _("Somebody changed the words meanwhile. Look at them before you change yours.")
            )
        except actions.AlreadyWithdrawn:
            messages.info(request, _("It was taken back a moment ago."))
            return redirect("stories")
        else:
            messages.success(request, _("Changed."))
            return redirect("story", pk)
    return _page(request, form, {"kind": found.kind, "story": found})


def _mine(request: Asking, pk: UUID) -> Story:
    found = find(request, pk)
    if request.user.pk not in [each.person_id for each in found.voices.all()]:
        raise PermissionDenied
    return found


def _as_it_is(found: Story) -> dict[str, object]:
    names = ("title", "body", "cost", "now", "whom", "tries")
    return {name: getattr(found, name) for name in names} | {
        "named": "yes" if found.named else "no",
        "topics": ", ".join(each.name for each in found.topics.all()),
        "seen": found.version,
    }


@require_POST
@signed_in
def agree(request: Asking, pk: UUID) -> HttpResponse:
    """Yes to these words, or rather not together."""
    found, now = _mine(request, pk), timezone.now()
    seen = request.POST.get("seen", "")
    try:
        if request.POST.get("answer") == "no":
            actions.step_back(found, by=request.user, at=now)
            messages.info(request, _("It is not told together. Nobody asks why."))
            return redirect("stories")
        if actions.agree(found, seen=int(seen) if seen.isdecimal() else 0, by=request.user, at=now):
            messages.success(request, _("Agreed. It is told now."))
    except actions.SomebodyWasFaster:
        messages.info(request, _("The words changed meanwhile. Here is how they stand."))
    except actions.AlreadyWithdrawn:
        messages.info(request, _("It was taken back a moment ago."))
        return redirect("stories")
    return redirect("story", pk)


@require_POST
@signed_in
def withdraw(request: Asking, pk: UUID) -> HttpResponse:
    found = _mine(request, pk)
    try:
        actions.withdraw(found, by=request.user, at=timezone.now())
        messages.success(request, _("Taken back. Nobody reads it any more."))
    except actions.AlreadyWithdrawn:
        pass  # the first click did it
    return redirect("stories")


@require_POST
@signed_in
def let_out(request: Asking, pk: UUID) -> HttpResponse:
    """Whether the public may read it, on the page of the programme."""
    found, now = _mine(request, pk), timezone.now()
    if "stop" in request.POST:
        actions.close_door(found, by=request.user, at=now)
    else:
        actions.open_door(found, by=request.user, at=now)
    return redirect("story", pk)
