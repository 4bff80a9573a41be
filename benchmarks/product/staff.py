"""A personnel file as BambooHR exports it: two hundred invented people, titles and managers, no topics."""

import csv
import io
from dataclasses import dataclass

# BambooHR's employee report with its default columns.
HEADER = [
    "Employee #", "First Name", "Last Name", "Job Title", "Department", "Division", "Location", "Status",
    "Hire Date", "Work Email", "Reports To", "Reports To Email",
]  # fmt: skip
FIRST = [
    "Ada", "Bao", "Cem", "Dag", "Eva", "Femi", "Gil", "Hana", "Ivo", "Jun", "Kaja", "Lale", "Mei", "Nuno",
    "Ola", "Pia", "Quinn", "Rosa", "Sami", "Tove",
]  # fmt: skip
LAST = ["Ahlberg", "Banda", "Costa", "Dvorak", "Eriksen", "Fofana", "Gruber", "Horvat", "Imani", "Jansen"]
DEPARTMENTS = (
    "Sales",
    "Finance",
    "IT",
    "Marketing",
    "Operations",
    "People",
    "Legal",
    "Research",
    "Design",
    "Care",
)
TITLES = ("Chief Officer", "Head of Team", "Senior Specialist", "Specialist", "Junior Specialist", "Trainee")
LADDER = (0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 5, 5, 5)  # of twenty in a department


@dataclass(frozen=True)
class Employee:
    number: str
    first: str
    last: str
    title: str
    department: str
    email: str
    manager: str

    @property
    def is_junior(self) -> bool:
        return TITLES.index(self.title) >= 3


def employees() -> list[Employee]:
    """Twenty in each of ten departments; all but its chief report to the chief."""
    return [_employee(first, last, n, d) for d, last in enumerate(LAST) for n, first in enumerate(FIRST)]


def _employee(first: str, last: str, n: int, department: int) -> Employee:
    chief = f"{FIRST[0]}.{last}@firm.example".lower()
    email = f"{first}.{last}@firm.example".lower()
    return Employee(
        number=f"{department * 100 + n:04}",
        first=first,
        last=last,
        title=TITLES[LADDER[n]],
        department=DEPARTMENTS[department],
        email=email,
        manager="" if email == chief else chief,
    )


def bamboohr(people: list[Employee]) -> bytes:
    """The file, as the system would write it."""
    names = {each.email: f"{each.first} {each.last}" for each in people}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for each in people:
        who = [each.number, each.first, each.last, each.title, each.department, "Head office", "Leeds"]
        rest = ["Active", "2021-03-01", each.email, names.get(each.manager, ""), each.manager]
        writer.writerow(who + rest)
    return text.getvalue().encode()
