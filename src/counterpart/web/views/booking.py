"""Somebody who books for another: names and times, and the way to each time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.partnerships.actions import assistants
from counterpart.partnerships.models import Assistant
from counterpart.partnerships.queries.assistants import bookings
from counterpart.web.asking import Asking
from counterpart.web.forms.programmes import NameAndAddress
from counterpart.web.signed_in import signed_in
from counterpart.web.views.calendar import page


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def booking_for(request: Asking, who: UUID) -> HttpResponse:
    """All that there is to book; posting stops it."""
    assistant = get_object_or_404(Assistant.objects.for_helper(request.user), pk=who)
    if request.method == "POST":
        assistants.stop_booking(assistant, by=request.user, at=timezone.now())
        messages.success(request, _("You no longer book for %(name)s.") % {"name": assistant.person.name})
        return redirect("home")
    context = {"assistant": assistant, "bookings": bookings(assistant, timezone.now())}
    return render(request, "together/booking_for.html", context)


@require_POST
@signed_in
def assistant(request: Asking) -> HttpResponse:
    """Ask somebody to book for one, or take it back."""
    now = timezone.now()
    if "stop" in request.POST:
        for each in Assistant.objects.filter(person=request.user, ended_at=None):
            assistants.stop_booking(each, by=request.user, at=now)
        return redirect("calendar")
    form = NameAndAddress(request.POST)
    if form.is_valid():
        try:
            assistants.ask_to_book(form.newcomer(time_zone=request.user.time_zone), by=request.user, at=now)
            messages.success(request, _("A letter tells them. From now on they can book for you."))
            return redirect("calendar")
        except assistants.ThatIsYou:
            form.add_error("email", _("This is your own address."))
        except assistants.Enough:
            form.add_error(None, _("You asked several people today. Please go on tomorrow."))
    return page(request, form)
