"""What home says of one matter."""

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
    urgent: bool = False  # comes before what else the same two may do
    later: str = ""  # where it can be put off
    together: bool = False  # both said yes: what is written now is between the two
