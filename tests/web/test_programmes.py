"""Chen launches a programme through the real pages, without JavaScript."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from counterpart.letters.models import Letter
from counterpart.people.models import Person
from counterpart.programmes.actions import Terms, leave, prepare
from counterpart.programmes.models import Invitation, Membership, Programme, Upload
from tests.cast import Cast
from tests.pages import Page, read
from tests.web.reading import links_of, text_of

SignIn = Callable[[Person], Client]
BAMBOO = (
    "Employee #,First Name,Last Name,Job Title,Department,Division,Location,Status,Hire Date,Work Email,"
    "Reports To,Reports To Email\n"
)


def bamboo(people: int) -> SimpleUploadedFile:
    titles = ["Intern", "Junior Analyst", "Sales Manager", "Head of Sales", "Chief Financial Officer"]
    rows = (
        f"{1000 + at:06},Ada{at},Example,{titles[at % 5]},Sales,Sales,Leeds,Active,2024-03-01,"
        f"ada{at}@example.org,Ada{at // 10} Example,ada{at // 10}@example.org\n"
        for at in range(1, people + 1)
    )
    return SimpleUploadedFile("people.csv", (BAMBOO + "".join(rows)).encode())


def fill(page: Page, **said: object) -> dict[str, object]:
    """What the form on the page would send as it stands, but for what somebody changes."""
    return page.answers() | said


def test_chen_goes_from_a_personnel_file_to_two_hundred_invitations_in_seven_pages(
    cast: Cast, signed_in: SignIn
) -> None:
    client = signed_in(cast.chen)
    pages = [read(client.get("/programmes/new/"))]
    terms = fill(pages[0], name="Spring", contact_name="Cora Okafor", contact_email="cora@example.org")
    pages.append(read(client.post("/programmes/new/", terms, follow=True)))
    pages.append(read(client.post(pages[-1].path, {"people": bamboo(200)}, follow=True)))
    pages.append(read(client.post(pages[-1].path, fill(pages[-1]), follow=True)))
    pages.append(read(client.post(pages[-1].path, fill(pages[-1]), follow=True)))
    pages.append(read(client.post(pages[-1].path, {}, follow=True)))
    pages.append(read(client.post(pages[-1].path, {}, follow=True)))

    programme = Programme.objects.get(name="Spring")
    assert [page.title for page in pages] == [
        "A new programme",
        "Add people from a file",
        "Is this what the columns are?",
        "Where do people with these titles stand?",
        "200 people are ready to be added.",
        "Read the letter that 200 people will get.",
        "0 of 200 have told something.",
    ]
    assert programme.state == Programme.State.COLLECTING
    assert Invitation.objects.filter(membership__programme=programme).count() == 200
    assert Letter.objects.filter(kind="counterpart.programmes.letters.Invited").count() == 200


@pytest.mark.parametrize(
    "path",
    ["", "change/", "close/", "organisers/", "people/", "import/", "invite/", "link/", "approvals/"],
)
def test_dara_finds_none_of_chens_pages(cast: Cast, signed_in: SignIn, path: str) -> None:
    assert signed_in(cast.dara).get(f"/programmes/{cast.programme.pk}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["change/", "close/", "organisers/", "people/", "import/", "invite/", "link/", "approvals/"]
)
def test_amina_takes_part_but_does_not_organise(cast: Cast, signed_in: SignIn, path: str) -> None:
    assert signed_in(cast.amina).get(f"/programmes/{cast.programme.pk}/{path}").status_code == 403


def test_chen_opens_every_page_of_the_programme(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    paths = ["", "change/", "close/", "organisers/", "people/", "import/", "invite/", "link/", "approvals/"]
    found = {path: client.get(f"/programmes/{cast.programme.pk}/{path}").status_code for path in paths}
    assert found == dict.fromkeys(paths, 200)


def test_an_organiser_of_another_programme_finds_no_upload_of_chens(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    client.post(f"/programmes/{cast.programme.pk}/import/", {"people": bamboo(2)})
    upload = Upload.objects.get()
    stranger = signed_in(cast.eli)
    for page in ("columns", "stages", "preview", "progress"):
        assert stranger.get(f"/import/{upload.pk}/{page}/").status_code == 404


def test_a_form_sent_twice_makes_one_programme(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    terms = fill(
        read(client.get("/programmes/new/")),
        name="Spring",
        contact_name="Cora",
        contact_email="cora@example.org",
    )
    client.post("/programmes/new/", terms)
    client.post("/programmes/new/", terms)
    assert Programme.objects.filter(name="Spring").count() == 1


def test_a_list_of_programmes_counts_who_is_in_it(cast: Cast, signed_in: SignIn, now: datetime) -> None:
    leave(cast.bengt.memberships.get(), by=cast.bengt, at=now)
    found = signed_in(cast.chen).get("/programmes/").context["organised"]
    assert [(each.name, each.people) for each in found] == [("Both ways", 1)]


def test_nobody_can_turn_to_the_organiser_about_the_organiser(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.chen)
    terms = fill(
        read(client.get("/programmes/new/")),
        name="Spring",
        contact_name="Chen",
        contact_email="Chen@example.org",
    )
    page = read(client.post("/programmes/new/", terms))
    assert page.status == 422
    assert page.errors == ["This person organises it. Choose somebody who does not."]
    assert not Programme.objects.filter(name="Spring").exists()


def test_olu_makes_a_programme_for_amina_and_does_not_organise_it(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.olu)
    terms = fill(
        read(client.get("/programmes/new/")),
        name="Spring",
        contact_name="Cora",
        contact_email="cora@example.org",
        organiser_name="Amina Diallo",
        organiser_email="amina@example.org",
    )
    assert client.post("/programmes/new/", terms, follow=True).redirect_chain[-1][0] == "/owner/"
    programme = Programme.objects.get(name="Spring")
    assert [each.person for each in programme.organisers.all()] == [cast.amina]
    assert client.get(f"/programmes/{programme.pk}/").status_code == 404
    assert client.get(f"/programmes/{programme.pk}/organisers/").status_code == 200
    assert Letter.objects.get(kind="counterpart.programmes.letters.Appointed").to == cast.amina


def test_olu_sends_himself_a_test_letter(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.olu)
    assert client.post("/owner/").status_code == 302
    assert [letter.to for letter in Letter.objects.all()] == [cast.olu]
    assert signed_in(cast.chen).get("/owner/").status_code == 403


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("", "It waits to be sent. If it still waits in a minute, the worker is not running."),
        ("ConnectionRefusedError", "Nothing answers at the mail server's port in EMAIL_URL. We try again."),
        ("TimeoutError", "The mail server in EMAIL_URL does not answer (TimeoutError). We try again."),
    ],
)
def test_olu_reads_what_became_of_his_test_letter(
    cast: Cast, signed_in: SignIn, problem: str, said: str
) -> None:
    client = signed_in(cast.olu)
    client.post("/owner/")
    Letter.objects.update(problem=problem)
    told = [each for each in text_of(client.get("/owner/")) if each.startswith("The one of")]
    assert told == [f"The one of {Letter.objects.get().posted_at:%-d %B, %H:%M}: {said}"]


def test_olu_reads_that_no_mail_server_is_named_yet(
    cast: Cast, signed_in: SignIn, settings: Settings, now: datetime
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    client = signed_in(cast.olu)
    client.post("/owner/")
    Letter.objects.update(sent_at=now)
    told = [each for each in text_of(client.get("/owner/")) if each.startswith("The one of")]
    assert [each.split(": ", 1)[1] for each in told] == [
        "It was printed where Counterpart runs: EMAIL_URL names no mail server yet."
    ]


def test_olus_home_leads_to_what_he_looks_after(cast: Cast, signed_in: SignIn) -> None:
    assert links_of(signed_in(cast.olu).get("/"))["Look after it"] == "/owner/"


def test_letters_are_read_on_a_page_in_demo_mode_only(
    cast: Cast, signed_in: SignIn, settings: Settings
) -> None:
    client = signed_in(cast.olu)
    client.post("/owner/")
    assert client.get("/outbox/").status_code == 404
    settings.DEMO = True
    assert "A test letter from Counterpart" in read(Client().get("/outbox/")).headings


@pytest.mark.parametrize("path", ["", "people/", "invite/", "link/", "organisers/"])
def test_a_page_asks_the_database_as_often_for_many_people_as_for_few(
    cast: Cast, signed_in: SignIn, path: str
) -> None:
    client = signed_in(cast.chen)
    counts = []
    for people in (10, 1_000):
        client.post(f"/programmes/{cast.programme.pk}/import/", {"people": bamboo(people)})
        upload = Upload.objects.filter(begun_at=None, cancelled_at=None).get()
        client.post(f"/import/{upload.pk}/preview/")
        counts.append(queries_of(client, f"/programmes/{cast.programme.pk}/{path}"))
    assert Membership.objects.filter(programme=cast.programme).count() == 1_002
    assert counts[0] == counts[1]
    assert counts[0] <= 16


def test_lists_of_programmes_ask_the_database_as_often_for_many_as_for_few(
    cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    client, owner = signed_in(cast.chen), signed_in(cast.olu)
    counts = []
    for _ in range(2):
        for at in range(8):
            prepare(Terms(name=f"Programme {at}"), by=cast.chen, at=now)
        counts.append((queries_of(client, "/programmes/"), queries_of(owner, "/owner/")))
    assert counts[0] == counts[1]


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.data
def test_every_real_header_is_mapped_and_read(cast: Cast, signed_in: SignIn, data_folder: Path) -> None:
    client = signed_in(cast.chen)
    for sample in sorted((data_folder / "import_headers" / "samples").iterdir()):
        file = SimpleUploadedFile(sample.name, sample.read_bytes())
        page = read(client.post(f"/programmes/{cast.programme.pk}/import/", {"people": file}, follow=True))
        assert page.title == "Is this what the columns are?", sample.name
        if sample.name.startswith("workday"):  # its report has no addresses
            page = read(client.post(page.path, page.answers()))
            assert page.errors == ["Which column is the e-mail address? People are invited by it."]
            continue
        for _ in range(2):
            page = read(client.post(page.path, page.answers(), follow=True))
            if page.title == "2 people are ready to be added.":
                break
        assert page.title == "2 people are ready to be added.", sample.name
