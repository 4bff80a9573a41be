"""Links that do one thing once. The races are shown to be lost by their guard alone: without it, all win."""

from datetime import datetime, timedelta

import pytest

from counterpart.people import tokens
from counterpart.people.models import Token, TokenQuerySet
from tests.cast import Cast
from tests.racing import race

EVER = pytest.mark.django_db(transaction=True)


def link(cast: Cast, now: datetime) -> tuple[Token, str]:
    return tokens.issue(cast.amina, purpose=Token.Purpose.SIGN_IN, at=now, days=1)


def test_only_a_digest_is_kept(cast: Cast, now: datetime) -> None:
    token, raw = link(cast, now)
    assert len(raw) == 43  # 256 bit
    assert raw not in str(Token.objects.values().get(pk=token.pk))


def test_a_link_is_found_by_its_words_and_purpose(cast: Cast, now: datetime) -> None:
    token, raw = link(cast, now)
    assert tokens.find(raw, purpose=Token.Purpose.SIGN_IN) == token
    assert tokens.find(raw, purpose=Token.Purpose.INVITATION) is None
    assert tokens.find(raw[:-1], purpose=Token.Purpose.SIGN_IN) is None
    assert tokens.find("\udfff\x00", purpose=Token.Purpose.SIGN_IN) is None


@pytest.mark.parametrize("spoilt", ["used_at", "revoked_at", "expires_at"])
def test_a_link_that_is_no_longer_good_is_not_used(cast: Cast, now: datetime, spoilt: str) -> None:
    token, raw = link(cast, now)
    Token.objects.filter(pk=token.pk).update(**{spoilt: now - timedelta(seconds=1)})
    found = tokens.find(raw, purpose=Token.Purpose.SIGN_IN)
    assert found
    assert not found.is_good(now)
    with pytest.raises(tokens.AlreadyUsed):
        tokens.use(found, at=now)


@EVER
def test_of_fifty_who_hold_one_link_one_comes_in(cast: Cast, now: datetime) -> None:
    token, _ = link(cast, now)
    outcomes = race(50, lambda _: tokens.use(Token.objects.get(pk=token.pk), at=now))
    assert outcomes == ["AlreadyUsed"] * 49 + ["done"]


@EVER
def test_without_the_condition_all_fifty_would(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TokenQuerySet, "good", lambda rows, at: rows)
    token, _ = link(cast, now)
    outcomes = race(50, lambda _: tokens.use(Token.objects.get(pk=token.pk), at=now))
    assert outcomes == ["done"] * 50
