"""From a personnel file to two strangers who have said yes and one has written, as people go that way.

The organiser and the two sit at real browsers; the others answer through the real forms over HTTP. Letters go
through a mail server and are read there. Nothing is written past the website.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random

from playwright.sync_api import Browser

from benchmarks.product.hand import Hand, at_desk, chromium, on_phone
from benchmarks.product.site import Site, code_in, installation, link_in, text_of
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


def journey_matched() -> Measured:
    """People in the run, after 170 of 200 answered and the rest were reminded in vain."""
    with _begun() as (site, browser):
        hand, people = launch(site, browser, employees()), employees()
        _answer_and_remind(site, hand, people)
        matched = match(hand)
        print(f"{len(site.post.letters)} letters, {matched} people in the run")
        return Measured(matched, len(people), SEED)


def journey_written() -> Measured:
    """Messages that the other read, after the whole way."""
    with _begun() as (site, browser):
        hand, people = launch(site, browser, employees()), employees()
        _answer_and_remind(site, hand, people)
        match(hand)
        publish(site, hand)
        read = meet(site, browser)
        print(f"read: {read}")
        return Measured(len(read), len(people), SEED)


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
    site.post.wait_for(len(people) + 1)  # and one to Cora, whom people can turn to
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


def _answer_and_remind(site: Site, hand: Hand, people: list[Employee]) -> None:
    silent = Random(SEED).sample(people, k=len(people) - ANSWERING)
    answer(site, [each for each in people if each not in silent])
    before = len(site.post.letters)
    hand.page.reload()
    hand.press("button[popovertarget=remind]")
    hand.press("form[action$='/remind/'] button")
    site.post.wait_for(before + len(silent))
    reminded = {str(letter["To"]) for letter in site.post.letters[before:]}
    if not all(any(each.email in to for to in reminded) for each in silent):
        raise RuntimeError("not all who were silent were reminded")


def match(hand: Hand) -> int:
    """Find the match, wait for it at its own page; how many people are in it."""
    hand.press("a[href$='/match/']:has-text('To the match')")
    hand.press("main form button:has-text('Find the match')")
    hand.page.wait_for_url("**/review/", timeout=300_000)
    said = re.search(r"(\d+) of (\d+) have a counterpart", hand.page.locator("h1").inner_text())
    print(hand.page.locator("h1").inner_text(), hand.page.locator(".lead").first.inner_text())
    if not said:
        raise RuntimeError(hand.page.locator("h1").inner_text())
    return int(said[2])


def publish(site: Site, hand: Hand, letters: int = ANSWERING) -> None:
    before = len(site.post.letters)
    if hand.page.locator("[name=unchecked]").count():
        hand.tick("unchecked")
    hand.press("main button:has-text('Publish to')")
    site.post.wait_for(before + letters)


def meet(site: Site, browser: Browser, text: str = "Hello. Thursday at ten?") -> list[str]:
    """Two who were put together come back with a code each, say yes, and one writes; what the other reads."""
    asked = [letter for letter in site.post.letters if "/proposal/" in text_of(letter)]
    link = link_in(asked[0])
    two = [str(letter["To"]).strip("<>") for letter in asked if link_in(letter) == link]
    hands = [_come_back(site, browser, address) for address in two]
    for hand in hands:
        hand.page.goto(link)
        hand.page.locator("[name=decides][value=no]").check()
        hand.press("main button[value=yes]")
    first, second = hands
    first.page.goto(site.url)
    first.press("main a:has-text('Write the first line')")
    first.fill("body", text)
    first.press("main button:has-text('Send')")
    second.page.goto(site.url)
    second.press("main a:has-text('Read and answer')")
    return [said for said in second.page.locator(".said").all_inner_texts() if text in said]


def _come_back(site: Site, browser: Browser, address: str) -> Hand:
    hand = on_phone(browser, site.url)
    before = len(site.post.letters)
    hand.page.goto("/accounts/login/code/")
    hand.fill("email", address)
    hand.press("main form button")
    site.post.wait_for(before + 1)
    hand.fill("code", code_in(next(each for each in site.post.to(address)[::-1])))
    hand.press("main form button")
    return hand
