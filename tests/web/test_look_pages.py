"""Every page that somebody reaches by clicking is there, has one heading, and fits its window."""

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import PHONE, WIDE, Visit, sideways
from tests.cast import Cast
from tests.crawl import crawl


@pytest.mark.browser
@pytest.mark.parametrize("who", ["nobody", "amina", "chen", "olu"])
def test_every_page_one_can_click_to_is_there_and_whole(
    visit: Visit, cast: Cast, live_server: LiveServer, who: str
) -> None:
    page = visit(None if who == "nobody" else getattr(cast, who))
    seen = []
    for route, _address in crawl(page, live_server.url):
        page.set_viewport_size(PHONE)
        assert (route, sideways(page)) == (route, 0)
        assert (route, page.locator("h1").count()) == (route, 1)
        assert "<c-" not in page.content(), route
        seen.append(route)
        page.set_viewport_size(WIDE)
    assert {"styleguide", "who_reads"} <= set(seen)
