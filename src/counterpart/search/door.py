"""The one door to what SQLite (FTS5) and PostgreSQL (pg_trgm) know of searching, by groups of three letters.

Triggers of the database keep `Entry` in step with the tables it is made from, in the transaction that changes
them: nobody who writes a story has to think of it, and nothing that was erased stays behind.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q, QuerySet

from counterpart.search.models import Entry

LONGEST = 100  # characters of what is looked for
MOST_GROUPS = 40
ALIKE = "0.5"  # of the groups of a word, for PostgreSQL to look at it: a slip in eight letters
TELLING = 4  # letters: shorter words are looked for where there is no other
GIST = 120  # characters of a text: what it is about shows soon, and long ones would drown short ones


@dataclass(frozen=True)
class Source:
    """A table, its key, and which words of a row can be found."""

    kind: str
    table: str
    key: str
    columns: tuple[str, ...]

    def text(self, row: str) -> str:
        return " || ' ' || ".join(f"substr({row}.{column}, 1, {GIST})" for column in self.columns)


SOURCES = (
    Source(Entry.Kind.PERSON, "people_person", "id", ("name", "function")),
    Source(Entry.Kind.STORY, "stories_story", "id", ("title", "whom", "body")),
    Source(Entry.Kind.ASK, "asks_ask", "id", ("words",)),
    Source(Entry.Kind.CIRCLE, "partnerships_opening", "circle_id", ("words",)),
)


def prepare(using: str = "default", *, anew: bool = False) -> None:
    """Set up what is missing and read everything once; `anew`, set all of it up again."""
    connection = connections[using]
    known = connection.introspection.table_names()
    if not {Entry._meta.db_table, *(source.table for source in SOURCES)} <= set(known):
        return  # migrated to before there was any of it
    sqlite = connection.vendor == "sqlite"
    if not anew and _is_ready(connection, sqlite=sqlite):
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in _on_sqlite() if sqlite else _on_postgres():
            cursor.execute(statement)
        for source in SOURCES:
            cursor.execute(
                f"INSERT INTO search_entry (kind, key, text) SELECT '{source.kind}', r.{source.key}, "  # noqa: S608 (names of ours)
                f"{source.text('r')} FROM {source.table} AS r"
            )
    if not sqlite:
        _index_groups(using)


def _is_ready(connection: BaseDatabaseWrapper, *, sqlite: bool) -> bool:
    names = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%' ESCAPE '\\'"
        if sqlite
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'search\\_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(names)
        there = {name for (name,) in cursor.fetchall()}
    return there == (_triggers_on_sqlite() if sqlite else {f"search_{source.kind}" for source in SOURCES})


def _triggers_on_sqlite() -> set[str]:
    events = ("added", "changed", "gone")
    kinds = [*(source.kind for source in SOURCES), "words"]
    return {f"search_{kind}_{event}" for kind in kinds for event in events}


def _on_sqlite() -> Iterator[str]:
    for name in sorted(_triggers_on_sqlite()):
        yield f"DROP TRIGGER IF EXISTS {name}"
    yield "DROP TABLE IF EXISTS search_words"
    yield "DELETE FROM search_entry"  # while nothing watches it: what the new table never had cannot leave it
    yield (
        "CREATE VIRTUAL TABLE search_words USING "
        "fts5(text, content='search_entry', content_rowid='id', tokenize='trigram')"
    )
    gone = "INSERT INTO search_words (search_words, rowid, text) VALUES ('delete', old.id, old.text)"
    added = "INSERT INTO search_words (rowid, text) VALUES (new.id, new.text)"
    yield _trigger("words_added", "INSERT", "search_entry", added)
    yield _trigger("words_changed", "UPDATE OF text", "search_entry", f"{gone}; {added}")
    yield _trigger("words_gone", "DELETE", "search_entry", gone)
    for source in SOURCES:
        yield _trigger(f"{source.kind}_added", "INSERT", source.table, _put(source, "new"))
        yield _trigger(f"{source.kind}_gone", "DELETE", source.table, _drop(source, "old"))
        watched = ", ".join((source.key, *source.columns))
        differs = " OR ".join(f"old.{column} IS NOT new.{column}" for column in (source.key, *source.columns))
        change = f"{_drop(source, 'old')}; {_put(source, 'new')}"
        yield _trigger(f"{source.kind}_changed", f"UPDATE OF {watched}", source.table, change, differs)


def _trigger(name: str, event: str, table: str, does: str, when: str = "") -> str:
    only = f"WHEN {when} " if when else ""
    return f"CREATE TRIGGER search_{name} AFTER {event} ON {table} {only}BEGIN {does}; END"


def _put(source: Source, row: str) -> str:
    return (
        f"INSERT INTO search_entry (kind, key, text) "  # noqa: S608 (names of ours)
        f"VALUES ('{source.kind}', {row}.{source.key}, {source.text(row)})"
    )


def _drop(source: Source, row: str) -> str:
    return f"DELETE FROM search_entry WHERE kind = '{source.kind}' AND key = {row}.{source.key}"  # noqa: S608 (names of ours)


def _on_postgres() -> Iterator[str]:
    for source in SOURCES:
        name = f"search_{source.kind}"
        watched = (source.key, *source.columns)
        was, now = (", ".join(f"{row}.{column}" for column in watched) for row in ("old", "new"))
        yield f"DROP TRIGGER IF EXISTS {name} ON {source.table}"
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN "
            f"IF ({was}) IS NOT DISTINCT FROM ({now}) THEN RETURN new; END IF; END IF; "
            f"IF TG_OP <> 'INSERT' THEN {_drop(source, 'old')}; END IF; "
            f"IF TG_OP = 'DELETE' THEN RETURN old; END IF; "
            f"{_put(source, 'new')}; RETURN new; END $$ LANGUAGE plpgsql"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE OF {', '.join(watched)} "
            f"ON {source.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    yield "DELETE FROM search_entry"


def _index_groups(using: str) -> None:
    """Where the owner of the database may add the extension; else words are found as they are written."""
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS search_words ON search_entry USING gin (upper(text) gin_trgm_ops)"
            )
    except DatabaseError:
        return


def near(entries: "QuerySet[Entry]", words: list[str], *, most: int) -> list[Entry]:
    """The likeliest of these entries: they share most groups of three letters with what is looked for."""
    words = [word for word in words if len(word) >= TELLING] or words
    groups = list(dict.fromkeys(group for word in words for group in _groups(word)))[:MOST_GROUPS]
    if not groups:  # a word of two letters
        return list(entries.filter(reduce(and_, (Q(text__icontains=word) for word in words)))[:most])
    connection = connections[entries.db]
    if connection.vendor == "sqlite":
        return list(
            entries.extra(
                tables=["search_words"],
                where=["search_words.rowid = search_entry.id", "search_words MATCH %s"],
                params=[" OR ".join(f'"{group}"' for group in groups)],
                order_by=["search_words.rank"],
            )[:most]
        )
    with transaction.atomic(using=entries.db):
        if not _knows_groups(connection):
            return list(entries.filter(reduce(or_, (Q(text__icontains=word) for word in words)))[:most])
        alike = " UNION ALL ".join("SELECT id FROM search_entry WHERE %s <%% upper(text)" for _ in words)
        may, parameters = entries.query.sql_with_params()
        hits = f"SELECT id, count(*) AS met FROM ({alike}) AS each GROUP BY id"  # noqa: S608 (what was typed goes in as parameters)
        sought = Entry.objects.using(entries.db).raw(
            f"SELECT may.* FROM ({may}) AS may JOIN ({hits}) AS hits ON hits.id = may.id "  # noqa: S608 (as above)
            "ORDER BY hits.met DESC, length(may.text), may.id LIMIT %s",
            [*parameters, *words, most],
        )
        return list(sought)


def begun(entries: "QuerySet[Entry]", words: list[str], *, most: int) -> list[Entry]:
    """Those in which a word begins as one of these does: a short word with a slip shares no three letters."""
    words = [word for word in words if len(word) >= TELLING]
    if not words:
        return []
    starts = [Q(text__istartswith=word[:2]) | Q(text__icontains=f" {word[:2]}") for word in words]
    found = entries.filter(reduce(or_, starts)).order_by("pk")[:most]
    connection = connections[entries.db]
    if connection.vendor != "postgresql":
        return list(found)
    with transaction.atomic(using=entries.db):
        _knows_groups(connection)
        return list(found)


def words_of(text: str) -> list[str]:
    """What somebody looks for, word by word."""
    return all_words(text[:LONGEST])


def all_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _groups(word: str) -> list[str]:
    return [word[n : n + 3] for n in range(len(word) - 2)]


def _knows_groups(connection: BaseDatabaseWrapper) -> bool:
    """For this transaction: what is alike, and never to compare every row, which costs more than it seems."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true), "
            "set_config('enable_seqscan', 'off', true) FROM pg_extension WHERE extname = 'pg_trgm'",
            [ALIKE],
        )
        return cursor.fetchone() is not None
