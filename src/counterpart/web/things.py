"""What stands on home, one after the other."""

from dataclasses import dataclass

from counterpart.people.models import Person


@dataclass(frozen=True)
class Thing:
    title: str
    lead: str = ""
    label: str = ""
    url: str = ""
    over: str = ""
    helps: str = ""
    other: Person | None = None
    together: bool = False  # both said yes: what is written now is between the two
