"""The request as our views see it: somebody who signed in asks."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from counterpart.people.models import Person


class Asking(HttpRequest):
    user: Person
    htmx: HtmxDetails
