"""A line in Amina's chat: where it may go, what it says, and what it never does."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
from django.test import Client
from django.urls import reverse

from counterpart import letters
from counterpart.common.sealing import CannotOpen
from counterpart.letters import chat, tasks
from counterpart.letters.models import Chat, Letter
from counterpart.letters.sending import send_due
from counterpart.people.models import Person
from tests.cast import Cast
from tests.letters.kinds import About, Code
from tests.racing import race
from tests.web.reading import text_of

SLACK = "https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
MATTERMOST = "https://chat.example.org/hooks/abcdefghijklmnopqrstuvwx26"
TEAMS = "https://prod-1.westus.logic.azure.com/workflows/abcd/triggers/manual/paths/invoke"
SIGNED = "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=xyz"


class Wire:
    """What would have left this machine."""

    def __init__(self) -> None:
        self.status = 200
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.followed: list[bool] = []

    def request(self, _session: object, method: str, url: str, **said: Any) -> requests.Response:
        self.sent.append((url, json.loads(said["data"])))
        self.followed.append(said["allow_redirects"])
        answer = requests.Response()
        answer.status_code, answer._content = self.status, b"ok"
        return answer


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(requests.Session, "request", lambda *args, **said: wire.request(*args, **said))
    return wire


def tell(one: Chat, letter: Letter | None = None) -> bool:
    return tasks.tell_chat.func(str(one.pk), str(letter.pk) if letter else "")


def letter_to(who: Person, now: datetime) -> Letter:
    called = Person.objects.create_user("bo@example.org", name="Bo <!here> @all")
    letters.post(About(called.pk), to=who, at=now)
    return Letter.objects.get(to=who)


@pytest.mark.parametrize("address", [SLACK, MATTERMOST, TEAMS + SIGNED])
def test_a_first_line_says_that_it_is_connected(cast: Cast, now: datetime, wire: Wire, address: str) -> None:
    assert tell(chat.connect(address, by=cast.amina, at=now))
    ((url, said),) = wire.sent
    assert url.startswith(address.partition("?")[0])
    assert "You get a line here when Counterpart has written to you." in json.dumps(said)
    assert wire.followed == [False]


def test_a_line_is_the_subject_and_a_link_and_calls_nobody(cast: Cast, now: datetime, wire: Wire) -> None:
    one, letter = chat.connect(MATTERMOST, by=cast.amina, at=now), letter_to(cast.amina, now)
    assert tell(one, letter)
    ((_url, said),) = wire.sent
    assert said["text"].split("\n") == [
        "About Bo !here all Bcc: everyoneexample.org",
        f"http://localhost:8000{reverse('letter', args=[letter.pk])}",
    ]


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("https://169.254.169.254/hooks/abcdefghijklmnopqrstuvwx26", chat.HostNotAllowed),
        ("https://chat.example.org.evil.example/hooks/abcdefghijklmnopqrstuvwx26", chat.HostNotAllowed),
        ("https://evillogic.azure.com/workflows/a/triggers/manual/paths/invoke?sig=x", chat.HostNotAllowed),
        ("http://chat.example.org/hooks/abcdefghijklmnopqrstuvwx26", chat.NotAChat),
        ("https://chat.example.org:22/hooks/abcdefghijklmnopqrstuvwx26", chat.NotAChat),
        ("https://me:secret@chat.example.org/hooks/abcdefghijklmnopqrstuvwx26", chat.NotAChat),
        ("https://chat.example.org/admin", chat.NotAChat),
        ("json://localhost/", chat.NotAChat),
        ("no address", chat.NotAChat),
        ("https://[chat.example.org/hooks/x", chat.NotAChat),
    ],
)
def test_nothing_goes_elsewhere(cast: Cast, now: datetime, address: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        chat.connect(address, by=cast.amina, at=now)
    assert not Chat.objects.exists()


def test_an_address_cannot_ask_for_files_or_other_addresses(cast: Cast) -> None:
    asked = "&template=file:///etc/passwd&attach=/etc/passwd&to=elsewhere&verify=no"
    assert chat.understood(SLACK + "?x=1" + asked) == SLACK
    assert chat.understood(TEAMS + SIGNED + asked) == TEAMS + SIGNED


def test_where_a_host_is_no_longer_named_nothing_goes_there(
    cast: Cast, now: datetime, wire: Wire, settings: Any
) -> None:
    one = chat.connect(SLACK, by=cast.amina, at=now)
    settings.CHAT_HOSTS = ["chat.example.org"]
    assert not tell(one)
    assert wire.sent == []


def test_after_ten_failures_nothing_is_sent_there_any_more(cast: Cast, now: datetime, wire: Wire) -> None:
    one, wire.status = chat.connect(SLACK, by=cast.amina, at=now), 500
    assert [tell(one) for _ in range(12)] == [False] * 12
    assert len(wire.sent) == chat.MOST_FAILURES
    assert not Chat.objects.standing()


def test_one_that_answers_again_is_forgiven(cast: Cast, now: datetime, wire: Wire) -> None:
    one = chat.connect(SLACK, by=cast.amina, at=now)
    for wire.status in (*[500] * 9, 200, *[500] * 9):
        tell(one)
    assert Chat.objects.standing().exists()


def test_once_a_letter_has_gone_out_a_line_is_queued(
    cast: Cast, now: datetime, queued: Callable[[], list[str]]
) -> None:
    chat.connect(SLACK, by=cast.amina, at=now)
    before = len(queued())
    letter_to(cast.amina, now)
    letters.post(About(cast.amina.pk), to=cast.bengt, at=now)
    letters.post_secret(Code(secret="123456"), to=cast.amina, at=now, until=now + timedelta(hours=1))
    send_due(lambda: now)
    assert len(queued()) == before + 1


@pytest.fixture
def queued() -> Callable[[], list[str]]:
    from django_tasks_db.models import DBTaskResult

    return lambda: list(DBTaskResult.objects.filter(task_path=chat.TELL).values_list("task_path", flat=True))


def test_the_address_is_sealed_and_of_no_use_to_another(cast: Cast, now: datetime) -> None:
    one = chat.connect(SLACK, by=cast.amina, at=now)
    assert b"TIiajkdnlazkcOXrIdevi7FQ" not in bytes(one.address)
    other = chat.connect(MATTERMOST, by=cast.bengt, at=now)
    other.address = one.address
    with pytest.raises(CannotOpen):
        chat.address_of(other)


def test_amina_connects_and_disconnects_on_the_page(
    cast: Cast, signed_in: Callable[[Person], Client]
) -> None:
    client, here = signed_in(cast.amina), reverse("letter-choices")
    wrong = client.post(reverse("letter-chat"), {"address": "https://elsewhere.example.org/hooks/x"})
    assert wrong.status_code == 422
    assert any("Nothing may be sent there from here." in words for words in text_of(wrong))
    client.post(reverse("letter-chat"), {"address": SLACK})
    assert any("A line comes to you at hooks.slack.com" in words for words in text_of(client.get(here)))
    assert "TIiajkdnlazkcOXrIdevi7FQ" not in client.get(here).text
    client.post(reverse("letter-chat"), {"stop": "1"})
    assert not Chat.objects.exists()


def test_where_no_host_is_named_there_is_nothing_to_connect(
    cast: Cast, signed_in: Callable[[Person], Client], settings: Any
) -> None:
    settings.CHAT_HOSTS = []
    client = signed_in(cast.amina)
    assert "In my chat, too" not in text_of(client.get(reverse("letter-choices")))
    assert client.post(reverse("letter-chat"), {"address": SLACK}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_six_tabs_one_address_stays(cast: Cast, now: datetime) -> None:
    assert race(6, lambda n: chat.connect(SLACK, by=cast.amina, at=now)) == ["done"] * 6
    assert Chat.objects.count() == 1
