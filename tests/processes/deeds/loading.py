"""A website that takes its time to load, where DEEDS_LOADING says how many seconds."""

import os
import time
from collections.abc import Callable

from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from tests.processes.deeds.tasks import note


def slowly(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    if seconds := os.environ.get("DEEDS_LOADING"):
        note("loading", "website")
        time.sleep(float(seconds))
    raise MiddlewareNotUsed
