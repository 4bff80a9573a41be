"""Letters arrive, whoever is killed on the way and whenever the mail server sleeps."""

from functools import partial
from time import sleep

import pytest

from tests.processes.place import Place, wait_for
from tests.processes.sink import mailboxes

pytestmark = [pytest.mark.processes, pytest.mark.postgres]

LETTERS = 40
KILLS = (0.25, 0.75)  # when so many of the letters have arrived


def test_no_letter_is_lost_when_a_worker_is_killed_while_sending(here: Place) -> None:
    with mailboxes(seconds=0.03) as kept:
        here.ask("post", count=LETTERS)
        for share in KILLS:
            worker = here.start("worker", EMAIL_URL=kept.url)
            wait_for(partial(kept.has, share * LETTERS))
            here.kill(worker.pid)
        here.start("worker", EMAIL_URL=kept.url)
        wait_for(lambda: len(kept.received) == LETTERS)
        wait_for(lambda: here.ask("unsent") == "0")
    assert kept.twice == []
    # Only the letter in the hands of a killed worker may come again, under the Message-ID it had.
    assert kept.deliveries - LETTERS <= len(KILLS)


def test_two_workers_send_each_letter_once(here: Place) -> None:
    with mailboxes(seconds=0.02) as kept:
        here.ask("post", count=LETTERS)
        for _ in range(2):  # nobody is killed here, so nobody has to wait for a hold to lapse either
            here.start("worker", EMAIL_URL=kept.url, LETTER_HOLD="150")
        wait_for(lambda: kept.deliveries >= LETTERS)
        sleep(1)
    assert (len(kept.received), kept.deliveries) == (LETTERS, LETTERS)
