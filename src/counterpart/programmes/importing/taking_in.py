"""The way of a file into a programme: kept as a table, mapped, looked at, and taken in all or nothing."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from counterpart import jobs, journal
from counterpart.people.models import Person, Stage
from counterpart.people.newcomers import BATCH, welcome
from counterpart.programmes.importing import reading, shapes, stages
from counterpart.programmes.importing.rows import Line, Understood, understand
from counterpart.programmes.importing.shapes import Field, level
from counterpart.programmes.importing.table import Table, pack, unpack
from counterpart.programmes.models import Membership, Programme, Upload

AT_ONCE = 1_000  # more people than this are taken in by a job
KEPT = timedelta(hours=24)


class AlreadyBegun(Exception):
    """This file is on its way in, was taken in, or was given up."""


class ToBeMended(Exception):
    """There are problems in the file, so that nothing of it was taken in."""


def upload(programme: Programme, data: bytes, filename: str, *, by: Person, at: datetime) -> Upload:
    """Read a file and guess its columns. Columns that we refuse are emptied before anything is kept.

    Raises `Unreadable`.
    """
    table = reading.read(data)
    table = table.without(set(shapes.refused(table)))
    guessed = shapes.guess(table)
    with transaction.atomic():
        Upload.objects.open().filter(programme=programme, by=by).update(cancelled_at=at, table=None)
        row = Upload.objects.create(
            programme=programme,
            by=by,
            at=at,
            filename=filename[-200:],
            table=pack(table),
            mapping={str(column): field.value for column, field in guessed.items()},
        )
        journal.record(row, "uploaded", by=by, at=at)
    return row


def table_of(upload: Upload) -> Table:
    if upload.table is None:
        raise AlreadyBegun
    return unpack(upload.table)


def columns_of(upload: Upload) -> dict[Field, int]:
    return {Field(field): int(column) for column, field in upload.mapping.items()}


def titles_of(upload: Upload, table: Table) -> dict[str, tuple[str, int]]:
    """The grades or titles of the file by their levelled words: as first written, and how many have them."""
    column = columns_of(upload).get(Field.STAGE)
    found: dict[str, tuple[str, int]] = {}
    for title in table.values(column) if column is not None else []:
        written, count = found.get(level(title), (title, 0))
        found[level(title)] = (written, count + 1)
    return dict(sorted(found.items(), key=lambda each: (-each[1][1], each[0])))


def stages_of(upload: Upload, table: Table) -> dict[str, int | None]:
    """What each of these words means: as the organiser said, else as the word suggests."""
    return {
        said: upload.stages[said] if said in upload.stages else stages.suggest(written)
        for said, (written, _) in titles_of(upload, table).items()
    }


def understood(upload: Upload, table: Table) -> Understood:
    return understand(table, columns_of(upload), stages_of(upload, table))


def map_columns(upload: Upload, mapping: dict[int, Field], *, by: Person, at: datetime) -> None:
    _note(upload, mapping={str(column): field.value for column, field in mapping.items()})


def map_stages(upload: Upload, said: dict[str, Stage | None], *, by: Person, at: datetime) -> None:
    _note(upload, stages=said)


@transaction.atomic
def _note(upload: Upload, **said: Any) -> None:
    if not Upload.objects.open().filter(pk=upload.pk).update(**said):
        raise AlreadyBegun
    for name, value in said.items():
        setattr(upload, name, value)


@transaction.atomic
def begin(upload: Upload, *, by: Person, at: datetime) -> None:
    """Take everybody in, or nobody: a few at once, many in the background."""
    table = table_of(upload)
    if understood(upload, table).problems:
        raise ToBeMended
    if not Upload.objects.open().filter(pk=upload.pk).update(begun_at=at):
        raise AlreadyBegun
    upload.begun_at = at
    if len(table.rows) > AT_ONCE:
        jobs.later("counterpart.programmes.tasks.take_in", key=f"take in {upload.pk}", upload_id=upload.pk)
    else:
        take_in(upload, at=at)


def take_in(upload: Upload, *, at: datetime) -> None:
    """Everybody in one transaction. Who is known already gets a membership, and nothing of theirs changes."""
    if upload.table is None:
        return  # another worker was faster
    lines = understood(upload, unpack(upload.table)).lines
    with transaction.atomic():
        jobs.still_mine()
        people = welcome([line.who for line in lines], at=at)
        before = Membership.objects.filter(programme=upload.programme_id).count()
        Membership.objects.bulk_create(
            [_membership(upload, line, people[line.who.email], at) for line in lines],
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        added = Membership.objects.filter(programme=upload.programme_id).count() - before
        mine = Upload.objects.filter(pk=upload.pk, begun_at__isnull=False, finished_at=None, failed_at=None)
        counts = {"added": added, "known": len(lines) - added}
        if not mine.update(finished_at=at, table=None, **counts):
            raise AlreadyBegun
        journal.record(upload, "took people in", by=upload.by, at=at)
    upload.refresh_from_db()


def _membership(upload: Upload, line: Line, person: Person, at: datetime) -> Membership:
    return Membership(
        programme_id=upload.programme_id,
        person=person,
        added_at=at,
        added_by=upload.by,
        admitted_at=at,
        staff_number=line.staff_number,
        manager=line.manager,
    )


@transaction.atomic
def cancel(upload: Upload, *, by: Person, at: datetime) -> None:
    if Upload.objects.open().filter(pk=upload.pk).update(cancelled_at=at, table=None):
        journal.record(upload, "gave up", by=by, at=at)


def give_up(upload: Upload, *, at: datetime) -> None:
    """The last attempt went wrong: nobody was added, and the file is forgotten."""
    Upload.objects.filter(pk=upload.pk, finished_at=None).update(failed_at=at, table=None)


def forget_old(*, at: datetime) -> int:
    """Files that nobody finished are blanked after a day."""
    old = Upload.objects.filter(at__lt=at - KEPT).exclude(table=None)
    return old.filter(begun_at=None).update(cancelled_at=at, table=None) + old.exclude(begun_at=None).update(
        failed_at=at, table=None
    )
