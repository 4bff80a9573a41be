"""Stories, lessons and trend notes: the list, one of them, and what readers do with it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.partnerships import actions as together
from counterpart.partnerships.queries import whom
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill
from counterpart.stories import actions, queries, talking
from counterpart.stories.models import Comment, Follow, OpenDoor, Story
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.stories import Deciding, Reporting, Saying
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import carried_out

PAGE = 12
COMMENTS = 50


@require_safe
@signed_in
def stories(request: Asking) -> HttpResponse:
    """A page at a time, and an end."""
    kind, topic = request.GET.get("kind", ""), request.GET.get("topic", "")
    following = request.GET.get("from") == "following"
    slug = topic if topic.replace("-", "").isalnum() else ""
    found = queries.reading_list(request.user, at=timezone.now(), kind=kind, topic=slug, following=following)
    page = Paginator(found.values_list("pk", flat=True), PAGE).get_page(request.GET.get("page"))
    about = Skill.objects.filter(slug=slug).first() if slug else None
    context = {
        "page": page,
        "stories": queries.listed(page.object_list, request.user),
        "kinds": [(value, label, value == kind) for value, label in Story.Kind.choices],
        "kind": kind if kind in Story.Kind.values else "",
        "about": about,
        "follows_it": about and Follow.objects.filter(person=request.user, topic=about).exists(),
        "following": following,
        "mine": queries.mine(request.user)[:PAGE],
    }
    return render(request, "stories/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def story(request: Asking, pk: UUID) -> HttpResponse:
    found, now = find(request, pk), timezone.now()
    if request.method != "POST":
        if found.is_told:
            actions.read(found, by=request.user, at=now)
        return _page(request, found, Saying())
    form = Saying(request.POST)
    if form.is_valid():
        try:
            actions.comment(
                found, form.cleaned_data["body"], key=form.cleaned_data["key"], by=request.user, at=now
            )
            return redirect(f"{request.path}#comments")
        except actions.AlreadyWithdrawn:
            messages.info(request, _("It was taken back a moment ago, so nothing was said."))
            return redirect("stories")
        except actions.TooMuch:
            form.add_error("body", _("That was a lot within one hour. Please go on later."))
    return _page(request, found, form)


def find(request: Asking, pk: UUID) -> Story:
    rows = Story.objects.visible_to(request.user).select_related("author", "programme")
    found = get_object_or_404(rows.prefetch_related("voices__person", "topics"), pk=pk)
    if found.withdrawn_at:
        messages.info(request, _("It was taken back. Nobody reads it any more."))
    return found


def _page(request: Asking, found: Story, form: Saying) -> HttpResponse:
    me, now = request.user, timezone.now()
    voice = next((each for each in found.voices.all() if each.person_id == me.pk), None)
    taught, counts = queries.taught_me(found, me), queries.taught_by(found) if voice else {}
    said = Paginator(queries.comments(found, me), COMMENTS).get_page(request.GET.get("page"))
    ahead = talking.meetings(found, me, at=now) if found.is_told and said.object_list else []
    context: dict[str, object] = {
        "story": found,
        "form": form,
        "voice": voice,
        "tellers": [each.person for each in found.voices.all()],
        "to_agree": voice and voice.agreed_version != found.version,
        "alone": len(found.voices.all()) == 1,
        "topics": [(each, each.pk in taught, counts.get(each.pk, 0)) for each in found.topics.all()],
        "has_taught": bool(taught),
        "page": said,
        "ahead": [(each, whom(each.partnership, me)) for each in ahead],
        "out_of_date": found.is_out_of_date(now),
        "follows": Follow.objects.filter(person=me, whom=found.author).exists(),
        "followed": set(
            Follow.objects.filter(person=me, topic__in=found.topics.all()).values_list("topic", flat=True)
        ),
        "is_open": OpenDoor.objects.filter(story=found, person=me).exists() if voice else False,
    }
    return answer(request, "stories/one.html", context, form)


@require_POST
@signed_in
def taught(request: Asking, pk: UUID) -> HttpResponse:
    """It taught me something, about these topics; or it did not after all."""
    found, now = find(request, pk), timezone.now()
    if not found.is_told or found.voices.filter(person=request.user).exists():
        raise PermissionDenied
    if "undo" in request.POST:
        actions.forget_taught(found, by=request.user, at=now)
        return redirect("story", pk)
    ticked = set(request.POST.getlist("topic"))
    topics = [each for each in found.topics.all() if str(each.pk) in ticked] or list(found.topics.all())
    actions.taught(found, topics, by=request.user, at=now)
    messages.success(request, _("They hear that it did, without your name."))
    return redirect("story", pk)


@require_POST
@signed_in
def follow(request: Asking, pk: UUID) -> HttpResponse:
    """Whoever told this under their name, or a topic of it."""
    found = find(request, pk)
    stops = request.POST.get("stop-topic", "")
    slug = (stops or request.POST.get("topic", "")).replace("\x00", "")
    topic = found.topics.filter(slug=slug).first()
    if topic is None and (not found.named or found.author_id == request.user.pk):
        raise PermissionDenied
    whom = None if topic else found.author
    if stops or "stop" in request.POST:
        actions.stop_following(by=request.user, whom=whom, topic=topic)
    else:
        actions.follow(by=request.user, at=timezone.now(), whom=whom, topic=topic)
        messages.success(
            request, _("What comes from there stands under “Following”. Nobody sees whom you follow.")
        )
    return redirect("story", pk)


@require_POST
@signed_in
def comment(request: Asking, pk: UUID) -> HttpResponse:
    """Take back what I said."""
    rows = Comment.objects.visible_to(request.user).select_related("story", "author")
    found = get_object_or_404(rows, pk=pk)
    if found.author_id != request.user.pk:
        raise PermissionDenied
    actions.withdraw_comment(found, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("story", found.story_id)


@require_POST
@signed_in
def talk_about(request: Asking, pk: UUID) -> HttpResponse:
    """Put what somebody said on the table of a meeting of mine."""
    rows = queries.comments_for(request.user).select_related("story")
    said = get_object_or_404(rows, pk=pk)
    ahead = talking.meetings(said.story, request.user, at=timezone.now())
    chosen = next((each for each in ahead if str(each.pk) == request.POST.get("meeting")), None)
    if chosen is None:
        raise Http404
    if carried_out(request, chosen, partial(together.put, chosen, [talking.slug_of(said)])):
        messages.success(request, _("It lies on the table of your next meeting."))
    return redirect(f"{reverse('story', args=[said.story_id])}#comments")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report(request: Asking, pk: UUID) -> HttpResponse:
    """Tell the organisers that this should not stand there."""
    found = find(request, pk)
    said = None
    if which := request.GET.get("comment"):
        said = get_object_or_404(queries.comments(found, request.user), pk=_uuid(which))
    form = Reporting(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        actions.report(found, why, by=request.user, at=timezone.now(), comment=said)
        messages.success(request, _("Thank you. An organiser looks at it, and does not read who told them."))
        return redirect("stories")
    return answer(request, "stories/report.html", {"story": found, "comment": said, "form": form}, form)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def moderate(request: Asking, pk: UUID) -> HttpResponse:
    """The organiser: what was reported, what is hidden, and the decision on each."""
    programme = get_object_or_404(Programme.objects.filter(organisers__person=request.user), pk=pk)
    if request.method != "POST":
        context = {
            "programme": programme,
            "reports": queries.to_moderate(programme),
            "hidden": queries.hidden(programme),
        }
        return render(request, "stories/moderate.html", context)
    form = Deciding(request.POST)
    story = get_object_or_404(
        Story.objects.filter(programme=programme), pk=_uuid(request.POST.get("story", ""))
    )
    said = None
    if which := request.POST.get("comment"):
        said = get_object_or_404(story.comments.select_related("author"), pk=_uuid(which))
    if form.is_valid():
        now, why = timezone.now(), form.cleaned_data["why"]
        if form.cleaned_data["does"] == "hide":
            actions.hide(story, why, comment=said, by=request.user, at=now)
        else:
            actions.let_stand(story, comment=said, by=request.user, at=now)
        messages.success(request, _("Done. Whoever wrote it has a letter."))
    return redirect("programme-stories", pk)
