"""Every route, and what each kind of person gets from it. What is not said here is refused.

A refused stranger is sent to the sign-in page; a refused person who has signed in gets 404, as if it were not
there. `forbidden` are those who may see the thing and not do this with it: 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from counterpart.introductions import outside
from counterpart.letters.links import stop_token
from counterpart.partnerships.letters import Wrote
from counterpart.partnerships.links import answer_token
from tests.repository.meeting_people import LINES
from tests.repository.telling import DOOR
from tests.repository.world import ACTORS, CHAT, PROGRAMME, World

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
    fragment: bool = False  # a piece of a page or a file, not a page
    tells: str = ""  # canaries that the address itself entitles anybody to read


def some(**names: Callable[[World], object]) -> Callable[[World], dict[str, Any]]:
    """Arguments of an address, read from the world once there is one."""
    return lambda world: {name: find(world) for name, find in names.items()}


PARTNERSHIP = some(pk=lambda world: world.partnership.pk)
CIRCLE = some(pk=lambda world: world.circle.pk)
STORY = some(pk=lambda world: world.telling.story.pk)
READERS_OF_STORIES = "member partner organiser"


def meeting(which: str) -> Callable[[World], dict[str, Any]]:
    return some(pk=lambda world: world.partnership.pk, meeting=lambda world: world.meetings[which].pk)


def booking(which: str = "") -> Callable[[World], dict[str, Any]]:
    """For Amina, by whoever books for her."""
    names: dict[str, Callable[[World], object]] = {
        "who": lambda world: world.assistant.pk,
        "pk": lambda world: world.partnership.pk,
    }
    if which:
        names["meeting"] = lambda world: world.meetings[which].pk
    return some(**names)


def meeting_with(**names: Callable[[World], object]) -> Callable[[World], dict[str, Any]]:
    return some(pk=lambda world: world.partnership.pk, meeting=lambda world: world.meeting.pk, **names)


MEETING = meeting_with()
OFFER = some(pk=lambda world: world.offer.pk)
SEEK = some(pk=lambda world: world.seek.pk)

REACHING = some(pk=lambda world: world.reaching.programme.pk)
OPENED = some(pk=lambda world: world.opened.pk)
RECEIVED = some(pk=lambda world: world.reaching.received.pk)
SENT = some(pk=lambda world: world.reaching.sent.pk)

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
    "circle-seat": Route(post="partner member", args=OPENED),
    # the two of us: beginning and agreeing
    "induction": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.partnership.pk, side=lambda world: "learning"),
    ),
    "agreement": Route(
        get="partner",
        post="partner",
        args=PARTNERSHIP,
        data=some(version=lambda world: world.agreement.number),
    ),
    "agreement-write": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-start": Route(
        get="partner", post="partner", args=PARTNERSHIP, data=some(belonging=lambda world: 40)
    ),
    # the two of us: times and calendars
    "meetings": Route(get="partner", args=PARTNERSHIP),
    "meeting-find": Route(get="partner", post="partner", args=PARTNERSHIP),
    "meeting-choose": Route(get="partner", post="partner", args=meeting("open")),
    "meeting-move": Route(get="partner", post="partner", args=meeting("ahead")),
    "meeting-cancel": Route(get="partner", post="partner", args=meeting("ahead")),
    "meeting-rest": Route(get="partner", post="partner", args=meeting("ahead")),
    "meeting-worth": Route(post="partner", args=meeting("held"), data=some(says=lambda world: "yes")),
    "calendar": Route(get=SIGNED_IN, post=SIGNED_IN, data=some(do=lambda world: "busy")),
    # its address is the key, whoever holds it: calendar programs do not sign in
    "calendar-feed": Route(get=EVERYBODY, args=some(token=lambda world: world.calendar), fragment=True),
    # whoever books for one of them: names and times
    "assistant": Route(
        post=SIGNED_IN,
        data=some(name=lambda world: "Mira Sol", email=lambda world: "mira@example.org"),
    ),
    "booking-for": Route(get="assistant", post="assistant", args=some(who=lambda world: world.assistant.pk)),
    "booking-find": Route(get="assistant", post="assistant", args=booking()),
    "booking-choose": Route(get="assistant", post="assistant", args=booking("open")),
    "booking-move": Route(get="assistant", post="assistant", args=booking("ahead")),
    "booking-cancel": Route(get="assistant", post="assistant", args=booking("ahead")),
    "booking-rest": Route(get="assistant", post="assistant", args=booking("ahead")),
    # the two of us: a meeting, its cards and notes
    "talk-now": Route(post="partner", args=PARTNERSHIP),
    "meeting": Route(get="partner", post="partner", args=MEETING),
    "meeting-now": Route(get="partner", args=MEETING, fragment=True),
    "meeting-deck": Route(
        get="partner", post="partner", args=MEETING, data=some(card=lambda world: "first-day")
    ),
    "meeting-card": Route(
        post="partner",
        args=meeting_with(item=lambda world: world.card.pk),
        data=some(does=lambda world: "love"),
    ),
    "assumptions": Route(get="partner", post="partner", args=PARTNERSHIP),
    "assumption": Route(
        post="partner",
        args=some(pk=lambda world: world.partnership.pk, row=lambda world: world.assumption.pk),
    ),
    "meeting-note": Route(get="partner", post="partner", args=meeting_with(note=lambda world: world.note.pk)),
    # mine: courage, step by step
    "courage": Route(get=SIGNED_IN),
    "courage-check-in": Route(get=SIGNED_IN, post=SIGNED_IN),
    "courage-later": Route(post=SIGNED_IN),
    "courage-wish": Route(get="partner", post="partner", args=SEEK),
    "courage-nervous": Route(post="partner", args=SEEK),
    "courage-sure": Route(post="partner", args=SEEK),
    "courage-order": Route(post="partner", args=SEEK),
    "courage-share": Route(
        post="partner", args=SEEK, data=some(**{"with": lambda world: world.partnership.pk})
    ),
    "courage-step": Route(get="partner", post="partner", args=some(pk=lambda world: world.step.pk)),
    "courage-step-move": Route(
        post="partner", args=some(pk=lambda world: world.step.pk), data=some(to=lambda world: "away")
    ),
    "together-courage": Route(get="partner", args=PARTNERSHIP),
    "together-beside": Route(
        post="partner",
        args=some(pk=lambda world: world.partnership.pk, step=lambda world: world.shared_step.pk),
        data=some(how=lambda world: "together"),
    ),
    # the two of us: pausing, parting, something is not right
    "partnership-not-right": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-pause": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-resume": Route(post="partner", args=PARTNERSHIP),
    "partnership-ending": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-finish": Route(get="partner", post="partner", args=PARTNERSHIP),
    "partnership-show-now": Route(
        post="partner",
        args=some(pk=lambda world: world.partnership.pk, topic=lambda world: world.learned.pk),
    ),
    "partnership-certificate": Route(get="partner", args=PARTNERSHIP),
    "membership-look-again": Route(
        get="member", post="member", args=some(pk=lambda world: world.membership.pk)
    ),
    "concerns": Route(get="contact"),
    "concern-seen": Route(post="contact", args=some(pk=lambda world: world.concern.pk)),
    # reaching out oneself
    # reaching out oneself: those who take part, then the two
    "reach": Route(get="member partner", args=REACHING),
    "reach-ask": Route(
        get="partner",
        post="partner",
        elsewhere="member",  # for whom there is nobody by that name
        args=some(pk=lambda world: world.reaching.programme.pk, person=lambda world: world.reaching.fits.pk),
        data=some(note=lambda world: "Hello", decides=lambda world: "no", key=lambda world: uuid4()),
    ),
    "approach": Route(
        get="partner",
        post="partner",
        args=RECEIVED,
        data=some(answer=lambda world: "yes", decides=lambda world: "no"),
    ),
    "approach-more": Route(post="partner", args=RECEIVED, data=some(question=lambda world: "How often?")),
    "approach-tell": Route(
        post="partner", args=SENT, forbidden="member", data=some(answer=lambda world: "Monthly")
    ),
    "approach-withdraw": Route(post="partner", args=SENT, forbidden="member"),
    # around: what goes on beyond the two of us
    "around": Route(get=SIGNED_IN),
    # around: introductions
    "introductions": Route(
        get=SIGNED_IN, post=SIGNED_IN, data=some(words=lambda world: "A baker", key=lambda world: uuid4())
    ),
    "reach-mine": Route(get=SIGNED_IN),
    "suggestable": Route(post=SIGNED_IN, data=some(do=lambda world: "hide")),
    "introduction-ask": Route(post="partner", args=some(pk=lambda world: world.meeting_people.near.pk)),
    "introduce": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.meeting_people.theirs.pk),
        data=some(words=lambda world: "You both sail", key=lambda world: uuid4()),
    ),
    "meeting-wish-take-back": Route(post="partner", args=some(pk=lambda world: world.meeting_people.mine.pk)),
    "introduction": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.meeting_people.introduction.pk),
        data=some(answer=lambda world: "yes"),
    ),
    "introduce-outside": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.meeting_people.theirs.pk),
        data=some(
            name=lambda world: "Kai",
            address=lambda world: "kai@elsewhere.example",
            words=lambda world: "You both sail",
            key=lambda world: uuid4(),
        ),
    ),
    "outside": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.meeting_people.outside.pk),
        data=some(answer=lambda world: "yes"),
    ),
    "outside-answer": Route(
        get=EVERYBODY,
        post=EVERYBODY,
        args=some(token=lambda world: outside.token(world.meeting_people.outside)),
        data=some(answer=lambda world: "perhaps"),
        tells=f"{PROGRAMME} {LINES}",
    ),
    # around: asks
    "asks": Route(get=SIGNED_IN),
    "asks-mine": Route(get=SIGNED_IN),
    "ask-new": Route(
        get="member partner outsider",
        post="member partner outsider",
        elsewhere=" ".join(
            set(SIGNED_IN.split()) - {"member", "partner", "outsider"}
        ),  # who takes part nowhere
        data=some(
            words=lambda world: "How?",
            topic=lambda world: "Python",
            anonymous=lambda world: "no",
            key=lambda world: uuid4(),
        ),
    ),
    "ask": Route(
        get="member partner",
        post="member partner",
        args=some(pk=lambda world: world.asked.mine.pk),
        data=some(words=lambda world: "I can", key=lambda world: uuid4()),
    ),
    "ask-decide": Route(
        post="partner",
        forbidden="member",
        args=some(pk=lambda world: world.asked.mine.pk),
        data=some(help=lambda world: world.asked.offered.pk),
    ),
    "ask-report": Route(post="member partner", args=some(pk=lambda world: world.asked.open.pk)),
    "help-take-back": Route(post="member", args=some(pk=lambda world: world.asked.offered.pk)),
    "asks-reported": Route(
        get=SIGNED_IN, post=SIGNED_IN, data=some(ask=lambda world: world.asked.reported.pk)
    ),
    # around: circles
    "circle-coming": Route(
        post="member",
        args=some(pk=lambda world: world.circle.pk, meeting=lambda world: world.gathering.pk),
        data=some(answer=lambda world: "yes", sequence=lambda world: 0),
    ),
    "circle-open": Route(get="partner member", post="partner member", args=REACHING),
    # around: stories
    "stories": Route(get=SIGNED_IN),
    "story-new": Route(
        get="member partner outsider",
        post="member partner outsider",
        elsewhere=" ".join(
            set(SIGNED_IN.split()) - {"member", "partner", "outsider"}
        ),  # who takes part nowhere
        data=some(
            title=lambda world: "Mine too",
            body=lambda world: "Once",
            topics=lambda world: "Python",
            named=lambda world: "yes",
            key=lambda world: uuid4(),
        ),
    ),
    "story": Route(
        get=READERS_OF_STORIES,
        post=READERS_OF_STORIES,
        args=STORY,
        data=some(body=lambda world: "Thank you", key=lambda world: uuid4()),
    ),
    "story-change": Route(
        get="partner",
        post="partner",
        args=some(pk=lambda world: world.telling.draft.pk),
        data=some(
            title=lambda world: "Mine",
            body=lambda world: "Once",
            topics=lambda world: "Python",
            named=lambda world: "yes",
            key=lambda world: uuid4(),
        ),
    ),
    "story-agree": Route(
        post="partner",
        args=some(pk=lambda world: world.telling.draft.pk),
        data=some(answer=lambda world: "yes", seen=lambda world: "1"),
    ),
    "story-withdraw": Route(
        post="partner", forbidden="member organiser", args=some(pk=lambda world: world.telling.mine.pk)
    ),
    "story-let-out": Route(
        post="partner", forbidden="member organiser", args=some(pk=lambda world: world.telling.mine.pk)
    ),
    "story-taught": Route(post=READERS_OF_STORIES, args=STORY),
    "story-follow": Route(post=READERS_OF_STORIES, args=STORY),
    "story-report": Route(get=READERS_OF_STORIES, post=READERS_OF_STORIES, args=STORY),
    "comment-withdraw": Route(
        post="partner", forbidden="member organiser", args=some(pk=lambda world: world.telling.comment.pk)
    ),
    "comment-talk": Route(
        post="partner",
        args=some(pk=lambda world: world.telling.comment.pk),
        data=some(meeting=lambda world: world.meeting.pk),
    ),
    "programme-stories": Route(
        get="organiser",
        post="organiser",
        args=some(pk=lambda world: world.programme.pk),
        data=some(story=lambda world: world.telling.story.pk, does=lambda world: "hide"),
    ),
    # around: the radar
    "radars": Route(get=SIGNED_IN),
    "radar": Route(get="member partner organiser", args=OF_PROGRAMME),
    # around: given and received
    "given": Route(get=SIGNED_IN),
    "perspective": Route(get=SIGNED_IN),
    "search": Route(get=SIGNED_IN),
    # an open door: whoever has its address reads it, signed in or not
    "door": Route(get=EVERYBODY, args=some(pk=lambda world: world.programme.pk), tells=f"{PROGRAMME} {DOOR}"),
    "programme-door": Route(
        get="organiser",
        post="organiser",
        forbidden="invited member partner contact",
        args=some(pk=lambda world: world.programme.pk),
        data=some(words=lambda world: "Come in"),
    ),
    "owner-doors": Route(
        post="owner",
        forbidden=" ".join(set(SIGNED_IN.split()) - {"owner"}),
        data=some(do=lambda world: "shut"),
    ),
    # mine: letters
    "letters": Route(get=SIGNED_IN),
    "letters-read": Route(post=SIGNED_IN),
    "letter-chat": Route(post=SIGNED_IN, data=some(address=lambda world: CHAT)),
    "letter-choices": Route(get=SIGNED_IN, post=SIGNED_IN),
    "letter": Route(get="partner", post="partner", args=some(pk=lambda world: world.letter.pk)),
    # the link in a letter is the key, whoever holds it
    "answer": Route(
        get=EVERYBODY,
        post=EVERYBODY,
        args=some(
            token=lambda world: answer_token(world.people["partner"], world.partnership.pk, at=world.at)
        ),
        tells=PROGRAMME,
    ),
    "letter-stop": Route(
        get=EVERYBODY,
        post=EVERYBODY,
        args=some(token=lambda world: stop_token(world.people["partner"], Wrote)),
    ),
    # the organiser: programmes and their people
    "programmes": Route(get=SIGNED_IN),
    "programme-new": Route(
        get="organiser other-organiser owner",
        post="organiser other-organiser owner",
        forbidden="invited asking member partner assistant outsider contact",
    ),
    "programme": Route(get=f"organiser {BELONGING}", args=OF_PROGRAMME),
    "programme-change": steering(get="organiser", post="organiser"),
    "programme-close": steering(get="organiser", post="organiser"),
    "programme-meeting": steering(get="organiser"),
    "programme-circle": steering(post="organiser", data=some(host=lambda world: world.gus.pk)),
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
        forbidden="invited asking member partner assistant outsider organiser other-organiser contact",
    ),
    "outbox": Route(missing=EVERYBODY),  # there is none but in demo mode
}
