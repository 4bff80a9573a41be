from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from counterpart.jobs import task
from counterpart.people.models import Person
from counterpart.programmes import inviting
from counterpart.programmes.importing import taking_in
from counterpart.programmes.models import Programme, Upload


@task(attempts=5, limit=timedelta(minutes=30), slow=True)
def invite(programme_id: str, by_id: str) -> None:
    inviting.invite_in_batches(_programme(programme_id), by=_person(by_id), at=timezone.now())


@task(attempts=5, limit=timedelta(minutes=30), slow=True)
def remind(programme_id: str, by_id: str) -> None:
    inviting.remind_in_batches(_programme(programme_id), by=_person(by_id), at=timezone.now())


@task(attempts=3, limit=timedelta(minutes=30), slow=True, gave_up="counterpart.programmes.tasks.give_up")
def take_in(upload_id: str) -> None:
    taking_in.take_in(Upload.objects.get(pk=UUID(upload_id)), at=timezone.now())


@task()
def give_up(upload_id: str) -> None:
    taking_in.give_up(Upload.objects.get(pk=UUID(upload_id)), at=timezone.now())


@task(every=timedelta(hours=1))
def forget_uploads() -> int:
    return taking_in.forget_old(at=timezone.now())


def _programme(key: str) -> Programme:
    return Programme.objects.get(pk=UUID(key))


def _person(key: str) -> Person:
    return Person.objects.get(pk=UUID(key))
