"""An end worth having: look back, thank, keep a lesson, and what could come next."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.partnerships import queries, rules
from counterpart.partnerships.actions import ending as actions
from counterpart.partnerships.actions.together import AlreadyEnded
from counterpart.partnerships.models import Partnership, Topic
from counterpart.partnerships.queries import ending as reading
from counterpart.partnerships.queries import parting
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes.models import Membership
from counterpart.skills.models import Skill
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.parting import Confidence, Lesson, Thanks
from counterpart.web.next import when_we_look
from counterpart.web.signed_in import signed_in
from counterpart.web.views.parting import find, named


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ending(request: Asking, pk: UUID) -> HttpResponse:
    page = Page(request, find(request, pk))
    said = request.POST.get("say", "")
    if request.method == "POST" and said in SAYS:
        form = page.bind(said)
        if form.is_valid():
            SAYS[said](page)
            return redirect("partnership-ending", pk)
    return page.answer()


class Page:
    """The three forms of one page, of which at most one arrives filled in."""

    def __init__(self, request: Asking, found: Partnership) -> None:
        self.request, self.found, self.now = request, found, timezone.now()
        self.others = queries.others(found, request.user)
        self.kept = reading.kept(found, request.user, self.others)
        self.topics = queries.worded(found, request.user)
        self.back = reading.look_back(found, request.user, self.topics, at=self.now)
        draft = drafts.take(request)
        self.thanks = Thanks(initial=draft)
        told = {"lesson": self.kept.lesson or "", "may_share": self.kept.may_share}
        self.lesson = Lesson(initial={**told, **draft})
        self.confidence = Confidence(initial=draft, felt=self.back.felt)

    def bind(self, said: str) -> Thanks | Lesson | Confidence:
        data = self.request.POST
        if said == "thanks":
            self.thanks = Thanks(data)
            return self.thanks
        if said == "lesson":
            self.lesson = Lesson(data)
            return self.lesson
        self.confidence = Confidence(data, felt=self.back.felt)
        return self.confidence

    def answer(self) -> HttpResponse:
        me, found = self.request.user, self.found
        rest = None if found.ended_at else parting.rest(found, me)
        context = named(found, self.others) | {
            "until": found.ended_at or self.now,
            "back": self.back,
            "kept": self.kept,
            "ways": queries.ways_of(self.topics, me),
            "arrows": [] if found.is_pair else queries.arrows(found, me),
            "everybody": [me, *self.others],
            "can_finish": rules.can_finish(me, found),
            "can_thank": rules.is_open_to_thanks(found, rests=rest is not None),
            "learned": reading.learned(self.topics, me),
            "membership": _membership(found, me) if found.ended_at else None,
            "thanks": self.thanks,
            "lesson": self.lesson,
            "confidence": self.confidence,
        }
        return answer(
            self.request, "together/ending.html", context, self.thanks, self.lesson, self.confidence
        )


def _membership(found: Partnership, person: Person) -> Membership | None:
    return Membership.objects.joined().filter(programme=found.programme_id, person=person).first()


def _thank(page: Page) -> None:
    words, by = page.thanks.cleaned_data["thanks"], page.request.user
    try:
        actions.thank(page.found, words, by=by, at=page.now)
        messages.success(page.request, _("Your thanks are on their way."))
    except actions.AlreadyThanked:
        pass  # the first click did it
    except AlreadyEnded:
        told = _("Nothing passes between you any more, so this was not kept.")
        messages.error(page.request, told)


def _keep_lesson(page: Page) -> None:
    said = page.lesson.cleaned_data
    actions.keep_lesson(
        page.found, said["lesson"], may_share=said["may_share"], by=page.request.user, at=page.now
    )
    messages.success(page.request, _("Kept."))


def _feel(page: Page) -> None:
    values = page.confidence.values()
    if values:
        actions.check_in_at_the_end(page.found, values, by=page.request.user, at=page.now)
        messages.success(page.request, _("Kept."))


SAYS: dict[str, Callable[[Page], None]] = {"thanks": _thank, "lesson": _keep_lesson, "confidence": _feel}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def finish(request: Asking, pk: UUID) -> HttpResponse:
    found = find(request, pk)
    if request.method != "POST":
        if not rules.can_finish(request.user, found):
            return redirect("partnership", found.pk)
        context = named(found, queries.others(found, request.user))
        return render(request, "together/finish.html", context)
    try:
        actions.finish(found, by=request.user, at=timezone.now())
        messages.success(request, _("You have come to a good end."))
    except actions.HostFinishes:
        messages.info(request, _("Who hosts the circle brings it to its end. You can leave it at any time."))
    except AlreadyEnded:
        messages.info(request, _("It had come to its end already."))
    return redirect("partnership-ending", found.pk)


@require_POST
@signed_in
def show_now(request: Asking, pk: UUID, topic: int) -> HttpResponse:
    """Today's learner is tomorrow's teacher."""
    found = find(request, pk)
    learned = Topic.objects.filter(partnership=found, learner=request.user)
    open_ones = learned.filter(pk=topic).exclude(seek__isnull=False, seek__skill=None)
    skill = get_object_or_404(Skill, pk__in=open_ones.values("skill"))
    try:
        offer = actions.show_now(skill, by=request.user, at=timezone.now())
        told = _("%(topic)s stands among what you can show now.")
        messages.success(request, told % {"topic": offer.skill.now.name})
    except people.Enough:
        messages.info(request, _("You show as many things as anybody could read. Take one away first."))
    return redirect("partnership-ending", found.pk)


@require_safe
@signed_in
def certificate(request: Asking, pk: UUID) -> HttpResponse:
    found = find(request, pk)
    now = timezone.now()
    shown, learned = reading.in_the_open(queries.worded(found, request.user), request.user)
    context = {
        "partnership": found,
        "until": found.ended_at or now,
        "meetings": reading.held(found, at=now),
        "shown": shown,
        "learned": learned,
    }
    return render(request, "together/certificate.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def look_again(request: Asking, pk: UUID) -> HttpResponse:
    """Be looked for again, or not now. Nobody asks why."""
    rows = Membership.objects.joined().filter(person=request.user).select_related("programme")
    membership = get_object_or_404(rows, pk=pk)
    if request.method != "POST":
        return _look_again_page(request, membership)
    again = request.POST.get("answer") == "yes"
    people.tell_room(_room(request.user, again), by=request.user, at=timezone.now())
    if again:
        messages.success(request, _("We look again for you."))
    else:
        messages.success(request, _("Nobody is looked for until you say so."))
    return redirect("membership-look-again", membership.pk)


def _room(person: Person, again: bool) -> int:
    """Room for one more than now, or for nobody more."""
    taken = reading.taken(person)
    return min(max(person.capacity, taken + 1), 10) if again else min(taken, 10)


def _look_again_page(request: Asking, membership: Membership) -> HttpResponse:
    context = {
        "membership": membership,
        "room": reading.room(request.user) > 0,
        "when": when_we_look(membership.programme, timezone.now()),
    }
    return render(request, "together/look_again.html", context)
