"""How two see things, before and after; and from where those stand with whom somebody has learned."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from counterpart.common import sealing
from counterpart.partnerships import keys, sealed
from counterpart.partnerships.models import Assumption, Partnership
from counterpart.people import keys as own_keys
from counterpart.people.models import Person, Stage

FRAMES = ("stage", "function", "place", "background")


@dataclass(frozen=True)
class Seen:
    row: Assumption
    before: str
    after: str  # empty until it was looked at again
    mine: bool


def seen(partnership: Partnership, reader: Person) -> list[Seen]:
    """What the reader may read of it, the oldest first. Each key is looked at once."""
    rows = Assumption.objects.visible_to(reader).filter(partnership=partnership).select_related("author")
    found = list(rows)
    private = own_keys.data_key(reader) if any(not row.shared for row in found) else b""
    ours = keys.RING.data_key(partnership) if any(row.shared for row in found) else b""
    return [_read(row, ours if row.shared else private, reader) for row in found]


def _read(row: Assumption, key: bytes, reader: Person) -> Seen:
    def words(column: str) -> str:
        stored = getattr(row, column)
        return sealing.unseal(key, stored, where=sealed.place_of_assumption(row, column)) if stored else ""

    return Seen(row, words("before"), words("after"), mine=row.author_id == reader.pk)


@dataclass(frozen=True)
class Frame:
    """One way to look from somewhere else: where I stand, and where those stand."""

    name: str
    mine: str
    others: list[tuple[str, int]]  # the value, and of how many people

    @property
    def new(self) -> int:
        """How many places to look from that are not one's own."""
        return sum(value != self.mine for value, _ in self.others)


def learned_with(person: Person) -> list[Person]:
    """Whoever one is or was together with, each once: two, a ring, a circle, or for one small thing."""
    sat = Partnership.objects.filter(seats__person=person)
    rows = Person.objects.filter(seats__partnership__in=sat).exclude(pk=person.pk)
    return list(rows.distinct().order_by("name", "pk"))


def breadth(person: Person, others: Iterable[Person]) -> list[Frame]:
    """Of what those chose to tell; stages in their order, all else by how often."""
    told = list(others)
    return [Frame(name, value_of(person, name), _counted(told, name)) for name in FRAMES]


def _counted(people: list[Person], name: str) -> list[tuple[str, int]]:
    counts = Counter(value for each in people if (value := value_of(each, name)))
    if name == "stage":
        return [(str(each.label), counts[str(each.label)]) for each in Stage if counts[str(each.label)]]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))


def value_of(person: Person, name: str) -> str:
    return str(person.get_stage_display() or "") if name == "stage" else getattr(person, name)
