from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest) -> HttpResponse:
    """What the same house answers to the same reader where there is nothing to do."""
    return HttpResponse("bare")


urlpatterns = [path("bare/", bare), path("", include("counterpart.config.urls"))]
