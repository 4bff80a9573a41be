"""Every route, and what each kind of person gets from it. What is not said here is refused.

A refused stranger is sent to the sign-in page; a refused person who has signed in gets 404, as if it were not
there. `forbidden` are those who may see the thing and not do this with it: 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.repository.world import ACTORS, PROGRAMME, World

EVERYBODY = " ".join(ACTORS)
SIGNED_IN = " ".join(actor for actor in ACTORS if actor not in ("anonymous", "disabled"))
STRANGERS = "anonymous disabled"


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    get: str | None = None  # who gets the page; None: there is none (405)
    post: str | None = None  # who may do it; None: nothing can be done here (405)
    forbidden: str = ""
    elsewhere: str = ""  # who is led to another page, whatever they do
    answer: int = 200  # what a let-in GET gets
    args: Callable[[World], dict[str, Any]] = nothing
    data: Callable[[World], dict[str, Any]] = nothing
    missing: str = ""  # who finds nothing there, whatever they do
    fragment: bool = False  # a piece of a page, not a page
    tells: str = ""  # canaries that the address itself entitles anybody to read


def some(**names: Callable[[World], object]) -> Callable[[World], dict[str, Any]]:
    """Arguments of an address, read from the world once there is one."""
    return lambda world: {name: find(world) for name, find in names.items()}


PARTNERSHIP = some(pk=lambda world: world.partnership.pk)
CIRCLE = some(pk=lambda world: world.circle.pk)
OFFER = some(pk=lambda world: world.offer.pk)
SEEK = some(pk=lambda world: world.seek.pk)

UPLOAD = some(pk=lambda world: world.upload.pk)
RUN = some(pk=lambda world: world.run.pk)
TWO = some(one=lambda world: world.people["member"].pk, other=lambda world: world.cast.bengt.pk)
OF_PROGRAMME = some(pk=lambda world: world.programme.pk)
BELONGING = "invited member partner contact"  # may see the programme, and not steer it


def steering(
    get: str | None = None,
    post: str | None = None,
    args: Callable[[World], dict[str, Any]] = OF_PROGRAMME,
    data: Callable[[World], dict[str, Any]] = nothing,
    answer: int = 200,
) -> Route:
    """A page of whoever organises the programme; those who belong to it are told that it is not theirs."""
    return Route(get=get, post=post, args=args, data=data, answer=answer, forbidden=BELONGING)


ROUTES: dict[str, Route] = {
    # the look
    "styleguide": Route(get=EVERYBODY),
    "who_reads": Route(get=EVERYBODY),
    "theme": Route(post=EVERYBODY),
    # signing in
    "account_request_login_code": Route(get=STRANGERS, post=STRANGERS, elsewhere=SIGNED_IN),
    "account_confirm_login_code": Route(elsewhere=EVERYBODY),  # there is no code to confirm
    "account_login": Route(elsewhere=EVERYBODY),
    "account_logout": Route(get=SIGNED_IN, post=EVERYBODY, elsewhere=STRANGERS),
    "account_inactive": Route(get=EVERYBODY),
    # coming in: the link itself is the key, whoever holds it
    "invitation": Route(
        get=EVERYBODY, post=EVERYBODY, args=some(token=lambda world: world.invitation), tells=PROGRAMME
    ),
    "sign-in-link": Route(get=EVERYBODY, post=EVERYBODY, args=some(token=lambda world: world.sign_in)),
    "join-shared": Route(
        get=EVERYBODY, post=EVERYBODY, args=some(token=lambda world: world.link_words), tells=PROGRAMME
    ),
    # telling: everybody about themselves
    "joining-offers": Route(get=SIGNED_IN, post=SIGNED_IN),
    "joining-offer": Route(post="partner", args=OFFER),
    "joining-seeks": Route(get=SIGNED_IN, post=SIGNED_IN),
    "joining-seek": Route(get="partner", post="partner", answer=302, args=SEEK),
    "joining-when": Route(get=SIGNED_IN, post=SIGNED_IN),
    "joining-avoid": Route(get=SIGNED_IN, post=SIGNED_IN, answer=302),
    "joining-stop-avoiding": Route(post="partner", args=some(pk=lambda world: world.avoidance.pk)),
    "skill-suggestions": Route(post=SIGNED_IN, fragment=True),
    # home, what I tell, the two of us
    "home": Route(get=SIGNED_IN),
    "membership-join": Route(get="invited", post="invited", args=some(pk=lambda world: world.invited.pk)),
    "profile": Route(get=SIGNED_IN),
    "profile-brought": Route(get="member", post="member", args=some(pk=lambda world: world.membership.pk)),
    "membership-leave": Route(get="member", post="member", args=some(pk=lambda world: world.membership.pk)),
    "proposal": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.proposal.pk),
        data=some(answer=lambda world: "yes", decides=lambda world: "no"),
    ),
    "partnership": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-part": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-host": Route(post="member", args=CIRCLE),
    "circles": Route(get=SIGNED_IN),
    "circle-seat": Route(post="partner", args=CIRCLE),
    # the two of us: beginning and agreeing
    # the two of us: times and calendars
    # the two of us: a meeting, its cards and notes
    # mine: courage, step by step
    # the two of us: pausing, parting, something is not right
    # reaching out oneself
    # mine: letters
    # the organiser: programmes and their people
    "programmes": Route(get=SIGNED_IN),
    "programme-new": Route(
        get="organiser other-organiser owner",
        post="organiser other-organiser owner",
        forbidden="invited asking member partner outsider contact",
    ),
    "programme": Route(get=f"organiser {BELONGING}", args=OF_PROGRAMME),
    "programme-change": steering(get="organiser", post="organiser"),
    "programme-close": steering(get="organiser", post="organiser"),
    "organisers": steering(get="organiser owner", post="organiser owner"),
    "organiser-dismiss": steering(
        post="organiser owner",
        args=some(pk=lambda world: world.programme.pk, organiser=lambda world: world.organiser.pk),
    ),
    "collecting": steering(get="organiser"),
    "member-take-out": steering(
        post="organiser",
        args=some(pk=lambda world: world.programme.pk, membership=lambda world: world.membership.pk),
    ),
    "import-upload": steering(get="organiser", post="organiser"),
    "import-mapping": Route(get="organiser", post="organiser", args=UPLOAD),
    "import-stages": Route(get="organiser", post="organiser", args=UPLOAD),
    "import-preview": Route(get="organiser", post="organiser", args=UPLOAD),
    "import-progress": Route(get="organiser", args=UPLOAD),
    "import-cancel": Route(post="organiser", args=UPLOAD),
    "invite": steering(get="organiser", post="organiser"),
    "remind": steering(post="organiser"),
    "shared-link": steering(get="organiser", post="organiser"),
    "shared-link-revoke": steering(post="organiser"),
    "approvals": steering(
        get="organiser",
        post="organiser",
        data=some(membership=lambda world: world.asking.pk, answer=lambda world: "admit"),
    ),
    # the match
    "run-new": steering(get="organiser", post="organiser", answer=302),
    "run": Route(get="organiser", args=RUN, answer=302),
    "run-progress": Route(get="organiser", args=RUN, answer=302, fragment=True),
    "run-review": Route(get="organiser", args=RUN),
    "run-pair": Route(
        get="organiser",
        args=some(
            pk=lambda world: world.run.pk,
            one=lambda world: world.people["member"].pk,
            other=lambda world: world.gus.pk,
        ),
    ),
    "run-person": Route(
        get="organiser",
        args=some(pk=lambda world: world.run.pk, person=lambda world: world.people["partner"].pk),
    ),
    "run-pin": Route(post="organiser", args=RUN, data=TWO),
    "run-forbid": Route(post="organiser", args=RUN, data=TWO),
    "run-undo": Route(post="organiser", args=RUN),
    "run-one-way": Route(post="organiser", args=RUN, data=some(yes=lambda world: "yes")),
    "run-again": Route(post="organiser", args=RUN),
    "run-publish": Route(
        post="organiser",
        args=RUN,
        data=some(round=lambda world: world.run.round, unchecked=lambda world: "on"),
    ),
    # the owner
    "owner": Route(
        get="owner",
        post="owner",
        forbidden="invited asking member partner outsider organiser other-organiser contact",
    ),
    "outbox": Route(missing=EVERYBODY),  # there is none but in demo mode
}
