"""A programme with everything in it that somebody else must not see, and everybody who might try.

Every canary is planted somewhere in clear or sealed; the tests look for it on every page of everybody.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client

from counterpart.letters import chat
from counterpart.letters.models import Letter
from counterpart.matching import actions as matching
from counterpart.matching.found import Found, LeftOut, Match, OneWay, Part
from counterpart.matching.models import Answer, Proposal, Run
from counterpart.matching.reasons import Reason
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import agreeing, beside, booking, concerns, courage, ending, perspective
from counterpart.partnerships.actions.assistants import ask_to_book
from counterpart.partnerships.letters import Wrote
from counterpart.partnerships.models import (
    AgendaItem,
    Agreement,
    Assistant,
    Assumption,
    Concern,
    Keepsake,
    Meeting,
    Message,
    Note,
    Partnership,
    Step,
    Topic,
)
from counterpart.partnerships.promised import Promised
from counterpart.people import actions as people
from counterpart.people import avoiding, feeds, tokens
from counterpart.people.models import Avoidance, Offer, Person, Seek, Stage, Token
from counterpart.people.newcomers import Newcomer
from counterpart.programmes import inviting
from counterpart.programmes.importing.table import Table, pack
from counterpart.programmes.models import Invitation, Membership, Organiser, Programme, SharedLink, Upload
from counterpart.radar.models import Month
from counterpart.skills import actions as skills
from tests.cast import Cast, gather, join, person
from tests.repository import asking as planted_asking
from tests.repository import drawn as planted_radar
from tests.repository import meeting_people as planted_meeting
from tests.repository import opened as planted_opened
from tests.repository import reaching as planted_reaching
from tests.repository import telling as planted_telling
from tests.repository.asking import Asked
from tests.repository.meeting_people import Meeting as MeetingPeople
from tests.repository.reaching import Reaching
from tests.repository.telling import Telling

ACTORS = (
    "anonymous",  # nobody signed in
    "invited",  # has a letter, has not joined
    "asking",  # came by the shared link, waits to be let in
    "member",  # of the programme, not of the partnership
    "partner",  # Amina: has a counterpart, and is asked about another
    "assistant",  # Pia, who books for Amina
    "outsider",  # Dara, a member of another programme
    "organiser",  # Chen
    "other-organiser",  # Eli, of Dara's programme
    "contact",  # Cora
    "owner",  # Olu
    "disabled",  # was a member, may not sign in any more
)
# Who may read what: those of the programme; the two of a proposal or partnership; the two of a partnership;
# the author alone; the author alone; the author, and a counterpart whom they let see it; the two of a
# partnership; the author alone.
PROGRAMME, PRIVATE, MESSAGE, DREAD, AVOIDED, STEP, OURS, MINE = (
    "programmecanary",
    "privatecanary",
    "messagecanary",
    "dreadcanary",
    "avoidedcanary",
    "stepcanary",
    "ourscanary",
    "minecanary",
)
CONCERN, THANKS, LESSON = (
    "concerncanary",  # the contact person alone
    "thankscanary",  # the two of a partnership
    "lessoncanary",  # the author alone
)

# Amina's chat; her page says its host alone.
CHAT_TOKEN = "ChatcanaryChatcanary26"
CHAT = f"https://chat.example.org/hooks/{CHAT_TOKEN}"

HIDDEN = "hiddencanary"  # what makes Bengt nervous, who is none of the actors: no page may say it
BENGTS = "bengtscanary"  # what Bengt, who is nobody of the matrix, wrote for himself alone


@dataclass
class World:
    cast: Cast
    people: dict[str, Person]
    gus: Person  # of the programme, too
    programme: Programme
    membership: Membership
    invited: Membership
    asking: Membership
    organiser: Organiser
    upload: Upload
    link: SharedLink
    link_words: str
    invitation: str
    sign_in: str
    offer: Offer
    seek: Seek
    avoidance: Avoidance
    published: Run
    run: Run
    proposal: Proposal
    partnership: Partnership
    message: Message
    meetings: dict[str, Meeting]
    calendar: str
    step: Step
    shared_step: Step
    letter: Letter
    meeting: Meeting
    card: AgendaItem
    note: Note
    assumption: Assumption
    agreement: Agreement
    learned: Topic
    concern: Concern
    thanks: Keepsake
    reaching: Reaching
    telling: Telling
    asked: Asked
    meeting_people: MeetingPeople
    gathering: Meeting  # of that circle
    opened: Partnership  # in the programme of those who ask
    radar: Month
    assistant: Assistant
    circle: Partnership  # Gus hosts, Fatou learns; Chen keeps Amina and Fatou apart
    at: datetime
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, actor: str) -> Client:
        """A browser of this actor's, signed in before anybody was disabled."""
        return self.clients[actor]


def build(at: datetime) -> World:
    cast = gather(at)
    amina, bengt, chen, programme = cast.amina, cast.bengt, cast.chen, cast.programme
    Person.objects.update(capacity=3)
    Person.objects.filter(pk=bengt.pk).update(name=f"Bengt {PROGRAMME}")
    Programme.objects.filter(pk=programme.pk).update(name=f"Both ways {PROGRAMME}", welcome=PROGRAMME)
    for row in (amina, bengt, programme):
        row.refresh_from_db()
    others = _others(cast, at)
    offer, seek, private = _tell(amina, bengt, at)
    avoiding.avoid(f"{AVOIDED}@example.org", by=amina, at=at)
    both: list[Pair] = [(amina, bengt, seek, private), (amina, others["gus"], seek, None)]
    published = _search(programme, chen, both, [], at - timedelta(hours=1))
    matching.publish(published, by=chen, at=at, unchecked_ok=True)
    settled, proposal = (_between(published, amina, other) for other in (bengt, others["gus"]))
    for one in (amina, bengt):
        matching.answer(settled, by=one, says=Answer.Says.YES, at=at)
    settled.refresh_from_db()
    assert settled.partnership is not None
    message = partnerships.write(settled.partnership, f"{MESSAGE} to you", key=uuid4(), by=bengt, at=at)
    meeting, note = _talk(settled.partnership, amina, bengt, at)
    concern, thanks = _part(settled.partnership, amina, bengt, cast.cora, at)
    hidden = people.tell_seek(f"{PRIVATE} sewing", by=others["member"], at=at, private=True)
    awaiting: list[Pair] = [(others["member"], others["gus"], None, hidden)]
    chat.connect(CHAT, by=amina, at=at)
    assistant = ask_to_book(Newcomer("pia@example.org", "Pia Berg"), by=amina, at=at)
    run = _search(programme, chen, awaiting, [bengt], at)
    matching.forbid(run, amina, others["member"], by=chen, at=at)
    _found(run, awaiting, [bengt], at)
    link, asking = _share(programme, chen, others["asking"], at)
    invited = Membership.objects.get(programme=programme, person=others["invited"])
    world = World(
        cast=cast,
        people={
            "invited": others["invited"], "asking": others["asking"], "member": others["member"],
            "partner": amina, "assistant": assistant.helper,
            "outsider": cast.dara, "organiser": chen, "other-organiser": cast.eli, "contact": cast.cora,
            "owner": cast.olu, "disabled": others["disabled"],
        },
        gus=others["gus"],
        programme=programme,
        membership=Membership.objects.get(programme=programme, person=others["member"]),
        invited=invited,
        asking=asking,
        organiser=Organiser.objects.get(programme=programme, person=chen),
        upload=_upload(programme, chen, at),
        link=link,
        link_words=inviting.words_of(link),
        invitation=_invite(invited, chen, at),
        sign_in=tokens.issue(cast.olu, purpose=Token.Purpose.SIGN_IN, at=at, days=9)[1],
        offer=offer,
        seek=private,
        avoidance=Avoidance.objects.get(person=amina),
        published=published,
        run=run,
        proposal=proposal,
        partnership=settled.partnership,
        message=message,
        meetings=_meet(settled.partnership, bengt, at),
        calendar=feeds.make(busy=False, by=amina, at=at),
        step=_try(private, amina, at),
        shared_step=_let_see(settled.partnership, bengt, at),
        letter=Letter.objects.visible_to(amina).get(kind=Wrote.name()),
        meeting=meeting,
        card=meeting.agenda.get(),
        note=note,
        assumption=_assume(settled.partnership, amina, bengt, at),
        agreement=_agree(settled.partnership, amina, bengt, at),
        learned=Topic.objects.get(partnership=settled.partnership, learner=amina, skill__isnull=False),
        concern=concern,
        thanks=thanks,
        telling=planted_telling.plant(programme, amina, bengt, others["member"], at),
        meeting_people=planted_meeting.plant(programme, amina, bengt, at),
        asked=planted_asking.plant(programme, amina, bengt, others["member"], at),
        reaching=(reaching := planted_reaching.plant(cast, others, MESSAGE, at)),
        opened=planted_opened.plant(reaching, at),
        radar=planted_radar.plant(programme, at),
        assistant=assistant,
        circle=(circle := _circle(programme, others["gus"], others["member"], seek, at)),
        gathering=Meeting.objects.create(
            partnership=circle, starts_at=at + timedelta(days=9), ends_at=at + timedelta(days=9, hours=1)
        ),
        at=at,
    )  # fmt: skip
    _sign_in(world)
    return world


def _meet(partnership: Partnership, bengt: Person, at: datetime) -> dict[str, Meeting]:
    """One held, one to come, and one whose time Amina is to choose."""
    days = timedelta(days=1)
    link = "https://meet.example.org/room"
    held = booking.book(partnership, at - days, key=uuid4(), seen=1, by=bengt, at=at - 2 * days, link=link)
    ahead = booking.book(partnership, at + 3 * days, key=uuid4(), seen=2, by=bengt, at=at, link=link)
    offered = [at + n * days for n in (4, 5, 6)]
    return {
        "held": held,
        "ahead": ahead,
        "open": booking.offer(partnership, offered, key=uuid4(), seen=3, by=bengt, at=at),
    }


def _try(seek: Seek, who: Person, at: datetime) -> Step:
    """A step thought of, one done, and how sure."""
    done = courage.add_step(seek, f"{STEP} done", 40, key=uuid4(), by=who, at=at)
    courage.do_step(done, 20, by=who, at=at)
    courage.check_in(seek, 10, key=uuid4(), by=who, at=at - timedelta(days=40))
    courage.check_in(seek, 60, key=uuid4(), by=who, at=at - timedelta(days=31))
    return courage.add_step(seek, f"{STEP} ahead", 60, key=uuid4(), by=who, at=at)


def _let_see(partnership: Partnership, bengt: Person, at: datetime) -> Step:
    """Bengt lets Amina see his steps, and keeps to himself what makes him nervous."""
    dread = f"{HIDDEN} of asking"
    seek = people.tell_seek(f"{STEP} painting", by=bengt, at=at, private=True, dread=dread)
    step = _try(seek, bengt, at)
    beside.share(seek, partnership, by=bengt, at=at)
    return step


def _talk(together: Partnership, amina: Person, bengt: Person, at: datetime) -> tuple[Meeting, Note]:
    """Amina and Bengt talk; the note that is given is Amina's own. Bengt's own is for nobody else."""
    meeting = partnerships.talk_now(together, by=amina, at=at)
    partnerships.put(meeting, ["why-i-said-yes"], by=bengt, at=at)
    for kind, words in (("ours", OURS), ("try", OURS), ("mine", BENGTS)):
        partnerships.jot(meeting, f"{words} of Bengt", kind=Note.Kind(kind), key=uuid4(), by=bengt, at=at)
    own = partnerships.jot(meeting, f"{MINE} of Amina", kind=Note.Kind.MINE, key=uuid4(), by=amina, at=at)
    return meeting, own


def _assume(together: Partnership, amina: Person, bengt: Person, at: datetime) -> Assumption:
    """Bengt's for both and his own, for nobody else; and the one that is given, Amina's own."""
    for words, shared in ((OURS, True), (BENGTS, False)):
        perspective.assume(together, f"{words} I assume", shared=shared, key=uuid4(), by=bengt, at=at)
    mine = perspective.assume(together, f"{MINE} I assume", shared=False, key=uuid4(), by=amina, at=at)
    perspective.look_again(mine, f"{MINE} I see", by=amina, at=at)
    return mine


def _part(
    together: Partnership, amina: Person, bengt: Person, cora: Person, at: datetime
) -> tuple[Concern, Keepsake]:
    """Bengt turns to Cora, of which Amina must not learn, and thanks her; she keeps a lesson."""
    concerns.say_not_right(
        together, words=f"{CONCERN} to Cora", to=cora, then="", key=uuid4(), by=bengt, at=at
    )
    ending.keep_lesson(together, f"{LESSON} for me", may_share=False, by=amina, at=at)
    return Concern.objects.get(), ending.thank(together, f"{THANKS} to you", by=bengt, at=at)


def _circle(programme: Programme, host: Person, learner: Person, seek: Seek, at: datetime) -> Partnership:
    topic = partnerships.TopicTold(learner=learner, teacher=host, seek=None, skill=seek.skill)
    return partnerships.begin(
        programme,
        kind="circle",
        people=[host, learner],
        hosts=[host],
        skill=seek.skill,
        topics=[topic],
        at=at,
    )


def _others(cast: Cast, at: datetime) -> dict[str, Person]:
    """More people of Chen's programme; all but one have joined."""
    named = {
        "member": person(f"Fatou {PROGRAMME}", Stage.MID),
        "gus": person(f"Gus {PROGRAMME}", Stage.SENIOR, capacity=3),
        "disabled": person(f"Kim {PROGRAMME}", Stage.MID),
        "invited": person(f"Ivo {PROGRAMME}"),
        "asking": person("Jo Waits"),
    }
    for name in ("member", "gus", "disabled"):
        join(cast.programme, named[name], at)
    Membership.objects.create(programme=cast.programme, person=named["invited"], added_at=at, admitted_at=at)
    (typed,) = skills.understand(f"{PROGRAMME} cooking")
    for name in ("member", "gus", "disabled"):
        people.tell_offer(typed, by=named[name], at=at)
    return named


def _tell(amina: Person, bengt: Person, at: datetime) -> tuple[Offer, Seek, Seek]:
    (typed,) = skills.understand(f"{PROGRAMME} weaving")
    offer = people.tell_offer(typed, by=amina, at=at)
    people.tell_offer(typed, by=bengt, at=at)
    seek = people.tell_seek(typed, by=amina, at=at, dread=DREAD)
    private = people.tell_seek(f"{PRIVATE} knitting", by=amina, at=at, private=True, dread=f"{DREAD} too")
    return offer, seek, private


Pair = tuple[Person, Person, Seek | None, Seek | None]


def _search(programme: Programme, chen: Person, pairs: list[Pair], left: list[Person], at: datetime) -> Run:
    run = matching.start(programme, by=chen, at=at)
    _found(run, pairs, left, at)
    return run


def _found(run: Run, pairs: list[Pair], left: list[Person], at: datetime) -> None:
    """What a search would have found; the engine has tests of its own."""
    matches = tuple(_match(*pair) for pair in pairs)
    out = tuple(LeftOut(each.pk, Reason.TAKEN) for each in left)
    served = len({one for match in matches for one in match.people})
    found = Found(matches, out, 1.0, 1.0, people=5, served=served, unknown_managers=2, one_way_would_serve=1)
    assert matching.keep(run, found, at=at)


def _match(learner: Person, teacher: Person, seek: Seek | None, private: Seek | None) -> Match:
    parts = [Part(seek.pk, seek.skill_id, 4, 0.4)] if seek else []
    if private:
        parts.append(Part(private.pk))
    there = OneWay(learner.pk, teacher.pk, 0.4, is_reverse=False, parts=tuple(parts))
    back = OneWay(teacher.pk, learner.pk, 0.3, is_reverse=True, parts=())
    both: tuple[UUID, UUID] = (learner.pk, teacher.pk)
    return Match(both, 0.5, pinned=False, same_stage=False, ways=(there, back))


def _between(run: Run, one: Person, other: Person) -> Proposal:
    return Proposal.objects.filter(run=run, places__person=one).get(places__person=other)


def _agree(together: Partnership, amina: Person, bengt: Person, at: datetime) -> Agreement:
    """Both signed the first version; Bengt proposes another, which waits for Amina."""
    words = Promised({amina.pk: f"{MESSAGE} aim"}, f"{MESSAGE} trust", f"{MESSAGE} stop", PROGRAMME)
    first = agreeing.Terms("series", 60, "video", words)
    agreement = agreeing.propose(together, first, after=0, key=uuid4(), by=amina, at=at)
    agreeing.sign(agreement, by=bengt, at=at)
    other = agreeing.Terms("once", 45, "either", Promised({bengt.pk: f"{MESSAGE} too"}, MESSAGE, MESSAGE))
    return agreeing.propose(together, other, after=1, key=uuid4(), by=bengt, at=at)


def _share(programme: Programme, chen: Person, jo: Person, at: datetime) -> tuple[SharedLink, Membership]:
    link = inviting.share(programme, domains=[], expires_at=at + timedelta(days=9), cap=9, by=chen, at=at)
    return link, inviting.enter(link, jo, at=at)


def _invite(invited: Membership, chen: Person, at: datetime) -> str:
    token, raw = tokens.issue(invited.person, purpose=Token.Purpose.INVITATION, at=at, days=9)
    Invitation.objects.create(membership=invited, token=token, by=chen, at=at)
    return raw


def _upload(programme: Programme, chen: Person, at: datetime) -> Upload:
    table = Table(["Name", "Email"], [(2, [f"Lee {PROGRAMME}", "lee@example.org"])])
    return Upload.objects.create(
        programme=programme, by=chen, at=at, filename=f"{PROGRAMME}.csv", table=pack(table),
        mapping={"0": "name", "1": "email"},
    )  # fmt: skip


def _sign_in(world: World) -> None:
    world.clients["anonymous"] = Client()
    for actor, who in world.people.items():
        world.clients[actor] = Client()
        world.clients[actor].force_login(who)
    Person.objects.filter(pk=world.people["disabled"].pk).update(is_active=False)
