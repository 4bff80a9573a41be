"""What the owner looks after: that letters arrive, and that each programme has an organiser."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from counterpart.letters.actions import send_test
from counterpart.letters.queries import fate, last_test
from counterpart.letters.queries import outbox as letters_of_all
from counterpart.programmes.models import Programme
from counterpart.stories.models import DoorsShut
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def owner(request: Asking) -> HttpResponse:
    if not request.user.is_owner:
        raise PermissionDenied
    if request.method == "POST":
        send_test(request.user, by=request.user, at=timezone.now())
        messages.success(
            request, _("A test letter is on its way to %(address)s.") % {"address": request.user.email}
        )
        return redirect("owner")
    programmes = Programme.objects.known_to(request.user).prefetch_related("organisers__person")
    page = Paginator(programmes.order_by("-made_at", "pk"), PAGE).get_page(request.GET.get("page"))
    test = last_test(request.user)
    context = {
        "page": page,
        "from_address": settings.DEFAULT_FROM_EMAIL,
        "test": test,
        "fate": fate(test) if test else "",
        "doors_shut": DoorsShut.objects.exists(),
    }
    return render(request, "programmes/owner.html", context)


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The letters nobody mails in demo mode. Anywhere else this page does not exist."""
    if not settings.DEMO:
        raise Http404
    return render(request, "programmes/outbox.html", {"letters": letters_of_all()})
