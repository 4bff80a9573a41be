from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.translation import gettext as _

from counterpart.skills import phrases
from counterpart.skills.joining import Joined, join
from counterpart.skills.models import Skill
from counterpart.skills.models import slug_of as slug_of
from counterpart.skills.vocabulary import Entry, load


class NotASkill(ValueError):
    """Nothing to read, or more than fits; its text may be shown."""


@transaction.atomic
def understand(text: str) -> list[Skill]:
    """The skills named in `text`, those we do not know kept as typed. Nothing tells who typed them.

    Not for a *private* seek: a new word would become a row that anybody with the database can read; see
    `queries.recognise`.
    """
    joined = join(text)
    if not joined:
        raise NotASkill(_("Write it with at least one letter or number."))
    if any(len(one.text) > Skill.NAME_LENGTH for one in joined if one.slug is None):
        raise NotASkill(
            _("Say it in a few words: at most %(most)d characters.") % {"most": Skill.NAME_LENGTH}
        )
    rows = Skill.objects.in_bulk([one.slug for one in joined if one.slug], field_name="slug")
    found = [rows[one.slug] if one.slug else _kept_as_typed(one) for one in joined]
    return list(dict.fromkeys(skill.now for skill in found))


def _kept_as_typed(joined: Joined) -> Skill:
    """Two may type one new word at once: the slug is unique, and the second gets the row of the first."""
    skill, _created = Skill.objects.get_or_create(
        slug=slug_of(joined.text), defaults={"name": joined.text, "typed": True}
    )
    return skill


@transaction.atomic
def sync_vocabulary(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring the rows in line with the vocabulary of this release; runs after every migrate."""
    vocabulary = load()
    Skill.objects.using(using).bulk_create(
        [_row(entry) for entry in vocabulary.values()],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["name", "kind", "question"],
    )
    rows = Skill.objects.using(using).in_bulk(vocabulary, field_name="slug")
    moved = []
    for slug, entry in vocabulary.items():
        parent = rows[entry.parent] if entry.parent else None
        if rows[slug].parent_id != (parent and parent.pk):
            rows[slug].parent = parent
            moved.append(rows[slug])
    Skill.objects.using(using).bulk_update(moved, ["parent"])
    _merge_what_is_known_now(rows, using=using)


def _row(entry: Entry) -> Skill:
    return Skill(slug=entry.slug, name=entry.name, kind=entry.kind, question=entry.question)


def _merge_what_is_known_now(rows: dict[str, Skill], *, using: str) -> None:
    """A word typed before the vocabulary knew it, or a skill the vocabulary has dropped for another."""
    for row in Skill.objects.using(using).current().exclude(slug__in=rows):
        if slug := phrases.known(row.name):
            Skill.objects.using(using).filter(pk=row.pk).update(merged_into=rows[slug])
