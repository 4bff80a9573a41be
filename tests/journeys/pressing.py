"""Two ways to press a button: a tap, or the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import Locator

MOST = 80  # tabs to reach anything on a page

Press = Callable[[Locator], None]


def tap(button: Locator) -> None:
    button.click()


def by_keyboard(button: Locator) -> None:
    """Tab until the button has the focus, then Enter; nothing is clicked."""
    reach(button)
    button.page.keyboard.press("Enter")


def reach(target: Locator) -> None:
    """Tab until it has the focus."""
    for _ in range(MOST):
        if target.evaluate("it => it === document.activeElement"):
            return
        target.page.keyboard.press("Tab")
    raise AssertionError(f"{MOST} tabs did not reach {target}")
