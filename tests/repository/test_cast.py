"""The cast stands where the tests believe it stands."""

from counterpart.programmes.models import Programme
from tests.cast import Cast


def test_dara_sees_no_programme_of_chens(cast: Cast) -> None:
    assert list(Programme.objects.visible_to(cast.dara)) == [cast.elsewhere]


def test_cora_sees_the_programme_she_is_the_contact_of(cast: Cast) -> None:
    assert list(Programme.objects.visible_to(cast.cora)) == [cast.programme]
