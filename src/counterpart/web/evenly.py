"""Asking for a code takes as long for an address nobody has here as for one that gets a letter."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

LEAST = 0.1  # seconds: several times what writing a letter takes, and too short to keep the others waiting


def evenly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def at_its_pace(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0.0, began + LEAST - time.monotonic()))
        return response

    return at_its_pace
