"""What Chen meets on the way: something to mend, people who wait, letters that went out already."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counterpart.people.models import Person, Stage
from counterpart.programmes import inviting, tasks
from counterpart.programmes.importing.reading import MOST_BYTES
from counterpart.programmes.models import Membership, Organiser, Programme, SharedLink, Upload
from tests.cast import Cast, person
from tests.pages import Page, read
from tests.programmes.files import ADA, csv_of, people, xlsx_of
from tests.programmes.test_reading import HOSTILE

SignIn = Callable[[Person], Client]


def upload(client: Client, programme: Programme, data: bytes, name: str = "people.csv") -> Page:
    file = SimpleUploadedFile(name, data)
    return read(client.post(f"/programmes/{programme.pk}/import/", {"people": file}, follow=True))


def to_preview(client: Client, programme: Programme, data: bytes) -> Page:
    page = upload(client, programme, data)
    while page.status == 200 and "preview" not in page.path:
        page = read(client.post(page.path, page.answers(), follow=True))
    return page


@pytest.mark.parametrize("name", HOSTILE)
def test_a_malformed_file_is_answered_with_a_sentence_beside_the_field(
    cast: Cast, signed_in: SignIn, name: str
) -> None:
    made, _ = HOSTILE[name]
    data = made() if callable(made) else made
    assert isinstance(data, bytes)
    page = upload(signed_in(cast.chen), cast.programme, data)
    assert (page.status, page.title, len(page.errors)) == (422, "Add people from a file", 1)
    assert not Upload.objects.exists()


def test_a_file_too_large_is_refused_before_it_is_read(cast: Cast, signed_in: SignIn) -> None:
    page = upload(signed_in(cast.chen), cast.programme, b"x" * (MOST_BYTES + 1))
    assert page.errors == [
        "The file is larger than 10 MB. Leave out columns that are not needed, or split it."
    ]


def test_no_file_at_all_is_asked_for_again(cast: Cast, signed_in: SignIn) -> None:
    path = f"/programmes/{cast.programme.pk}/import/"
    assert read(signed_in(cast.chen).get(path)).errors == []
    page = read(signed_in(cast.chen).post(path))
    assert (page.status, page.errors) == (422, ["Please choose a file."])


def test_rows_to_mend_are_listed_with_row_and_column(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    page = to_preview(client, cast.programme, csv_of(ADA, "Bo,bo(at)example.org,Sales", ",cy@example.org,"))
    assert page.title == "2 rows need mending first."
    assert list(page.rows()) == [
        ["3", "Email", "'bo(at)example.org' is not an e-mail address. Write it like ada@example.org."],
        ["4", "Name", "There is no name. Add it, or leave the row out."],
    ]
    assert read(client.post(page.path, follow=True)).title == "2 rows need mending first."
    assert not Person.objects.filter(name="Ada Example").exists()


def test_thousands_of_problems_come_in_pages(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    page = to_preview(client, cast.programme, csv_of(*(f"Person {at},nowhere,Sales" for at in range(2_000))))
    assert (page.title, len(list(page.rows()))) == ("2000 rows need mending first.", 50)
    last = read(client.get(page.path, {"page": "40"}))
    assert [cells[0] for cells in last.rows()][-1] == "2001"


def test_the_preview_reads_the_same_whether_or_not_somebody_is_known_here(
    cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.chen)
    known = to_preview(
        client, cast.programme, csv_of("Dara K,dara@example.org,Art", "Bengt L,bengt@example.org,x")
    )
    unknown = to_preview(
        client, cast.programme, csv_of("Dara K,dora@example.org,Art", "Bengt L,bernd@example.org,x")
    )
    assert known.title == unknown.title == "2 people are ready to be added."
    assert list(known.rows()) == [
        ["Dara K", "dara@example.org", "Art", "", ""],
        ["Bengt L", "bengt@example.org", "x", "", ""],
    ]
    assert [cells[0] for cells in unknown.rows()] == [cells[0] for cells in known.rows()]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            {"column-2": "name"},
            "'Name' and 'Department' are both 'Full name'. Leave one of them out.",
        ),
        ({"column-1": ""}, "Which column is the e-mail address? People are invited by it."),
        ({"column-0": ""}, "Which column is the name? One full name, or first and family name."),
    ],
)
def test_columns_that_do_not_fit_together_are_explained(
    cast: Cast, signed_in: SignIn, change: dict[str, str], says: str
) -> None:
    client = signed_in(cast.chen)
    page = upload(client, cast.programme, csv_of(ADA))
    again = read(client.post(page.path, page.answers() | change))
    assert (again.status, again.errors) == (422, [says])


def test_a_refused_column_has_no_field_and_cannot_be_forced(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    page = upload(
        client, cast.programme, csv_of("Ada,ada@example.org,1990-01-01", header="Name,Email,Date of Birth")
    )
    assert set(page.answers()) == {"column-0", "column-1"}
    client.post(page.path, page.answers() | {"column-2": "background"})
    client.post(f"/import/{Upload.objects.get().pk}/preview/")
    assert Person.objects.get(email="ada@example.org").background == ""


def test_what_chen_says_about_a_title_counts(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    page = upload(client, cast.programme, csv_of("Ada,ada@example.org,Wizard", header="Name,Email,Job title"))
    page = read(client.post(page.path, page.answers(), follow=True))
    assert page.title == "Where do people with these titles stand?"
    page = read(client.post(page.path, {"title-0": str(Stage.SENIOR.value)}, follow=True))
    client.post(page.path)
    assert Person.objects.get(email="ada@example.org").stage == Stage.SENIOR


def test_a_spreadsheet_goes_the_same_way_as_text(cast: Cast, signed_in: SignIn) -> None:
    rows = [("Name", "Email", "Department"), ("Ada Example", "ada@example.org", "=1+1")]
    page = to_preview(signed_in(cast.chen), cast.programme, xlsx_of(*rows))
    assert list(page.rows()) == [["Ada Example", "ada@example.org", "=1+1", "", ""]]


def test_a_file_given_up_is_forgotten(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    upload(client, cast.programme, csv_of(ADA))
    row = Upload.objects.get()
    client.post(f"/import/{row.pk}/cancel/")
    row.refresh_from_db()
    assert row.table is None
    for page in ("columns", "stages", "preview"):
        found = read(client.get(f"/import/{row.pk}/{page}/", follow=True))
        assert found.title == "This file was forgotten."
    assert read(client.post(f"/import/{row.pk}/preview/", follow=True)).title == "This file was forgotten."


def test_many_people_come_in_behind_a_page_that_can_be_left(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    page = to_preview(client, cast.programme, people(1_200))
    page = read(client.post(page.path, follow=True))
    assert page.title == "People are on their way in."
    tasks.take_in.func(upload_id=str(Upload.objects.get().pk))
    assert read(client.get(page.path)).title == "1200 people were added."


def test_a_reminder_goes_to_the_silent_once_and_the_page_says_so(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    here = f"/programmes/{cast.programme.pk}/people/"
    first = client.post(f"/programmes/{cast.programme.pk}/remind/", follow=True)
    again = client.post(f"/programmes/{cast.programme.pk}/remind/", follow=True)
    assert [str(each) for each in first.context["messages"]] == ["2 letters are on their way."]
    assert [str(each) for each in again.context["messages"]] == ["Everybody has their letter already."]
    assert [cells[1] for cells in read(client.get(here)).rows()] == ["Came in, told nothing yet"] * 2


def test_the_shared_link_is_shown_again_with_its_picture(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    path = f"/programmes/{cast.programme.pk}/link/"
    page = read(client.get(path))
    client.post(path, page.answers() | {"domains": "Example.org; @work.example.com", "cap": "30"})
    link = SharedLink.objects.get()
    html = client.get(path).content.decode()
    assert (link.domains, link.cap) == (["example.org", "work.example.com"], 30)
    assert re.findall(r'<input id="address" value="([^"]+)"', html) == [
        f"http://localhost:8000/join/{inviting.words_of(link)}/"
    ]
    client.post(f"{path}revoke/")
    assert read(client.get(path)).headings == ["One link for many", "Make one"]


@pytest.mark.parametrize(
    "change",
    [
        {"domains": "not a domain!"},
        {"expires_on": "2020-01-01"},
        {"cap": "0"},
        {"cap": "x"},
        {"expires_on": ""},
    ],
)
def test_a_link_that_makes_no_sense_is_not_made(
    cast: Cast, signed_in: SignIn, change: dict[str, str]
) -> None:
    client = signed_in(cast.chen)
    path = f"/programmes/{cast.programme.pk}/link/"
    page = read(client.post(path, read(client.get(path)).answers() | change))
    assert (page.status, len(page.errors)) == (422, 1)
    assert not SharedLink.objects.exists()


def test_chen_lets_gil_in_and_not_hana(cast: Cast, signed_in: SignIn, now: datetime) -> None:
    later = now + timedelta(days=1)
    link = inviting.share(cast.programme, domains=[], expires_at=later, cap=9, by=cast.chen, at=now)
    gil, hana = (inviting.enter(link, person(name), at=now) for name in ("Gil", "Hana"))
    client, path = signed_in(cast.chen), f"/programmes/{cast.programme.pk}/approvals/"
    assert read(client.get(f"/programmes/{cast.programme.pk}/")).title == "2 people would like to come in."
    client.post(path, {"membership": str(gil.pk), "answer": "admit"})
    client.post(path, {"membership": str(hana.pk), "answer": "turn-away"})
    assert client.post(path, {"membership": "no id", "answer": "admit"}).status_code == 404
    waiting = Membership.objects.waiting_for_approval().count()
    inside = Membership.objects.current().filter(person__name__in=["Gil", "Hana"])
    assert (waiting, [each.person.name for each in inside]) == (0, ["Gil"])


def test_chen_answers_for_nobody_in_another_programme(cast: Cast, signed_in: SignIn, now: datetime) -> None:
    later = now + timedelta(days=1)
    link = inviting.share(cast.elsewhere, domains=[], expires_at=later, cap=9, by=cast.eli, at=now)
    gil = inviting.enter(link, person("Gil"), at=now)
    path = f"/programmes/{cast.programme.pk}/approvals/"
    answer = signed_in(cast.chen).post(path, {"membership": str(gil.pk), "answer": "admit"})
    assert answer.status_code == 404
    dara = cast.dara.memberships.get()
    out = signed_in(cast.chen).post(f"/programmes/{cast.programme.pk}/people/{dara.pk}/")
    assert out.status_code == 404


def test_organisers_come_and_go_but_one_stays(cast: Cast, signed_in: SignIn) -> None:
    client, path = signed_in(cast.chen), f"/programmes/{cast.programme.pk}/organisers/"
    client.post(path, {"name": "Eli Brandt", "email": "eli@example.org"})
    page = read(client.post(path, {"name": "Cora", "email": "cora@example.org"}))
    assert page.errors == ["People turn to this person because they do not organise it."]
    mine = Organiser.objects.get(programme=cast.programme, person=cast.chen)
    elis = Organiser.objects.get(programme=cast.programme, person=cast.eli)
    client.post(f"{path}{elis.pk}/")
    client.post(f"{path}{mine.pk}/")
    assert [each.person for each in cast.programme.organisers.all()] == [cast.chen]


def test_a_closed_programme_takes_nobody_in(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    base = f"/programmes/{cast.programme.pk}/"
    assert read(client.post(f"{base}close/", follow=True)).title == "This programme has ended."
    for path in ("import/", "invite/", "link/", "approvals/", "change/"):
        assert client.get(base + path).status_code == 403
    assert client.get(f"{base}people/").status_code == 200


def test_chen_changes_the_policy_in_plain_words_and_nothing_else_of_it(cast: Cast, signed_in: SignIn) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(policy={"common_hours": 2, "perspective": 1})
    client, path = signed_in(cast.chen), f"/programmes/{cast.programme.pk}/change/"
    page = read(client.get(path))
    answers = page.answers() | {"distance": "0", "different": ["function"], "welcome": "Come."}
    assert client.post(path, answers).status_code == 302
    cast.programme.refresh_from_db()
    assert cast.programme.policy == {"common_hours": 2, "perspective": 0.0, "different": ["function"]}


@pytest.mark.parametrize("value", ["\x00", "x" * 1_000_000, "\u202e", "nan", "1e309", "../..", "2026-13-45"])
@pytest.mark.parametrize("path", ["/programmes/new/", "/programmes/{}/link/", "/programmes/{}/organisers/"])
def test_no_field_falls_over_whatever_is_typed(cast: Cast, signed_in: SignIn, path: str, value: str) -> None:
    client, path = signed_in(cast.chen), path.format(cast.programme.pk)
    page = read(client.get(path))
    for name in page.answers() or {"name": "", "email": ""}:
        assert client.post(path, page.answers() | {name: value}).status_code in (302, 422)
