from dataclasses import dataclass

from counterpart.people.models import Person


@dataclass(frozen=True)
class Thing:
    """One next thing of somebody, as a sentence about now."""

    title: str
    lead: str = ""
    label: str = ""
    url: str = ""
    over: str = ""
    helps: str = ""
    other: Person | None = None
    together: bool = False  # both said yes: what is written now is between the two
