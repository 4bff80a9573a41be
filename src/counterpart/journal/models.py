from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):
    """The journal is written once and never changed."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, thing: models.Model) -> EntryQuerySet:
        return self.filter(kind=thing._meta.label_lower, key=str(thing.pk))

    def unchained(self) -> EntryQuerySet:
        return self.filter(number=None).order_by("pk")

    def chained(self) -> EntryQuerySet:
        return self.exclude(number=None).order_by("number")

    def link(self, *, number: int, previous: str, hash: str) -> int:
        """Give a still unchained entry its place in the chain."""
        return super(EntryQuerySet, self.filter(number=None)).update(
            number=number, previous=previous, hash=hash
        )

    def update(self, **changes: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly


class Entry(models.Model):
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=40)
    # A job chains the entries one after the other; ids may be committed out of order, numbers may not.
    number = models.PositiveBigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "key"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Head(models.Model):
    """The last link, kept apart, so that cutting off the end of the chain is found too."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
