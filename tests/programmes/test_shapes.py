"""Columns are known by their names, whichever system or language they come from."""

import csv
from pathlib import Path

import pytest

from counterpart.people.models import Stage
from counterpart.programmes.importing import shapes, stages
from counterpart.programmes.importing.shapes import Field
from counterpart.programmes.importing.table import Table


def table(columns: list[str], values: list[str] | None = None) -> Table:
    return Table(columns, [(2, values or ["something"] * len(columns))])


def guessed(columns: list[str], values: list[str] | None = None) -> dict[str, str]:
    found = table(columns, values)
    return {found.columns[at]: field.value for at, field in sorted(shapes.guess(found).items())}


def with_address(columns: list[str], address: str) -> dict[str, str]:
    return guessed(columns, ["ada@example.org" if each == address else "something" for each in columns])


REAL = {
    ("Google Workspace admin console", "bulk user upload template"): {
        "First Name [Required]": "first_name",
        "Last Name [Required]": "last_name",
        "Email Address [Required]": "email",
        "Employee ID": "staff_number",
        "Employee Title": "stage",
        "Manager Email": "manager",
        "Department": "function",
    },
    ("Microsoft Entra ID", "bulk create template"): {
        "User name [userPrincipalName] Required": "email",
        "First name [givenName]": "first_name",
        "Last name [surname]": "last_name",
        "Job title [jobTitle]": "stage",
        "Department [department]": "function",
    },
    ("BambooHR", "employee report (default columns)"): {
        "Employee #": "staff_number",
        "First Name": "first_name",
        "Last Name": "last_name",
        "Job Title": "stage",
        "Department": "function",
        "Location": "place",
        "Work Email": "email",
        "Reports To Email": "manager",
    },
    ("Google Forms", "sign-up sheet (mentoring, civil service)"): {
        "Your first name": "first_name",
        "Your last name": "last_name",
        "Your Civil Service email address": "email",
        "Your department or agency": "function",
        "Your grade": "stage",
        "Your profession": "background",
    },
    ("LinkedIn", "Connections.csv of the data export"): {
        "First Name": "first_name",
        "Last Name": "last_name",
        "Email Address": "email",
        "Position": "stage",
    },
    ("Slack", "member list export"): {"email": "email", "userid": "staff_number", "fullname": "name"},
    ("Moodle", "upload users"): {"firstname": "first_name", "lastname": "last_name", "email": "email"},
}


@pytest.mark.data
@pytest.mark.parametrize("system", REAL, ids=lambda system: system[0])
def test_a_real_header_is_mapped_by_its_names(data_folder: Path, system: tuple[str, str]) -> None:
    with (data_folder / "import_headers" / "headers.csv").open(encoding="utf-8") as file:
        headers = {(row["system"], row["kind"]): row["header"] for row in csv.DictReader(file)}
    columns = next(csv.reader([headers[system]]))
    email = next(column for column, field in REAL[system].items() if field == "email")
    values = [
        "ada@example.org" if column in (email, "Manager Email", "Reports To Email") else "something"
        for column in columns
    ]
    found = guessed(columns, values)
    assert {column: field for column, field in found.items() if column in REAL[system]} == REAL[system]
    assert {field: column for column, field in found.items() if field in ("email", "manager", "name")} == {
        field: column for column, field in REAL[system].items() if field in ("email", "manager", "name")
    }


OTHERS: list[tuple[list[str], str, dict[str, str]]] = [
    (
        [
            "Vorname",
            "Nachname",
            "E-Mail-Adresse",
            "Abteilung",
            "Stellenbezeichnung",
            "Standort",
            "Vorgesetzter",
        ],
        "E-Mail-Adresse",
        {
            "Vorname": "first_name",
            "Nachname": "last_name",
            "E-Mail-Adresse": "email",
            "Abteilung": "function",
            "Stellenbezeichnung": "stage",
            "Standort": "place",
            "Vorgesetzter": "manager",
        },
    ),
    (
        [
            "Prénom",
            "Nom",
            "Courriel",
            "Service",
            "Intitulé de poste",
            "Ville",
            "Responsable hiérarchique",
            "Matricule",
        ],
        "Courriel",
        {
            "Prénom": "first_name",
            "Nom": "last_name",
            "Courriel": "email",
            "Service": "function",
            "Intitulé de poste": "stage",
            "Ville": "place",
            "Responsable hiérarchique": "manager",
            "Matricule": "staff_number",
        },
    ),
    (
        ["Nombre", "Apellidos", "Correo electrónico", "Departamento", "Puesto", "Jefe directo"],
        "Correo electrónico",
        {
            "Nombre": "first_name",
            "Apellidos": "last_name",
            "Correo electrónico": "email",
            "Departamento": "function",
            "Puesto": "stage",
            "Jefe directo": "manager",
        },
    ),
    (
        ["氏名", "メールアドレス", "部署", "役職", "勤務地", "社員番号", "上司"],
        "メールアドレス",
        {
            "氏名": "name",
            "メールアドレス": "email",
            "部署": "function",
            "役職": "stage",
            "勤務地": "place",
            "社員番号": "staff_number",
            "上司": "manager",
        },
    ),
    (
        ["Фамилия", "Имя", "Электронная почта", "Отдел", "Должность", "Город", "Руководитель"],
        "Электронная почта",
        {
            "Фамилия": "last_name",
            "Имя": "first_name",
            "Электронная почта": "email",
            "Отдел": "function",
            "Должность": "stage",
            "Город": "place",
            "Руководитель": "manager",
        },
    ),
    (
        [
            "What is your  full name?",
            "Which email address do you use at work?",
            "In which department do you work?",
            "Who is your line manager?",
            "Which languages do you speak?",
            "Would you like to take part?",
        ],
        "Which email address do you use at work?",
        {
            "What is your  full name?": "name",
            "Which email address do you use at work?": "email",
            "In which department do you work?": "function",
            "Who is your line manager?": "manager",
            "Which languages do you speak?": "languages",
        },
    ),
    (
        [
            "Worker",
            "Primary Email",
            "Personal Email",
            "Job Level",
            "Job Title",
            "Office Location",
            "Time Zone",
        ],
        "Primary Email",
        {
            "Worker": "name",
            "Primary Email": "email",
            "Job Level": "stage",
            "Office Location": "place",
            "Time Zone": "time_zone",
        },
    ),
    (["Nom", "Adresse mail"], "Adresse mail", {"Nom": "name", "Adresse mail": "email"}),
    (
        ["Imię", "Nazwisko", "Adres e-mail", "Dział", "Stanowisko", "Przełożony"],
        "Adres e-mail",
        {
            "Imię": "first_name",
            "Nazwisko": "last_name",
            "Adres e-mail": "email",
            "Dział": "function",
            "Stanowisko": "stage",
            "Przełożony": "manager",
        },
    ),
    (
        [
            "Employee Number",
            "First Name",
            "Last Name",
            "Email Address",
            "Supervisor Name",
            "Org Level 1",
            "Job Title",
        ],
        "Email Address",
        {
            "Employee Number": "staff_number",
            "First Name": "first_name",
            "Last Name": "last_name",
            "Email Address": "email",
            "Supervisor Name": "manager",
            "Org Level 1": "function",
            "Job Title": "stage",
        },
    ),
]


@pytest.mark.parametrize(("columns", "address", "expected"), OTHERS, ids=lambda value: str(value)[:24])
def test_a_header_in_another_language_or_of_questions_is_mapped(
    columns: list[str], address: str, expected: dict[str, str]
) -> None:
    assert with_address(columns, address) == expected


def test_a_column_of_addresses_is_found_without_its_name() -> None:
    assert guessed(["Name", "Contact"], ["Ada", "ada@example.org"]) == {"Name": "name", "Contact": "email"}


def test_a_login_that_is_no_address_is_not_taken_for_one() -> None:
    assert guessed(["Name", "User name"], ["Ada", "ada"]) == {"Name": "name"}


@pytest.mark.parametrize(
    ("column", "why"),
    [
        ("Password [Required]", "secret"),
        ("Initial password [passwordProfile] Required", "secret"),
        ("Passwort", "secret"),
        ("Mot de passe", "secret"),
        ("PIN", "secret"),
        ("Date of Birth", "birth"),
        ("DOB", "birth"),
        ("Age", "birth"),
        ("ageGroup", "birth"),
        ("Geburtsdatum", "birth"),
        ("Date de naissance", "birth"),
        ("生年月日", "birth"),
        ("Health notes", "body"),
        ("Disability status", "body"),
        ("Schwerbehinderung", "body"),
        ("Religion", "body"),
        ("Church tax", "body"),
        ("Ethnic origin", "body"),
        ("Nationality", "body"),
        ("Gender", "body"),
        ("Blood Group", "body"),
        ("How old are you?", "birth"),
        ("Sexual orientation", "body"),
        ("identity to match", "body"),
        ("Trade union", "body"),
        ("Base Salary", "money"),
        ("IBAN", "money"),
    ],
)
def test_what_nobody_may_collect_is_refused_with_a_reason(column: str, why: str) -> None:
    assert shapes.refusal(column) == why
    assert guessed([column, "Email"], ["1990-01-01", "ada@example.org"]) == {"Email": "email"}


@pytest.mark.parametrize(
    "column",
    [
        "Language",
        "Manager",
        "Agency",
        "Stage",
        "Package",
        "Village",
        "Average",
        "Office",
        "Trace",
        "Essex office",
    ],
)
def test_a_harmless_name_is_not_refused_for_the_letters_in_it(column: str) -> None:
    assert shapes.refusal(column) == ""


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Intern", Stage.STUDENT),
        ("Werkstudentin", Stage.STUDENT),
        ("Junior Analyst", Stage.EARLY),
        ("Graduate Engineer", Stage.EARLY),
        ("EO", Stage.EARLY),
        ("Sales Manager", Stage.MID),
        ("HEO", Stage.MID),
        ("Head of Sales", Stage.SENIOR),
        ("Director", Stage.SENIOR),
        ("Senior Manager", Stage.SENIOR),
        ("Vice President", Stage.SENIOR),
        ("Abteilungsleiterin", Stage.SENIOR),
        ("Chef d'équipe", Stage.SENIOR),
        ("Grade 7", Stage.SENIOR),
        ("Chief Executive Officer", Stage.EXECUTIVE),
        ("CTO", Stage.EXECUTIVE),
        ("Managing Director", Stage.EXECUTIVE),
        ("Geschäftsführer", Stage.EXECUTIVE),
        ("Retired", Stage.RETIRED),
        ("executive", Stage.EXECUTIVE),
        ("Internal Auditor", None),
        ("Assistant to the CEO", None),
        ("Executive Assistant", None),
        ("Account Executive", None),
        ("Product Owner", None),
        ("HR Business Partner", None),
        ("Analyst", None),
    ],
)
def test_a_title_suggests_where_somebody_stands(title: str, stage: Stage | None) -> None:
    assert stages.suggest(title) == stage


def test_every_field_has_words_to_be_known_by() -> None:
    assert {field for field in Field if field not in shapes.FIELDS} == set()
