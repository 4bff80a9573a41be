"""What joining asks of one member on a phone, from the link in a letter to home, saying a good deal."""

from benchmarks.product.hand import Hand, chromium, on_phone
from benchmarks.product.journey import launch
from benchmarks.product.site import installation, link_in
from benchmarks.product.staff import employees
from benchmarks.spine_product import Measured


def joining_taps() -> Measured:
    """Taps, a tap into each field counted."""
    return Measured(_joined().taps, 1)


def joining_characters() -> Measured:
    return Measured(_joined().typed, 1)


def joining_pages() -> Measured:
    return Measured(_joined().pages, 1)


def _joined() -> Hand:
    """Two things to show and two wishes, one of each in own words; one wish is private and makes nervous."""
    with installation() as site, chromium() as browser:
        two = employees()[:2]
        launch(site, browser, two)
        hand = on_phone(browser, site.url)
        hand.page.goto(link_in(site.post.to(two[1].email)[0]))
        hand.start_counting()
        hand.taps = 1  # on the link in the letter
        hand.press("main form button:has-text('Yes, come in')")
        _say(hand, "Instagram")
        hand.press("main button:has-text('Next')")
        _say(hand, "public speaking", "nervous", "private")
        hand.press("main button:has-text('Next')")
        hand.page.locator("[name=stage]").select_option("1")
        hand.taps += 2  # opens the list, and chooses
        hand.fill("function", "customer service")
        hand.press("main button:has-text('Done')")
        hand.page.wait_for_url(site.url + "/")
        print(f"taps {hand.taps}, typed {hand.typed}, pages {hand.pages}: {hand.addresses}")
        return hand


def _say(hand: Hand, words: str, *ticked: str) -> None:
    """One of the suggestions, then something typed."""
    told = hand.page.locator(".told > li")
    hand.press("main button[name=add]")
    told.nth(0).wait_for()
    for name in ticked:
        hand.tick(name)
    hand.fill("words", words)
    hand.press("main button[name=also]")
    told.nth(1).wait_for()
