"""The deck, and which three cards two people are offered."""

from collections import Counter
from itertools import product
from typing import Any

import pytest

from counterpart.partnerships import cards
from counterpart.partnerships.cards import BadDeck, Form, Kind, Leads, Stage, Turn, stage_of, suggest

DECK = cards.load()
AI = Turn(shows=frozenset({"ai"}), learns=frozenset({"public-speaking"}))
SPEAKING = Turn(shows=frozenset({"public-speaking"}), learns=frozenset({"ai"}))
GOOD: dict[str, Any] = {
    "title": "A walk",
    "ask": ["Where to?"],
    "why": "Fresh air.",
    "minutes": 10,
    "stages": ["first"],
    "leads": "turn",
}


def test_the_deck_has_sixty_cards_and_more() -> None:
    assert len(DECK) >= 60


def test_every_kind_stage_form_and_leader_has_cards() -> None:
    assert min(Counter(card.kind for card in DECK.values()).get(kind, 0) for kind in Kind) >= 8
    assert min(sum(stage in card.stages for card in DECK.values()) for stage in Stage) >= 8
    assert min(sum(form in card.forms for card in DECK.values()) for form in Form) >= 50
    assert {card.leads for card in DECK.values()} == set(Leads)


def test_no_two_cards_ask_the_same() -> None:
    asked = [question.casefold() for card in DECK.values() for question in card.ask]
    assert [question for question, times in Counter(asked).items() if times > 1] == []


def test_no_card_is_too_long_for_a_phone() -> None:
    assert max(sum(map(len, card.ask)) for card in DECK.values()) <= 260
    assert max(len(card.why) for card in DECK.values()) <= 160
    assert max(len(card.slug) for card in DECK.values()) <= 60


def test_no_card_speaks_like_a_coach_or_belittles() -> None:
    words = " ".join(f"{card.title} {' '.join(card.ask)} {card.why}" for card in DECK.values()).casefold()
    jargon = (
        "mentee",
        "coachee",
        "comfort zone",
        "growth mindset",
        "leverage",
        "empower",
        "smart goal",
        "user",
    )
    assert [word for word in jargon if word in words] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "T" * 45},
        {"ask": []},
        {"ask": "Where to?"},
        {"ask": [" "]},
        {"why": " "},
        {"minutes": 0},
        {"minutes": 90},
        {"minutes": "ten"},
        {"stages": []},
        {"stages": ["sometime"]},
        {"forms": ["crowd"]},
        {"leads": "boss"},
        {"topics": ["no-such-topic"]},
        {"colour": "amber"},
    ],
)
def test_a_card_that_is_not_written_as_cards_are_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadDeck, match="a-walk"):
        cards.read({Kind.OPENING: {"card": {"a-walk": GOOD | wrong}}})


def test_a_card_written_twice_is_refused() -> None:
    assert set(cards.read({Kind.OPENING: {"card": {"a-walk": GOOD}}})) == {"a-walk"}
    for other in ("a-walk", "a-stroll"):
        with pytest.raises(BadDeck, match=other):
            cards.read({Kind.OPENING: {"card": {"a-walk": GOOD}}, Kind.ENDING: {"card": {other: GOOD}}})


@pytest.mark.parametrize(
    ("planned", "stages"),
    [
        (6, "first early middle middle late last"),
        (4, "first early middle last"),
        (2, "first last"),
        (1, "first"),
        (None, "first early early middle middle middle"),
    ],
)
def test_the_journey_goes_from_first_to_last(planned: int | None, stages: str) -> None:
    assert [stage_of(n + 1, planned) for n in range(len(stages.split()))] == stages.split()


def test_a_meeting_beyond_the_last_is_a_last_one_too() -> None:
    assert stage_of(9, 6) == Stage.LAST


@pytest.mark.parametrize(("stage", "form"), list(product(Stage, Form)))
def test_wherever_two_are_they_get_three_cards_of_three_kinds(stage: Stage, form: Form) -> None:
    three = suggest(DECK, stage=stage, form=form, turns=[AI, SPEAKING, AI])
    assert len({card.kind for card in three}) == 3
    assert all(stage in card.stages and form in card.forms for card in three)


def test_the_same_meeting_gets_the_same_cards() -> None:
    once, again = (suggest(DECK, stage=Stage.EARLY, form=Form.PAIR, turns=[AI, SPEAKING]) for _ in range(2))
    assert once == again


def test_the_first_meeting_begins_with_arriving_and_the_last_ends_with_the_end() -> None:
    first = suggest(DECK, stage=Stage.FIRST, form=Form.PAIR, turns=[AI, SPEAKING, AI])
    last = suggest(DECK, stage=Stage.LAST, form=Form.PAIR, turns=[AI, SPEAKING, AI])
    assert (first[0].kind, last[-1].kind) == (Kind.OPENING, Kind.ENDING)


def test_six_meetings_never_repeat_a_card_and_touch_every_kind() -> None:
    had: list[str] = []
    for number in range(1, 7):
        turns = [(AI, SPEAKING)[(number + place) % 2] for place in range(3)]
        had += [
            card.slug
            for card in suggest(DECK, stage=stage_of(number, 6), form=Form.PAIR, turns=turns, used=had)
        ]
    assert len(had) == len(set(had)) == 18
    assert {DECK[slug].kind for slug in had} == set(Kind)


def test_a_card_about_a_topic_is_led_by_whom_it_concerns() -> None:
    """Who would like to learn AI lets the machine get it wrong; who shows it does not."""
    of_ai = {"topics": ["ai"], "leads": "learner"}
    deck = cards.read({Kind.COURAGE: {"card": {"machine": GOOD | of_ai}}})
    found = {
        who: [card.slug for card in suggest(deck, stage=Stage.FIRST, form=Form.PAIR, turns=[turn])]
        for who, turn in (("learner", SPEAKING), ("teacher", AI), ("neither", Turn()))
    }
    assert found == {"learner": ["machine"], "teacher": [], "neither": []}


def test_an_empty_deck_and_a_used_one_suggest_less_and_never_break() -> None:
    assert suggest({}, stage=Stage.FIRST, form=Form.PAIR, turns=[AI, AI]) == []
    assert suggest(DECK, stage=Stage.FIRST, form=Form.PAIR, turns=[AI, AI], used=list(DECK)) == []
