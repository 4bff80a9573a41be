"""Small things that people ask, and help with: the list, one of them, and what its asker decides."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.asks import actions, queries, reporting, rules, waiting
from counterpart.asks.holding import Over
from counterpart.asks.models import Ask, Help
from counterpart.people import queries as people
from counterpart.people.models import Person
from counterpart.skills.actions import NotASkill, understand
from counterpart.skills.models import Skill
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking as Request
from counterpart.web.forms.asks import Asking, Helping, Place
from counterpart.web.signed_in import signed_in
from counterpart.web.views.telling import programmes_of

PAGE, FEW = 12, 4
NOW = gettext_lazy("Asked. Who can show it reads it first, and you have an answer within two weeks.")
TOMORROW = gettext_lazy(
    "Asked. It is shown from tomorrow, so that no hour tells who asked. You have an answer within two weeks."
)
FEWER = gettext_lazy(
    "Fewer than five others read it there, so they would know it is you. Ask more people, or with your name?"
)
OVER = gettext_lazy("It ended a moment ago.")


@require_safe
@signed_in
def asks(request: Request) -> HttpResponse:
    now = timezone.now()
    page = Paginator(queries.to_read(request.user, at=now), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "mine": queries.mine(request.user)[:FEW],
        "waiting": set(queries.with_offers(request.user, at=now).values_list("pk", flat=True)),
        "helped": queries.helped(request.user)[:FEW],
        "few": FEW,
        "decides": queries.reported(request.user).exists(),
    }
    return render(request, "asks/list.html", context)


@require_safe
@signed_in
def all_mine(request: Request) -> HttpResponse:
    """All that I asked, or all that I offered to help with."""
    helped = request.GET.get("of") == "helped"
    rows: QuerySet[Help] | QuerySet[Ask]
    rows = queries.helped(request.user) if helped else queries.mine(request.user)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    waiting = set(queries.with_offers(request.user, at=timezone.now()).values_list("pk", flat=True))
    return render(request, "asks/all.html", {"page": page, "is_helped": helped, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Request) -> HttpResponse:
    if not (places := _places(request.user)):
        messages.info(request, _("Asking needs a programme that you take part in."))
        return redirect("asks")
    is_crowd = any(_is_crowd(each, request.user) for each in places)
    begun = {"topic": request.GET.get("topic", "")[:100].replace("\x00", "")}
    begun["anonymous"] = "yes" if is_crowd else "no"
    form = Asking(request.POST or None, places=places, initial=begun | drafts.take(request))
    if request.method == "POST" and form.is_valid() and (key := _asked(request, form)):
        return redirect("ask", key)
    ideas = sorted({seek.words for seek in people.wishes(request.user) if not seek.is_private})
    return answer(request, "asks/new.html", {"form": form, "ideas": ideas, "is_crowd": is_crowd}, form)


def _places(person: Person) -> list[Place]:
    whole, shows = Ask.Audience.PROGRAMME, Ask.Audience.SHOWS
    found = []
    for each in programmes_of(person):
        named = {"programme": each.name}
        found.append(Place(_("Everybody in %(programme)s") % named, each, whole))
        found.append(Place(_("Only those in %(programme)s who can show it") % named, each, shows))
    here = {each.programme.pk for each in found}
    for circle in queries.circles_of(person):
        if circle.programme_id in here:
            label = _("The circle about %(topic)s") % {"topic": circle.skill.now if circle.skill else ""}
            found.append(Place(label, circle.programme, Ask.Audience.CIRCLE, circle))
    return found


def _is_crowd(place: Place, person: Person) -> bool:
    return place.audience == Ask.Audience.PROGRAMME and rules.is_crowd(
        rules.asked_of(place.programme, audience=place.audience), person
    )


def _asked(request: Request, form: Asking) -> UUID | None:
    """The key of what is asked now; else the form says what is in the way."""
    said, topic = form.cleaned_data, _topic(form)
    if form.errors:
        return None
    place, anonymous = said["place"], said["anonymous"] == "yes"
    try:
        actions.ask(
            place.programme,
            said["words"],
            topic=topic,
            anonymous=anonymous,
            audience=place.audience,
            circle=place.circle,
            key=said["key"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.Enough:
        form.add_error(None, _("Three of yours stand open. Take one back before you ask another."))
    except actions.TooFew:
        form.add_error("anonymous", FEWER)
    except actions.NotAMember:
        form.add_error(None, _("This cannot be asked there any more. Please open the page again."))
    else:
        messages.success(request, TOMORROW if anonymous else NOW)
        return UUID(str(said["key"]))
    return None


def _topic(form: Asking) -> Skill | None:
    try:
        return (
            next(iter(understand(form.cleaned_data["topic"])), None) if form.cleaned_data["topic"] else None
        )
    except NotASkill:
        form.add_error("topic", _("Please say it in other words: a topic, such as “Public speaking”."))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Whoever asked sees who would help; everybody else can offer to."""
    found = find(request, pk)
    if rules.asks(request.user, found):
        return _of_mine(request, found)
    form = Helping(request.POST or None, initial=drafts.take(request))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            actions.offer_help(found, said["words"], key=said["key"], by=request.user, at=timezone.now())
            messages.success(
                request, _("Thank you. Whoever asked reads it, and you have an answer either way.")
            )
        except Over:
            messages.info(request, OVER)
        return redirect("ask", pk)
    mine = Help.objects.standing().filter(ask=found, by=request.user).select_related("partnership").first()
    context = {"ask": found, "form": form, "mine": mine, "is_open": _is_open(found)}
    return answer(request, "asks/one.html", context, form)


def find(request: Request, pk: UUID) -> Ask:
    rows = Ask.objects.visible_to(request.user).select_related("programme", "topic", "asker", "circle__skill")
    return get_object_or_404(rows, pk=pk)


def _is_open(found: Ask) -> bool:
    return found.ended_at is None and found.hidden_at is None and found.lapses_at > timezone.now()


def _of_mine(request: Request, found: Ask) -> HttpResponse:
    if request.method == "POST":
        return redirect("ask", found.pk)
    accepted = found.helps.filter(accepted_at__isnull=False).select_related("by", "partnership").first()
    context = {
        "ask": found,
        "offers": queries.offers_for(found) if _is_open(found) else [],
        "accepted": accepted,
        "is_open": _is_open(found),
        "half_way": found.asked_on + waiting.HALF,
    }
    return render(request, "asks/mine.html", context)


@require_POST
@signed_in
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Of my own ask: accept one who would help, take it back, or thank."""
    found, now = find(request, pk), timezone.now()
    if not rules.asks(request.user, found):
        raise PermissionDenied
    try:
        if "thank" in request.POST:
            actions.thank(found, by=request.user, at=now)
            messages.success(request, _("Your thanks are on their way."))
        elif "withdraw" in request.POST:
            actions.withdraw(found, by=request.user, at=now)
            messages.success(request, _("Taken back. Nobody asks why."))
            return redirect("asks")
        else:
            chosen = {str(each.row.pk): each.row for each in queries.offers_for(found)}
            if offered := chosen.get(request.POST.get("help", "")):
                partnership = actions.accept(offered, by=request.user, at=now)
                return redirect("partnership", partnership.pk)
    except Over:
        messages.info(request, OVER)
    return redirect("ask", pk)


@require_POST
@signed_in
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """What I offered."""
    found = get_object_or_404(Help.objects.standing().filter(by=request.user).select_related("ask"), pk=pk)
    try:
        actions.take_back_help(found, by=request.user, at=timezone.now())
        messages.success(request, _("Taken back."))
    except Over:
        messages.info(request, OVER)
    return redirect("asks")


@require_POST
@signed_in
def report(request: Request, pk: UUID) -> HttpResponse:
    found = find(request, pk)
    if rules.asks(request.user, found):
        return redirect("ask", pk)  # the same answer as to whoever was too late
    try:
        reporting.report(found, by=request.user, at=timezone.now())
        messages.success(request, _("Thank you. It is hidden, and the contact person decides."))
    except Over:
        messages.info(request, OVER)
    return redirect("asks")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reported(request: Request) -> HttpResponse:
    """The contact person: what was reported, without a name, and the decision."""
    rows = queries.reported(request.user).select_related("programme", "topic")
    if request.method == "POST":
        key = request.POST.get("ask", "")
        found = next((each for each in rows if str(each.pk) == key), None)
        if found:
            stands = request.POST.get("does") == "stand"
            try:
                reporting.decide(found, stands=stands, by=request.user, at=timezone.now())
                messages.success(request, _("Done. Whoever asked has a letter."))
            except Over:
                messages.info(request, OVER)
        return redirect("asks-reported")
    return render(request, "asks/reported.html", {"asks": rows[:PAGE]})
