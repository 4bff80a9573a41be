"""The page of the radar: what is read there, one tap from asking, wishing and offering."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.people.models import Offer, Person, Seek
from counterpart.programmes.models import Programme
from counterpart.radar.models import Month, Number
from counterpart.skills.models import Skill
from counterpart.web.radar_picture import MOST, Spoke, radar
from tests.cast import Cast, join
from tests.repository import drawn
from tests.web.reading import links_of, text_of

SignIn = Callable[[Person], Client]


def words_of(response: Any) -> str:
    return "\n".join(text_of(response))


def page_of(programme: Programme) -> str:
    return reverse("radar", args=[programme.pk])


def drawn_words(picture: str, tag: str) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.fromstring(picture).iter(tag)]


def test_amina_reads_what_rises_what_fades_and_the_blind_spots(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    drawn.plant(cast.programme, now)

    text = words_of(signed_in(cast.amina).get(page_of(cast.programme)))

    headings = ("Rising", "Fading", "Blind spots", "Known early on, not further along", "All topics")
    assert [heading in text for heading in headings] == [True] * 5
    assert "Studying or in their first years: at least 15" in text
    assert text.index("AI assistants") < text.index("Known early on, not further along") < text.index("1. AI")


def test_before_the_first_table_it_says_when_it_begins(cast: Cast, signed_in: SignIn) -> None:
    text = words_of(signed_in(cast.amina).get(page_of(cast.programme)))

    assert ("Too few people yet" in text, "It begins with five" in text) == (True, True)


def test_who_takes_part_nowhere_is_told_what_it_needs(cast: Cast, signed_in: SignIn) -> None:
    assert "It begins with a programme" in words_of(signed_in(cast.olu).get(reverse("radars")))


def test_of_two_programmes_each_is_one_tap_away(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    join(cast.elsewhere, cast.amina, now)

    links = links_of(signed_in(cast.amina).get(reverse("radars")))

    assert [links[each.name] for each in (cast.programme, cast.elsewhere)][1] == page_of(cast.elsewhere)


def test_the_organiser_reads_the_same_numbers_and_taps_nothing(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    drawn.plant(cast.programme, now)

    read = [words_of(signed_in(each).get(page_of(cast.programme))) for each in (cast.amina, cast.chen)]

    assert [page.count("at least") for page in read] == [read[0].count("at least")] * 2
    assert ["I can show it" in page for page in read] == [True, False]


def test_one_tap_wishes_offers_or_asks(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    drawn.plant(cast.programme, now)
    amina, page = signed_in(cast.amina), page_of(cast.programme)
    skill = Skill.objects.get(slug="ai-assistants")
    before = amina.get(page).text

    amina.post(reverse("joining-seeks"), {"add": skill.slug})
    amina.post(reverse("joining-offers"), {"add": skill.slug})

    assert f'action="{reverse("joining-seeks")}"' in before
    assert f'name="add" value="{skill.slug}"' in before
    assert (Seek.objects.get().skill, Offer.objects.get().skill) == (skill, skill)
    text = words_of(amina.get(page))
    assert ("You would like it" in text, "You can show it" in text) == (True, True)
    assert f"{reverse('ask-new')}?{urlencode({'topic': skill.name})}" in before
    assert f'value="{skill.name}"' in amina.get(reverse("ask-new"), {"topic": skill.name}).text


def test_a_topic_in_words_of_their_own_is_one_tap_away_too(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    month = drawn.plant(cast.programme, now)
    typed = Skill.objects.create(slug="typed-x", name="Quilting by moonlight", typed=True)
    Number.objects.create(month=month, topic=typed, what="offers", group="mid", at_least=5)

    assert (
        'name="words" value="Quilting by moonlight"'
        in signed_in(cast.amina).get(page_of(cast.programme)).text
    )


def test_the_page_costs_the_same_with_few_topics_and_with_many(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    month, amina = drawn.plant(cast.programme, now), signed_in(cast.amina)
    amina.get(page_of(cast.programme))
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert amina.get(page_of(cast.programme)).status_code == 200
        costs.append(len(seen))
        Number.objects.filter(month=month).delete()
        Number.objects.bulk_create(
            Number(month=month, topic=each, what="seeks", group="mid", at_least=5)
            for each in Skill.objects.ours()[:200]
        )

    assert costs == [11, 11]


def test_whatever_page_is_asked_for_it_answers(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    drawn.plant(cast.programme, now)
    for page in ("\x00", "9" * 40, "-1", "x"):
        assert signed_in(cast.amina).get(page_of(cast.programme), {"page": page}).status_code == 200


def test_reading_it_draws_nothing(cast: Cast, signed_in: SignIn) -> None:
    Programme.objects.update(state=Programme.State.RUNNING)
    signed_in(cast.amina).get(page_of(cast.programme))

    assert not Month.objects.exists()


def test_there_is_a_door_on_the_way_around_and_at_the_programme(cast: Cast, signed_in: SignIn) -> None:
    amina, chen = signed_in(cast.amina), signed_in(cast.chen)
    programme = reverse("programme", args=[cast.programme.pk])

    assert f'href="{reverse("radars")}"' in amina.get(reverse("around")).text
    assert [f'href="{page_of(cast.programme)}"' in each.get(programme).text for each in (amina, chen)] == [
        True
    ] * 2
    assert page_of(cast.programme) not in signed_in(cast.cora).get(programme).text


def test_the_picture_says_its_numbers_in_words() -> None:
    picture = radar([Spoke("AI", 15, 5, 10), Spoke("Sewing", 5, 0, -5), Spoke("Leading", 0, 10)])

    assert drawn_words(picture, "desc") == [
        "1. AI: at least 15 can show it, at least 5 would like it; "
        "2. Sewing: at least 5 can show it; 3. Leading: at least 10 would like it"
    ]
    assert drawn_words(picture, "text") == ["1↗", "2↘", "3"]


def test_the_picture_holds_whatever_topics_are_called_and_however_many() -> None:
    picture = radar([Spoke("</desc><script>", 5, 5)] * 20)

    assert len(drawn_words(picture, "text")) == MOST
    assert drawn_words(radar([]), "desc") == [""]
