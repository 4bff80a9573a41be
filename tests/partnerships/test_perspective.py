"""How two see things: before they talk about it and after, for oneself or for both."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from counterpart.partnerships import actions
from counterpart.partnerships.actions import pausing, perspective
from counterpart.partnerships.models import Assumption, Partnership
from counterpart.partnerships.queries import perspective as queries
from counterpart.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def assume(
    together: Partnership, by: Person, at: datetime, words: str = "I assume", *, shared: bool = True
) -> Assumption:
    return perspective.assume(together, words, shared=shared, key=uuid4(), by=by, at=at)


def reads(together: Partnership, reader: Person) -> list[tuple[str, str, bool]]:
    return [(each.before, each.after, each.mine) for each in queries.seen(together, reader)]


def test_amina_looks_again_and_bengt_reads_both_where_she_lets_him(
    amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    ours = assume(amina_and_bengt, cast.amina, now, "Nobody up there has doubts")
    assume(amina_and_bengt, cast.amina, now + DAY, "He will be bored", shared=False)
    perspective.look_again(ours, "They hide them", by=cast.amina, at=now + 9 * DAY)

    assert reads(amina_and_bengt, cast.bengt) == [("Nobody up there has doubts", "They hide them", False)]
    assert reads(amina_and_bengt, cast.amina) == [
        ("Nobody up there has doubts", "They hide them", True),
        ("He will be bored", "", True),
    ]
    for nobody in (cast.chen, cast.cora, cast.olu, cast.dara):
        assert reads(amina_and_bengt, nobody) == []


def test_what_comes_first_stays_and_what_comes_after_can_be_said_anew(
    amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    row = assume(amina_and_bengt, cast.amina, now, "Before")
    for words in ("After", "Later still"):
        perspective.look_again(row, words, by=cast.amina, at=now + DAY)
    assert reads(amina_and_bengt, cast.amina) == [("Before", "Later still", True)]


def test_a_double_click_is_one_and_somebody_elses_key_takes_nothing(
    amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    key = UUID(int=7)
    for _ in range(2):
        perspective.assume(amina_and_bengt, "Once", shared=True, key=key, by=cast.amina, at=now)
    with pytest.raises(perspective.Enough):
        perspective.assume(amina_and_bengt, "Mine now", shared=True, key=key, by=cast.bengt, at=now)
    assert reads(amina_and_bengt, cast.bengt) == [("Once", "", False)]


def test_nobody_looks_again_or_tears_up_for_amina(
    amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    row = assume(amina_and_bengt, cast.amina, now)
    with pytest.raises(Assumption.DoesNotExist):
        perspective.look_again(row, "I was wrong", by=cast.bengt, at=now)
    perspective.tear_up(row, by=cast.bengt, at=now)
    assert Assumption.objects.exists()
    for _ in range(2):
        perspective.tear_up(row, by=cast.amina, at=now)
    assert not Assumption.objects.exists()


def test_there_is_an_end_to_what_one_would_look_at_again(
    amina_and_bengt: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(perspective, "MOST", 1)
    assume(amina_and_bengt, cast.amina, now)
    with pytest.raises(perspective.Enough):
        assume(amina_and_bengt, cast.amina, now)
    assume(amina_and_bengt, cast.bengt, now)


def test_while_they_rest_and_once_they_have_parted_only_what_is_ones_own_goes_on(
    amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    ours = assume(amina_and_bengt, cast.bengt, now)
    own = assume(amina_and_bengt, cast.bengt, now, shared=False)
    pausing.pause(amina_and_bengt, by=cast.amina, at=now)
    for deed in (
        lambda: assume(amina_and_bengt, cast.bengt, now),
        lambda: perspective.look_again(ours, "Why?", by=cast.bengt, at=now),
    ):
        with pytest.raises(actions.Resting):
            deed()
    assume(amina_and_bengt, cast.bengt, now, shared=False)
    actions.end(amina_and_bengt, by=cast.amina, at=now)
    with pytest.raises(actions.AlreadyEnded):
        perspective.look_again(ours, "Why?", by=cast.bengt, at=now)
    perspective.look_again(own, "I see", by=cast.bengt, at=now)
    assert ("I assume", "I see", True) in reads(amina_and_bengt, cast.bengt)


def test_breadth_counts_each_once_and_says_where_they_stand_as_far_as_they_told(
    amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    Person.objects.filter(pk=cast.cora.pk).update(stage=None, function="", place="Lyon", background="")
    actions.begin(cast.programme, people=[cast.amina, cast.cora], topics=[], at=now)

    people = queries.learned_with(cast.amina)
    frames = {each.name: each for each in queries.breadth(cast.amina, people)}

    assert [each.first_name for each in people] == ["Bengt", "Cora"]
    assert frames["stage"].others == [("Leading an organisation", 1)]
    assert frames["place"].others == [("Lyon", 1), ("Malmö", 1)]
    assert (frames["place"].mine, frames["function"].others) == ("Lyon", [("Finance", 1)])
