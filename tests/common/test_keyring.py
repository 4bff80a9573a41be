"""Every person has a data key; the keys of the installation wrap it and can be changed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.conf import LazySettings
from django.core.checks import run_checks
from django.db import connection

from counterpart.common import keyring, sealing
from counterpart.people import keys
from counterpart.people.models import Person, PersonKey

PLACE = {"table": "people_seek", "row": "1", "column": "dread"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> Person:
    return Person.objects.create_user("amina@example.org", name="Amina")


@pytest.fixture
def bengt() -> Person:
    return Person.objects.create_user("bengt@example.org", name="Bengt")


def refusals() -> list[str | None]:
    return [problem.id for problem in run_checks(tags=["ready"], include_deployment_checks=True)]


def test_amina_reads_what_was_sealed_for_her(amina: Person) -> None:
    sealed = keys.seal_for(amina, "phoning strangers", **PLACE)
    assert keys.open_for(amina, sealed, **PLACE) == "phoning strangers"
    assert PersonKey.objects.count() == 1


def test_bengt_does_not_read_what_was_sealed_for_amina(amina: Person, bengt: Person) -> None:
    sealed = keys.seal_for(amina, "phoning strangers", **PLACE)
    with pytest.raises(sealing.CannotOpen):
        keys.open_for(bengt, sealed, **PLACE)


def test_a_key_given_to_somebody_else_does_not_open(amina: Person, bengt: Person) -> None:
    keys.data_key(amina)
    PersonKey.objects.create(person=bengt, wrapped=PersonKey.objects.get(person=amina).wrapped)
    with pytest.raises(sealing.CannotOpen):
        keys.data_key(bengt)


def test_keys_are_changed_without_touching_a_word(amina: Person, settings: LazySettings) -> None:
    sealed = keys.seal_for(amina, "phoning strangers", **PLACE)
    new = sealing.write_key(sealing.new_key())
    settings.SEALING_KEYS = [new, *settings.SEALING_KEYS]
    assert keys.RING.rotate() == 1
    settings.SEALING_KEYS = [new]
    assert keys.open_for(amina, sealed, **PLACE) == "phoning strangers"


def test_nothing_starts_with_the_keys_of_another_installation(amina: Person, settings: LazySettings) -> None:
    keys.data_key(amina)
    assert refusals() == []
    settings.SEALING_KEYS = [sealing.write_key(sealing.new_key())]
    assert refusals() == ["counterpart.E004"]


def test_nothing_starts_without_keys(settings: LazySettings) -> None:
    settings.SECRET_KEY, settings.SEALING_KEYS = "", []
    assert refusals() == ["counterpart.E001", "counterpart.E002"]


def test_nothing_starts_with_something_that_is_no_key(settings: LazySettings) -> None:
    settings.SEALING_KEYS = ["hunter2"]
    assert refusals() == ["counterpart.E003"]


@pytest.mark.django_db(transaction=True)
def test_keys_are_changed_while_others_write(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lot by lot, so that neither waits for the other to come to its end."""
    people = [Person.objects.create_user(f"p{n}@example.org", name="Somebody") for n in range(40)]
    for each in people:
        keys.data_key(each)
    new = sealing.write_key(sealing.new_key())
    settings.SEALING_KEYS = [new, *settings.SEALING_KEYS]
    monkeypatch.setattr(keyring, "AT_A_TIME", 3)
    over = Event()
    with ThreadPoolExecutor(1) as elsewhere:
        writing = elsewhere.submit(_rename_until, over)
        assert keys.RING.rotate() == 40
        over.set()
        assert writing.result() > 0
    settings.SEALING_KEYS = [new]
    assert len(keys.RING.data_keys([each.pk for each in people])) == 40


def _rename_until(over: Event) -> int:
    times = 0
    while not over.is_set():
        times += Person.objects.filter(email="p0@example.org").update(name=f"Name {times}")
    connection.close()
    return times
