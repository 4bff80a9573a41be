"""Everybody left out reads why, and what would help."""

from dataclasses import replace
from typing import Any

import pytest

from counterpart import engine
from counterpart.engine import Person, Reason, Rule
from tests.engine.making import AMINA, BENGT, crowd, solved

CLEO = Person(id="cleo", name="Cleo", offers={"Excel": 3}, seeks={"AI": 3, "Leading": 3})


def left_out(who: Person, *others: Person, **policy: Any) -> engine.Unmatched:
    (found,) = [each for each in solved(who, *others, **policy).unmatched if each.person == who.id]
    return found


@pytest.mark.parametrize(
    ("who", "others", "policy", "reason", "sentence"),
    [
        (replace(CLEO, capacity=0), [BENGT], {}, Reason.NOT_TAKING_PART, "Cleo takes no part (capacity 0)."),
        (
            CLEO,
            [replace(BENGT, capacity=0)],
            {},
            Reason.ALONE,
            "Nobody else takes part, so there is nobody for Cleo.",
        ),
        (
            replace(CLEO, offers={}, seeks={}),
            [BENGT],
            {},
            Reason.NOTHING_TOLD,
            "Cleo has told neither what they can show nor what they would like to learn.",
        ),
        (
            replace(CLEO, seeks={}),
            [BENGT],
            {},
            Reason.NO_SEEKS,
            "Cleo has not told what they would like to learn.",
        ),
        (replace(CLEO, offers={}), [BENGT], {}, Reason.NO_OFFERS, "Cleo has not told what they can show."),
        (
            CLEO,
            [Person(id="x", offers={"Word": 5})],
            {},
            Reason.NOBODY_OFFERS,
            "Nobody offers any of the 2 topics (AI and Leading) that Cleo would like to learn.",
        ),
        (
            replace(CLEO, seeks={"AI": 3}),
            [Person(id="x", offers={"Word": 5})],
            {},
            Reason.NOBODY_OFFERS,
            "Nobody offers AI, which Cleo would like to learn.",
        ),
        (
            replace(CLEO, offers={"AI": 5}, seeks={"AI": 5}),
            [AMINA, replace(AMINA, id="twin")],
            {},
            Reason.NOBODY_FURTHER,
            "2 people offer AI; nobody here is further along than Cleo yet.",
        ),
        (
            replace(CLEO, seeks={"AI": 1}),
            [Person(id="x", offers={"AI": 1})],
            {},
            Reason.TOO_LITTLE_TO_LEARN,
            "1 person offers AI, but Cleo would learn less than the minimum benefit from each.",
        ),
        (CLEO, [AMINA], {}, Reason.NOBODY_SEEKS, "Nobody is looking for Excel, which Cleo can show."),
        (
            CLEO,
            [Person(id="x", offers={"AI": 5, "Excel": 4}, seeks={"Excel": 5})],
            {},
            Reason.NOBODY_BEHIND,
            "1 person would like Excel; all of them are as far along as Cleo.",
        ),
        (
            replace(CLEO, offers={"Excel": 1}),
            [Person(id="x", offers={"AI": 5}, seeks={"Excel": 1})],
            {},
            Reason.TOO_LITTLE_TO_TEACH,
            "1 person would like Excel, but each would learn less than the minimum benefit from Cleo.",
        ),
        (
            CLEO,
            [AMINA, Person(id="x", seeks={"Excel": 5})],
            {},
            Reason.NO_WAY_BACK,
            "1 person could teach Cleo something and 1 could learn from Cleo, but nobody both.",
        ),
        (
            replace(CLEO, met=("x",)),
            [Person(id="x", offers={"AI": 5}, seeks={"Excel": 5})],
            {},
            Reason.RULES,
            "1 person fits Cleo, but for 1 of them they have met before.",
        ),
        (
            CLEO,
            [AMINA],
            {"two_way": False, "direction": "reverse"},
            Reason.RULES,
            "1 person fits Cleo, but for 1 of them no direction goes from stage to stage as the policy asks.",
        ),
        (
            replace(AMINA, id="cleo", name="Cleo", offers={"AI": 3}),
            [AMINA, BENGT],
            {},
            Reason.EVERYONE_TAKEN,
            "1 person fits Cleo, but all of them are with others in the best whole plan: Bengt.",
        ),
    ],
)
def test_a_reason(
    who: Person, others: list[Person], policy: dict[str, Any], reason: Reason, sentence: str
) -> None:
    found = left_out(who, *others, **policy)

    assert (found.reason, found.sentence) == (reason, sentence)
    assert found.remedy.endswith("would help.") or reason is Reason.NOT_TAKING_PART


def test_facts_are_counted_among_those_who_take_part() -> None:
    who = replace(CLEO, avoid=("x1",), met=("x2",))
    others = [Person(id=f"x{index}", offers={"AI": 5}, seeks={"Excel": 5}) for index in range(1, 4)]
    found = left_out(who, *others[:2], replace(others[2], capacity=0), Person(id="y", seeks={"Excel": 1}))

    assert found.facts == engine.Facts(
        offered=(("AI", 2), ("Leading", 0)),
        wanted=(("Excel", 3),),
        could_teach=2,
        could_learn=3,
        fitting=2,
        stopped=((Rule.AVOIDED, 1), (Rule.MET, 1)),
        free_to=0,
        best=(),
    )
    assert found.remedy == "Somebody else who offers the same would help."


def test_near_skills_are_counted_as_offered() -> None:
    who = replace(CLEO, seeks={"AI": 3}, offers={"Excel": 3})
    found = left_out(
        who,
        Person(id="x", offers={"Prompting": 5}),
        near="vocabulary",
        similarities={("AI", "Prompting"): 0.9},
    )

    assert found.facts.offered == (("AI", 1),)
    assert found.reason is Reason.NOBODY_SEEKS


def test_no_two_sentences_are_equal() -> None:
    result = engine.solve(crowd(90, 3), engine.Policy(minimum_benefit=0.3))

    sentences = [each.sentence for each in result.unmatched]
    assert len(sentences) > 5
    assert len(set(sentences)) == len(sentences)


def test_explaining_two_who_fit_but_are_with_others() -> None:
    late = replace(AMINA, id="cleo", name="Cleo", offers={"AI": 3})

    told = solved(AMINA, BENGT, late).explain("bengt", "cleo")

    assert not told.matched
    assert told.instead == (("amina",), ())
    assert told.sentences == (
        "Cleo can show Bengt AI (3 of 5; Bengt is at 0; wanted 4 of 5).",
        "Bengt can show Cleo Leading (5 of 5; Cleo is at 0; wanted 5 of 5).",
        "They stand apart in stage (senior and early).",
        "They fit, but the whole plan is better without this pair: "
        "Bengt is with Amina and Cleo is with nobody.",
    )


def test_explaining_two_who_are_together_or_have_nothing() -> None:
    result = solved(AMINA, BENGT, CLEO)

    assert result.explain("amina", "bengt").sentences[-1] == "Amina and Bengt are together in this plan."
    assert result.explain("cleo", "amina").sentences[1] == "Cleo can show Amina nothing new yet."


@pytest.mark.parametrize(("first", "second"), [("amina", "amina"), ("amina", "bengd"), ("nobody", "amina")])
def test_explaining_needs_two_known_people(first: str, second: str) -> None:
    with pytest.raises(engine.BadInput):
        solved(AMINA, BENGT).explain(first, second)
