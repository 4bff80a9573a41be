"""Every page that somebody reaches by clicking keeps nobody out, in light, in dark and on a phone."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE, WIDE, Visit, axe, sideways
from tests.cast import Cast
from tests.crawl import crawl


@pytest.mark.browser
@pytest.mark.parametrize("who", ["nobody", "amina", "chen", "olu"])
def test_every_page_one_can_click_to_is_open_to_everybody(
    visit: Visit, cast: Cast, live_server: LiveServer, who: str
) -> None:
    page = visit(None if who == "nobody" else getattr(cast, who))
    seen = []
    for route, _address in crawl(page, live_server.url):
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page, "color-contrast")
        page.set_viewport_size(PHONE)
        axe(page)
        assert (route, sideways(page)) == (route, 0)
        assert (route, page.locator("h1").count()) == (route, 1)
        assert "<c-" not in page.content(), route
        seen.append(route)
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
    assert {"styleguide", "who_reads"} <= set(seen)
