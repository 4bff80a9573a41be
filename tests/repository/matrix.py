"""Every route, and what each kind of person gets from it. What is not said here is refused.

A refused stranger is sent to the sign-in page; a refused person who has signed in gets 404, as if it were not
there. `forbidden` are those who may see the thing and not do this with it: 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.repository.world import ACTORS, World

EVERYBODY = " ".join(ACTORS)
SIGNED_IN = " ".join(actor for actor in ACTORS if actor not in ("anonymous", "disabled"))
OWN = SIGNED_IN  # a page about nobody but whoever asks


@dataclass(frozen=True)
class Route:
    get: str | None = None  # who gets the page; None: there is none (405)
    post: str | None = None  # who may do it; None: nothing can be done here (405)
    forbidden: str = ""
    answer: int = 200  # what a let-in GET gets
    args: Callable[[World], dict[str, Any]] = lambda world: {}
    data: Callable[[World], dict[str, Any]] = lambda world: {}
    tells: str = ""  # canaries that the address itself entitles anybody to read


ROUTES: dict[str, Route] = {
    # the look
    "styleguide": Route(get=EVERYBODY),
    "who_reads": Route(get=EVERYBODY),
    "theme": Route(post=EVERYBODY),
    # signing in
    "account_request_login_code": Route(get="anonymous disabled", post=EVERYBODY, forbidden=""),
    "account_confirm_login_code": Route(get=None, post=None),
    "account_login": Route(get=EVERYBODY, post=EVERYBODY, answer=302),
    "account_logout": Route(get=SIGNED_IN, post=EVERYBODY),
    "account_inactive": Route(get=EVERYBODY),
}
