from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.skills import phrases


class Kind(models.TextChoices):
    TOOL = "tool", _("tool")
    CRAFT = "craft", _("craft")
    EXPERIENCE = "experience", _("experience")
    PERSPECTIVE = "perspective", _("perspective")


def slug_of(typed: str) -> str:
    """Of a word that the vocabulary does not know; the same for every way of typing it."""
    return "typed-" + hashlib.sha256(phrases.key(typed).encode()).hexdigest()[:32]


class SkillQuerySet(models.QuerySet["Skill"]):
    def ours(self) -> SkillQuerySet:
        """From the vocabulary. Only these may be suggested: what one person typed is not shown to another."""
        return self.filter(typed=False)

    def as_typed(self) -> SkillQuerySet:
        return self.filter(typed=True)

    def current(self) -> SkillQuerySet:
        return self.filter(merged_into=None)


class Skill(models.Model):
    """A topic somebody can show or would like: from our vocabulary, or as a person typed it.

    KEEPS: for as long as the instance lives; a word carries no trace of who typed it.
    """

    NAME_LENGTH = 80

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CRAFT)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    question = models.CharField(max_length=160, blank=True)
    typed = models.BooleanField(default=False)
    # A merge is a pointer, never a rewrite of the rows that point here.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="skill_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="skill_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_level(self) -> bool:
        """Nobody is 'level 3' at having survived a bad boss."""
        return self.kind in {Kind.TOOL, Kind.CRAFT}

    @property
    def now(self) -> Skill:
        """This skill, or the one it was merged into in the end."""
        skill = self
        while skill.merged_into is not None:
            skill = skill.merged_into
        return skill
