"""Circles: a topic, one or two who host, three to eight who learn; for whoever no pair serves."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from counterpart import engine
from counterpart.engine.circle_seats import together
from counterpart.engine.circles import gather
from counterpart.engine.model import Model, build
from tests.engine.circle_people import ADA, BO, CY, DI, ED, learner
from tests.engine.circle_rules import could_learn, may_sit_together
from tests.engine.making import persons, policies, solved


def circles(result: engine.Result) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    assert engine.verify(result.people, result.policy, result).problems == ()
    return [
        (each.hosts, each.topic, each.served)
        for each in result.partnerships
        if each.kind is engine.Kind.CIRCLE
    ]


def test_three_people_learn_from_ada_who_hosts() -> None:
    result = solved(ADA, BO, CY, DI)

    assert circles(result) == [(("ada",), "Python", ("bo", "cy", "di"))]
    (circle,) = result.partnerships
    assert circle.people == ("ada", "bo", "cy", "di")
    assert (circle.value, circle.weight, circle.terms) == (0.0, 0.0, ())
    assert circle.steps == (("bo", "ada"), ("cy", "ada"), ("di", "ada"))
    assert [way.benefit for way in circle.directions] == pytest.approx([0.64] * 3)
    assert (result.value, result.bound, result.served, result.served_by_circles) == (0.0, 0.0, 3, 3)


def test_ada_who_only_hosts_is_still_told_what_would_help_her() -> None:
    result = solved(ADA, BO, CY, DI)

    assert [(each.person, each.reason) for each in result.unmatched] == [("ada", engine.Reason.NO_SEEKS)]


def test_two_learners_are_no_circle() -> None:
    assert circles(solved(ADA, BO, CY)) == []


def test_the_ninth_learner_finds_no_seat() -> None:
    result = solved(ADA, *(learner(f"p{at}") for at in range(9)))

    assert [len(served) for _, _, served in circles(result)] == [8]
    assert [each.person for each in result.unmatched if each.person != "ada"] == [
        next(each for each in (f"p{at}" for at in range(9)) if each not in result.partners)
    ]


def test_ada_who_would_host_two_circles_hosts_two() -> None:
    result = solved(replace(ADA, hosting=2), *(learner(f"p{at:02}") for at in range(16)))

    assert [(hosts, len(served)) for hosts, _, served in circles(result)] == [(("ada",), 8), (("ada",), 8)]


def test_ada_who_hosts_nothing_is_no_host() -> None:
    assert circles(solved(replace(ADA, hosting=0), BO, CY, DI)) == []


def test_ada_who_takes_no_part_is_no_host() -> None:
    assert circles(solved(replace(ADA, capacity=0), BO, CY, DI)) == []


def test_bo_who_takes_no_part_does_not_learn() -> None:
    assert circles(solved(ADA, replace(BO, capacity=0), CY, DI)) == []


def test_a_policy_without_circles_makes_none() -> None:
    assert circles(solved(ADA, BO, CY, DI, circles=False)) == []


def test_ada_hosts_beside_her_partnership() -> None:
    ada = replace(ADA, seeks={"Politics": 5})
    zoe = engine.Person(id="zoe", offers={"Politics": 5}, seeks={"Python": 5})

    result = solved(ada, BO, CY, DI, zoe)

    assert circles(result) == [(("ada",), "Python", ("bo", "cy", "di"))]
    assert result.partnerships[0].people == ("ada", "zoe")
    assert result.served == 5
    assert result.unmatched == ()


def test_whoever_is_in_a_pair_does_not_learn_in_a_circle() -> None:
    bo = replace(BO, offers={"Politics": 5})
    zoe = engine.Person(id="zoe", offers={"Python": 5}, seeks={"Politics": 5})

    assert circles(solved(ADA, bo, CY, DI, ED, zoe)) == [(("ada",), "Python", ("cy", "di", "ed"))]


def test_only_the_topic_of_the_circle_counts_for_the_minimum_benefit() -> None:
    ada = replace(ADA, offers={"Python": 4, "Excel": 4})
    both = [learner(name, seeks={"Python": 1, "Excel": 1}) for name in ("bo", "cy", "di")]

    assert circles(solved(ada, *both, minimum_benefit=0.16)) == [(("ada",), "Excel", ("bo", "cy", "di"))]
    assert circles(solved(ada, *both, minimum_benefit=0.17)) == []


def test_nobody_sits_in_a_circle_on_what_they_know_as_well() -> None:
    assert circles(solved(ADA, BO, CY, replace(DI, offers={"Python": 4}), minimum_benefit=0.0)) == []


def test_near_topics_count_where_the_policy_says_so() -> None:
    near = {"near": "vocabulary", "similarities": {("Coding", "Python"): 0.5}}
    coders = [learner(name, seeks={"Coding": 5}) for name in ("bo", "cy", "di")]

    result = solved(ADA, *coders, **near)

    assert circles(result) == [(("ada",), "Python", ("bo", "cy", "di"))]
    (topic,) = result.partnerships[0].directions[0].topics
    assert (topic.skill, topic.through, topic.similarity, topic.term) == ("Coding", "Python", 0.5, 0.4)
    assert circles(solved(ADA, *coders)) == []


@pytest.mark.parametrize(
    ("bo", "policy"),
    [
        ({"avoid": ("ada",)}, {}),
        ({"avoid": ("cy",)}, {}),
        ({"manager": "ada"}, {}),
        ({"manager": "cy"}, {}),
        ({"met": ("ada",)}, {}),
        ({"met": ("cy",)}, {}),
        ({}, {"forbidden": (("ada", "bo"),)}),
        ({}, {"forbidden": (("bo", "cy"),)}),
        ({"languages": ("fi",)}, {}),
        ({"hours": engine.read_hours("Tue 10:00-12:00")}, {"common_hours": 1.0}),
        ({"place": "Oslo"}, {"different": ("place",)}),
        ({"stage": 4}, {"direction": "classic"}),
        ({"stage": None}, {"direction": "classic"}),
    ],
)
def test_a_rule_keeps_bo_out_of_a_circle(bo: dict[str, object], policy: dict[str, object]) -> None:
    told = {"languages": ("en",), "timezone": "UTC", "hours": engine.read_hours("Mon 10:00-12:00")}
    ada = replace(ADA, place="Oslo", **told)  # type: ignore[arg-type] # any facts
    others = [replace(each, **told) for each in (CY, DI, ED)]  # type: ignore[arg-type] # any facts
    alone = replace(BO, **{**told, **bo})  # type: ignore[arg-type] # any facts

    served = {who for _, _, some in circles(solved(ada, alone, *others, **policy)) for who in some}

    assert len(served) == 3
    if "cy" not in str(bo) + str(policy):
        assert served == {"cy", "di", "ed"}


def test_learners_may_share_no_language_as_long_as_ada_speaks_both() -> None:
    ada = replace(ADA, languages=("en", "fi"))
    bo, cy = replace(BO, languages=("fi",)), replace(CY, languages=("en",))

    assert circles(solved(ada, bo, cy, DI)) == [(("ada",), "Python", ("bo", "cy", "di"))]


def test_people_who_met_may_sit_together_where_meeting_again_is_fine() -> None:
    assert circles(solved(ADA, replace(BO, met=("ada", "cy")), CY, DI, met_again=True)) == [
        (("ada",), "Python", ("bo", "cy", "di"))
    ]


def test_ada_and_zoe_host_together_where_neither_has_three_to_teach() -> None:
    ada, zoe = replace(ADA, place="Oslo"), replace(ADA, id="zoe", place="Rome")
    four = [learner(f"p{at}", place="Oslo" if at < 2 else "Rome") for at in range(4)]

    result = solved(ada, zoe, *four, different=("place",))

    assert circles(result) == [(("ada", "zoe"), "Python", ("p0", "p1", "p2", "p3"))]
    assert result.partnerships[0].steps == (("p0", "zoe"), ("p1", "zoe"), ("p2", "ada"), ("p3", "ada"))


def test_ada_and_zoe_who_avoid_each_other_host_no_circle_together() -> None:
    ada, zoe = replace(ADA, place="Oslo", avoid=("zoe",)), replace(ADA, id="zoe", place="Rome")
    four = [learner(f"p{at}", place="Oslo" if at < 2 else "Rome") for at in range(4)]

    assert circles(solved(ada, zoe, *four, different=("place",))) == []


def test_the_last_of_eight_seats_goes_to_another_stage_where_all_would_be_alike() -> None:
    same = [learner(f"p{at:02}", stage=3) for at in range(20)]

    (circle,) = circles(solved(ADA, *same, learner("zoe", stage=5)))

    assert "zoe" in circle[2]
    assert len(circles(solved(ADA, *same))) == 1


def test_the_order_of_rows_leaves_no_trace() -> None:
    people = [ADA, *(learner(f"p{at:02}") for at in range(12)), replace(ADA, id="zoe")]

    assert solved(*people).partnerships == solved(*reversed(people)).partnerships


def test_bo_who_avoids_everybody_gives_way_to_those_who_do_not() -> None:
    crowd = [learner(f"p{at}") for at in range(8)]
    bo = learner("a", avoid=tuple(each.id for each in crowd))

    assert circles(solved(ADA, bo, *crowd)) == [(("ada",), "Python", tuple(each.id for each in crowd))]


def test_the_largest_set_of_people_is_found_where_many_avoid_many() -> None:
    draw = random.Random(3)
    for _ in range(30):
        names = [f"p{at}" for at in range(9)]
        people = [learner(name, avoid=tuple(draw.sample(names, draw.randint(0, 3)))) for name in names]
        model = build(engine.People.from_rows(people), engine.Policy())
        against = {
            (one, other)
            for one, person in enumerate(people)
            for other in map(names.index, person.avoid)
            if one != other
        }
        best = max(
            bin(some).count("1")
            for some in range(2**9)
            if not any(some >> one & 1 and some >> other & 1 for one, other in against)
        )

        assert together(model, np.arange(9)).size == min(best, 8)


def hosted(drawn: list[engine.Person], hosting: list[int]) -> list[engine.Person]:
    return [replace(person, hosting=willing) for person, willing in zip(drawn, hosting, strict=True)]


@st.composite
def hosting_people(draw: st.DrawFn) -> engine.People:
    """People of every kind who host now and then, avoid some and have met others, twice as many seekers."""
    drawn = draw(persons(smallest=6))
    seekers = [replace(each, id=f"s{at}", offers={}, capacity=1) for at, each in enumerate(drawn)]
    everyone = hosted(
        drawn + seekers, draw(st.lists(st.integers(0, 2), min_size=2 * len(drawn), max_size=2 * len(drawn)))
    )
    names = st.lists(st.sampled_from([each.id for each in everyone]), max_size=2, unique=True)
    return engine.People.from_rows(
        replace(each, avoid=tuple(draw(names)), met=tuple(draw(names))) for each in everyone
    )


@settings(max_examples=60, deadline=None)
@given(hosting_people(), policies)
def test_verify_accepts_all_circles_that_are_made(people: engine.People, policy: engine.Policy) -> None:
    result = engine.solve(people, policy)

    assert engine.verify(people, policy, result).problems == ()
    assert {each.person for each in result.unmatched} == {each.id for each in people} - {
        who for each in result.partnerships for who in each.served
    }


def most_by_another_solver(model: Model, left: list[int]) -> int:
    """The most people that circles of one host can serve: every circle has a host, a topic, and a number."""
    problem = cp_model.CpModel()
    seats: dict[int, list[cp_model.IntVar]] = {at: [] for at in left}
    for host, person in enumerate(model.people):
        opened = []
        for topic in person.offers if person.capacity else ():
            takers = [at for at in left if could_learn(model, at, host, topic)]
            for _ in range(person.hosting if len(takers) > 2 else 0):
                opened.append(is_open := problem.new_bool_var(""))
                sits = {at: problem.new_bool_var("") for at in takers}
                problem.add(sum(sits.values()) >= 3 * is_open)
                problem.add(sum(sits.values()) <= 8 * is_open)
                for at, seat in sits.items():
                    seats[at].append(seat)
                    for other in takers:
                        if other > at and not may_sit_together(model, at, other):
                            problem.add(seat + sits[other] <= 1)
        if opened:
            problem.add(sum(opened) <= person.hosting)
    for each in seats.values():
        problem.add(sum(each) <= 1)
    problem.maximize(sum(seat for each in seats.values() for seat in each))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(problem) == cp_model.OPTIMAL
    return round(solver.objective_value)


@pytest.mark.parametrize("seed", range(12))
def test_few_people_are_served_by_circles_as_well_as_can_be(seed: int) -> None:
    draw = random.Random(seed)
    topics = ("AI", "Excel", "Politics", "Leading", "Law", "Music")
    people = engine.People.from_rows(
        engine.Person(
            id=f"p{at:02}",
            offers={each: draw.randint(1, 5) for each in draw.sample(topics, 2 if at < 12 else 0)},
            seeks={each: draw.randint(1, 5) for each in draw.sample(topics, 2)},
            languages=tuple(draw.sample(["en", "de"], draw.randint(0, 2))),
            avoid=tuple(f"p{draw.randrange(60):02}" for _ in range(2)),
            hosting=draw.choice([0, 1, 1, 2]) if at < 12 else 0,
        )
        for at in range(60)
    )
    model = build(people, engine.Policy(minimum_benefit=0.3))
    left = np.arange(12, 60)

    found = gather(model, left)

    most = most_by_another_solver(model, left.tolist())
    assert found.served == most
    assert found.most >= most


TABLE = [
    ADA,
    replace(ADA, id="amy", hosting=0),
    *(learner(f"p{at}") for at in range(9)),
    learner("far", languages=("fi",)),
    learner("foe", avoid=("p0",)),
    learner("boss_of_p1", stage=4),
    learner("knows", offers={"Python": 4}),
    learner("out", capacity=0),
    engine.Person(id="x", offers={"Law": 5}, seeks={"Music": 5, "Python": 5}),
    engine.Person(id="y", offers={"Music": 5}, seeks={"Law": 5}),
]
TABLE[3] = replace(TABLE[3], manager="boss_of_p1")
TABLE[0] = replace(ADA, languages=("en",))
PEOPLE = engine.People.from_rows(TABLE)


def planted(people: tuple[str, ...], hosts: tuple[str, ...], facts: dict[str, object]) -> tuple[str, ...]:
    """What verify says of one circle beside the pair of x and y."""
    steps = tuple((who, hosts[0] if hosts else "ada") for who in people if who not in hosts)
    told: dict[str, object] = {
        "id": "2", "kind": "circle", "people": people, "value": 0.0,
        "steps": steps, "topic": "Python", "hosts": hosts,
    }  # fmt: skip
    circle = engine.written.WrittenPair(**{**told, **facts})  # type: ignore[arg-type] # any lie
    value = engine.solve(PEOPLE, engine.Policy(circles=False)).partnerships[0].value
    pair = engine.written.WrittenPair("1", "pair", ("x", "y"), value)
    return engine.verify(PEOPLE, engine.Policy(), engine.WrittenPlan((pair, circle))).problems


THREE = ("ada", "p0", "p2", "p3")


@pytest.mark.parametrize(
    ("people", "hosts", "facts", "found"),
    [
        (THREE, ("ada",), {}, ()),
        (THREE[:3], ("ada",), {}, ("circle 2 has 2 learners, not three to eight",)),
        (
            ("ada", *(f"p{at}" for at in range(9))),
            ("ada",),
            {},
            ("circle 2 has 9 learners, not three to eight",),
        ),
        (("amy", *THREE[1:]), ("amy",), {}, ("'amy' hosts 1 circles and agreed to 0",)),
        (
            (*THREE, "zoe"),
            ("ada",),
            {},
            ("circle 2: nobody has the id 'zoe'",),
        ),
        (THREE, ("ada",), {"value": 0.1}, ("circle 2 says it is worth 0.1, a circle counts 0",)),
        (
            THREE,
            (),
            {"people": THREE[1:], "steps": tuple((who, "ada") for who in THREE[1:])},
            (
                "circle 2 has 0 hosts, not one or two",
                *("circle 2: 'ada' is no host of it",) * 3,
            ),
        ),
        (
            THREE,
            ("ada",),
            {"people": (*THREE, "p4")},
            ("circle 2 has people who neither host nor learn",),
        ),
        (
            THREE,
            ("ada",),
            {"steps": (*((who, "ada") for who in THREE[1:]), ("p0", "ada"))},
            ("circle 2 has somebody twice",),
        ),
        (
            (*THREE, "knows"),
            ("ada",),
            {},
            ("circle 2: 'knows' learns less than the minimum from 'ada'",),
        ),
        (
            THREE,
            ("ada",),
            {"topic": "Law"},
            tuple(f"circle 2: '{who}' learns less than the minimum from 'ada'" for who in THREE[1:]),
        ),
        ((*THREE, "far"), ("ada",), {}, ("circle 2: 'ada' and 'far': no common language",)),
        ((*THREE, "foe"), ("ada",), {}, ("circle 2: 'p0' and 'foe': one avoids the other",)),
        (
            (*THREE, "p1", "boss_of_p1"),
            ("ada",),
            {},
            ("circle 2: 'p1' and 'boss_of_p1': on one reporting line",),
        ),
        ((*THREE, "out"), ("ada",), {}, ("circle 2: 'out' takes no part",)),
        ((*THREE, "x"), ("ada",), {}, ("'x' learns in a circle and is in a pair or ring too",)),
    ],
)
def test_a_lie_about_a_circle_is_found(
    people: tuple[str, ...], hosts: tuple[str, ...], facts: dict[str, object], found: tuple[str, ...]
) -> None:
    assert planted(people, hosts, facts) == found


def test_nobody_learns_in_two_circles_and_ada_hosts_no_more_than_she_agreed_to() -> None:
    circle = replace(solved(ADA, BO, CY, DI).partnerships[0])
    people = engine.People.from_rows([ADA, BO, CY, DI])

    problems = engine.verify(
        people,
        engine.Policy(),
        engine.WrittenPlan((circle, replace(circle, id="2"))),  # type: ignore[arg-type] # alike
    ).problems

    assert problems == (
        "'bo' learns in 2 circles",
        "'cy' learns in 2 circles",
        "'di' learns in 2 circles",
        "'ada' hosts 2 circles and agreed to 1",
    )


@pytest.mark.parametrize("direction", ["reverse", "classic"])
def test_every_learner_learns_the_way_the_policy_asks(direction: str) -> None:
    up = [learner(f"up{at}", stage=4) for at in range(3)]
    down = [learner(f"down{at}", stage=1) for at in range(3)]

    (circle,) = circles(solved(ADA, *up, *down, learner("untold", stage=None), direction=direction))

    assert circle[2] == tuple(each.id for each in (up if direction == "reverse" else down))


def test_arrays_of_people_hold_no_hosts() -> None:
    benefits = [[0.0, 0.5], [0.5, 0.0]]

    assert circles(engine.solve(engine.People.from_benefits(["a", "b"], benefits), engine.Policy())) == []
