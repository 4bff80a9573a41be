"""From a personnel file to two strangers who have said yes and one has written, as people go that way.

The organiser and the two sit at real browsers; the others answer through the real forms over HTTP. Letters go
through a mail server and are read there. Nothing is written past the website.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

from playwright.sync_api import Browser

from benchmarks.product.hand import Hand, at_desk, chromium, on_phone
from benchmarks.product.site import Site, code_in, installation, link_in
from benchmarks.product.staff import Employee, bamboohr, employees
from benchmarks.product.visitor import Page, Visitor
from benchmarks.spine_product import Measured

SEED = 11
ANSWERING = 170  # of two hundred; the others never do
WORDS = {
    True: ("ChatGPT", "short videos", "Instagram", "Canva", "what younger people want from work", "podcasts"),
    False: (
        "getting buy-in",
        "public speaking",
        "negotiating",
        "reading accounts",
        "a project that went wrong",
    ),
}


def launch_pages() -> Measured:
    """Pages an organiser sees from the list of programmes to the invitations sent."""
    with _begun() as (site, browser):
        hand = launch(site, browser, employees())
        print("\n".join(hand.addresses))
        return Measured(hand.pages, len(site.post.letters))


def launch_decisions() -> Measured:
    """Controls set and buttons pressed on the same way."""
    with _begun() as (site, browser):
        hand = launch(site, browser, employees())
        return Measured(hand.decisions, len(site.post.letters))


@contextmanager
def _begun() -> Iterator[tuple[Site, Browser]]:
    with installation() as site, chromium() as browser:
        yield site, browser


def launch(site: Site, browser: Browser, people: list[Employee]) -> Hand:
    """A new programme, two hundred people from a file, their invitations in the post."""
    hand = at_desk(browser, site.url)
    hand.page.goto(site.command("createowner", "olu@firm.example", "--name", "Olu Adeyemi").split()[-1])
    hand.press("main form button")
    hand.page.goto("/programmes/")
    hand.start_counting()
    hand.press("a[href='/programmes/new/']")
    hand.fill("name", "Both ways")
    hand.fill("contact_name", "Cora Okafor")
    hand.fill("contact_email", "cora@firm.example")
    hand.press("main form button:has-text('Make it')")
    hand.choose_file("people", "employees.csv", bamboohr(people))
    hand.press("main form button:has-text('Read the file')")
    while "/preview/" not in hand.page.url:
        hand.press("main form button:has-text('That is right')")
    hand.press("main form button:has-text('Add')")
    hand.press("main form button:has-text('Send')")
    site.post.wait_for(len(people))
    return hand


def answer(site: Site, people: list[Employee]) -> None:
    """Each opens their letter's link and tells two things each way, one of them in their own words."""
    with ThreadPoolExecutor(4) as several:
        for _ in several.map(lambda each: _tell(site, each), people):
            pass


def _tell(site: Site, who: Employee) -> None:
    random = Random(f"{SEED} {who.email}")
    visitor = Visitor(site.url)
    page = visitor.open(link_in(site.post.to(who.email)[0]))
    page = visitor.send(page, page.form("/i/"))
    for step, words in (("offers", WORDS[who.is_junior]), ("seeks", WORDS[not who.is_junior])):
        page = _say(visitor, page, random, random.choice(words))
        if f"/joining/{step}/" in page.url:
            raise RuntimeError(f"{who.email} did not get beyond {page.url}: {page.status}")
    page = visitor.send(page, page.form("when"))
    if page.status != 200 or not page.url.endswith(":" + site.url.rpartition(":")[2] + "/"):
        raise RuntimeError(f"{who.email} did not come home: {page.status} {page.url}")


def _say(visitor: Visitor, page: Page, random: Random, words: str) -> Page:
    entry = page.form("entry")
    tapped = random.choice([button for button in entry.buttons if button[0] == "add"])
    page = visitor.send(page, entry, tapped)
    return visitor.send(page, page.form("entry"), ("words", words), ("next", "1"))
