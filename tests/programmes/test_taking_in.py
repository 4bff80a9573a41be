"""All or nothing, once, and nothing of anybody who is here already is changed."""

import json
import zlib
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from counterpart.jobs.models import Lease
from counterpart.people.models import Person, Stage
from counterpart.programmes import tasks
from counterpart.programmes.importing import taking_in
from counterpart.programmes.importing.shapes import Field
from counterpart.programmes.models import Membership, Programme, Upload, UploadQuerySet
from tests.cast import Cast
from tests.programmes.files import csv_of, people
from tests.racing import race

FILE = csv_of(
    "Amina Somebody,AMINA@example.org,Head of Law,Paris,0007,ada@example.org",
    "Ada Example,ada@example.org,Intern,Leeds,0008,",
    header="Name,Email,Job Title,Location,Employee ID,Manager Email",
)


def members(programme: Programme) -> list[str]:
    return sorted(programme.memberships.values_list("person__email", flat=True))


def take(cast: Cast, data: bytes, now: datetime, programme: Programme | None = None) -> Upload:
    upload = taking_in.upload(programme or cast.programme, data, "people.csv", by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)
    return upload


def test_people_of_a_file_become_members_and_the_file_is_forgotten(cast: Cast, now: datetime) -> None:
    upload = take(cast, FILE, now, cast.elsewhere)

    ada = Person.objects.get(email="ada@example.org")
    assert (ada.name, ada.stage, ada.place) == ("Ada Example", Stage.STUDENT, "Leeds")
    assert not ada.has_usable_password()
    membership = Membership.objects.get(person=ada)
    assert (membership.staff_number, membership.admitted_at, membership.joined_at) == ("0008", now, None)
    assert Membership.objects.get(person=cast.amina, programme=cast.elsewhere).manager == "ada@example.org"
    assert (upload.added, upload.known, upload.table, upload.finished_at) == (2, 0, None, now)


def test_who_is_here_already_keeps_everything_as_it_is(cast: Cast, now: datetime) -> None:
    before = Person.objects.filter(pk=cast.amina.pk).values().get()
    take(cast, FILE, now, cast.elsewhere)
    assert Person.objects.filter(pk=cast.amina.pk).values().get() == before


def test_the_same_file_again_changes_nothing(cast: Cast, now: datetime) -> None:
    take(cast, FILE, now)
    people_before = list(Person.objects.order_by("pk").values())
    members_before = list(Membership.objects.order_by("pk").values())

    again = take(cast, FILE.replace(b"0008", b"9999").replace(b"Leeds", b"York"), now + timedelta(days=1))

    assert list(Person.objects.order_by("pk").values()) == people_before
    assert list(Membership.objects.order_by("pk").values()) == members_before
    assert (again.added, again.known) == (0, 2)


def test_who_left_is_not_brought_back_by_a_file(cast: Cast, now: datetime) -> None:
    membership = cast.amina.memberships.get()
    Membership.objects.filter(pk=membership.pk).update(left_at=now)
    take(cast, FILE, now)
    assert not Membership.objects.current().filter(person=cast.amina).exists()


def test_one_row_to_mend_keeps_everybody_out(cast: Cast, now: datetime) -> None:
    with pytest.raises(taking_in.ToBeMended):
        take(cast, FILE.replace(b"ada@example.org,Intern", b"ada(at)example.org,Intern"), now)
    assert not Person.objects.filter(name="Ada Example").exists()
    assert members(cast.programme) == ["amina@example.org", "bengt@example.org"]


def test_a_fault_half_way_leaves_nothing_behind(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = taking_in.upload(cast.programme, FILE, "people.csv", by=cast.chen, at=now)

    def fault(*args: object, **kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("counterpart.journal.actions.record", fault)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        taking_in.begin(upload, by=cast.chen, at=now)
    upload.refresh_from_db()
    assert not Person.objects.filter(name="Ada Example").exists()
    assert (upload.begun_at, upload.finished_at, upload.table is None) == (None, None, False)


def test_refused_columns_are_emptied_before_anything_is_kept(cast: Cast, now: datetime) -> None:
    data = csv_of("Ada,ada@example.org,CANARY-1,CANARY-2", header="Name,Email,Password,Date of Birth")
    upload = taking_in.upload(cast.programme, data, "people.csv", by=cast.chen, at=now)
    assert upload.table is not None
    kept = json.loads(zlib.decompress(upload.table))
    assert kept == [["Name", "Email", "Password", "Date of Birth"], [[2, ["Ada", "ada@example.org", "", ""]]]]


def test_only_mapped_columns_are_stored(cast: Cast, now: datetime) -> None:
    data = csv_of("Ada,ada@example.org,CANARY", header="Name,Email,Shoe size")
    take(cast, data, now)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "CANARY" not in str(cursor.fetchall()), table


def test_a_new_file_forgets_the_one_before(cast: Cast, now: datetime) -> None:
    first = taking_in.upload(cast.programme, FILE, "a.csv", by=cast.chen, at=now)
    taking_in.upload(cast.programme, FILE, "b.csv", by=cast.chen, at=now)
    first.refresh_from_db()
    assert (first.table, first.cancelled_at) == (None, now)


def test_a_file_that_was_given_up_is_forgotten_and_cannot_be_taken_in(cast: Cast, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, FILE, "a.csv", by=cast.chen, at=now)
    stale = Upload.objects.get(pk=upload.pk)
    taking_in.cancel(upload, by=cast.chen, at=now)
    with pytest.raises(taking_in.AlreadyBegun):
        taking_in.begin(stale, by=cast.chen, at=now)
    assert not Person.objects.filter(name="Ada Example").exists()


def test_files_are_forgotten_after_a_day(cast: Cast, now: datetime) -> None:
    old = taking_in.upload(cast.programme, FILE, "a.csv", by=cast.chen, at=now - timedelta(hours=25))
    new = taking_in.upload(cast.elsewhere, FILE, "b.csv", by=cast.eli, at=now)
    tasks.forget_uploads.func()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.table, new.table is None) == (None, False)


def test_many_people_are_taken_in_by_a_job_and_once(cast: Cast, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, people(1_500), "people.csv", by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)
    assert Membership.objects.filter(programme=cast.programme).count() == 2
    assert Lease.objects.filter(key=f"take in {upload.pk}").count() == 1

    for _ in range(2):
        tasks.take_in.func(upload_id=str(upload.pk))

    upload.refresh_from_db()
    assert Membership.objects.filter(programme=cast.programme).count() == 1_502
    assert (upload.added, upload.known, upload.table) == (1_500, 0, None)


def test_a_job_that_cannot_go_on_adds_nobody_and_forgets_the_file(cast: Cast, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, people(1_500), "people.csv", by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)
    tasks.give_up.func(upload_id=str(upload.pk))
    tasks.take_in.func(upload_id=str(upload.pk))
    upload.refresh_from_db()
    assert upload.table is None
    assert upload.failed_at is not None
    assert Membership.objects.filter(programme=cast.programme).count() == 2


def test_titles_are_asked_once_each_and_what_chen_says_counts(cast: Cast, now: datetime) -> None:
    data = csv_of(
        "A,a@example.org,Analyst",
        "B,b@example.org,analyst ",
        "C,c@example.org,Intern",
        header="Name,Email,Job Title",
    )
    upload = taking_in.upload(cast.programme, data, "a.csv", by=cast.chen, at=now)
    table = taking_in.table_of(upload)
    assert taking_in.titles_of(upload, table) == {"analyst": ("Analyst", 2), "intern": ("Intern", 1)}
    assert taking_in.stages_of(upload, table) == {"analyst": None, "intern": Stage.STUDENT}

    taking_in.map_stages(upload, {"analyst": Stage.MID, "intern": None}, by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)

    said = dict(Person.objects.filter(name__in="ABC").values_list("name", "stage"))
    assert said == {"A": Stage.MID, "B": Stage.MID, "C": None}


def test_a_column_can_be_left_out_after_all(cast: Cast, now: datetime) -> None:
    upload = taking_in.upload(cast.programme, FILE, "a.csv", by=cast.chen, at=now)
    taking_in.map_columns(upload, {0: Field.NAME, 1: Field.EMAIL}, by=cast.chen, at=now)
    taking_in.begin(upload, by=cast.chen, at=now)
    ada = Person.objects.get(email="ada@example.org")
    assert (ada.stage, ada.place, ada.memberships.get().staff_number) == (None, "", "")


def five_at_once(cast: Cast, now: datetime) -> list[str]:
    upload = taking_in.upload(cast.programme, FILE, "a.csv", by=cast.chen, at=now)
    seen = [Upload.objects.get(pk=upload.pk) for _ in range(5)]
    return race(5, lambda number: taking_in.begin(seen[number], by=cast.chen, at=now))


@pytest.mark.django_db(transaction=True)
def test_a_file_sent_off_five_times_at_once_is_taken_in_once(cast: Cast, now: datetime) -> None:
    assert five_at_once(cast, now) == ["AlreadyBegun"] * 4 + ["done"]
    assert members(cast.programme) == ["ada@example.org", "amina@example.org", "bengt@example.org"]


@pytest.mark.django_db(transaction=True)
def test_without_its_condition_all_five_would_be_taken_in(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unguarded(rows: UploadQuerySet, **said: object) -> int:
        return QuerySet.update(Upload.objects.all(), **said)

    monkeypatch.setattr(UploadQuerySet, "update", unguarded)
    assert five_at_once(cast, now) == ["done"] * 5
