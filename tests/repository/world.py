"""A programme with everything in it that somebody else must not see, and everybody who might try.

Every canary is planted somewhere in clear or sealed; the tests look for it on every page of everybody.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.test import Client

from counterpart.matching import actions as matching
from counterpart.matching.found import Found, LeftOut, Match, OneWay, Part
from counterpart.matching.models import Answer, Proposal, Run
from counterpart.matching.reasons import Reason
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Message, Partnership
from counterpart.people import actions as people
from counterpart.people import avoiding, tokens
from counterpart.people.models import Avoidance, Offer, Person, Seek, Stage, Token
from counterpart.programmes import inviting
from counterpart.programmes.importing.table import Table, pack
from counterpart.programmes.models import Invitation, Membership, Organiser, Programme, SharedLink, Upload
from counterpart.skills import actions as skills
from tests.cast import Cast, gather, join, person

ACTORS = (
    "anonymous",  # nobody signed in
    "invited",  # has a letter, has not joined
    "asking",  # came by the shared link, waits to be let in
    "member",  # of the programme, not of the partnership
    "partner",  # Amina: has a counterpart, and is asked about another
    "outsider",  # Dara, a member of another programme
    "organiser",  # Chen
    "other-organiser",  # Eli, of Dara's programme
    "contact",  # Cora
    "owner",  # Olu
    "disabled",  # was a member, may not sign in any more
)
# Who may read what: those of the programme; the two of a proposal or partnership; the two of a partnership;
# the author alone; the author alone.
PROGRAMME, PRIVATE, MESSAGE, DREAD, AVOIDED = (
    "programmecanary",
    "privatecanary",
    "messagecanary",
    "dreadcanary",
    "avoidedcanary",
)


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
    circle: Partnership  # Gus hosts, Fatou learns, Amina could sit in it
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
    hidden = people.tell_seek(f"{PRIVATE} sewing", by=others["member"], at=at, private=True)
    awaiting: list[Pair] = [(others["member"], others["gus"], None, hidden)]
    run = _search(programme, chen, awaiting, [bengt], at)
    matching.forbid(run, amina, others["member"], by=chen, at=at)
    _found(run, awaiting, [bengt], at)
    link, asking = _share(programme, chen, others["asking"], at)
    invited = Membership.objects.get(programme=programme, person=others["invited"])
    world = World(
        cast=cast,
        people={
            "invited": others["invited"], "asking": others["asking"], "member": others["member"],
            "partner": amina,
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
        circle=_circle(programme, others["gus"], others["member"], seek, at),
        at=at,
    )  # fmt: skip
    _sign_in(world)
    return world


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
