"""The report page in a real browser."""

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from counterpart import engine
from tests.browser import KINDS, Kind, sideways
from tests.engine.making import AMINA, BENGT, crowd, solved


@pytest.mark.parametrize("kind", ["light", "dark", "phone", "narrow"])
def test_axe_finds_nothing_folded_or_open(browser: Browser, tmp_path: Path, kind: Kind) -> None:
    odd = (engine.Person(id="zoe", name="W" * 300, seeks={"x" * 300: 5}), replace(AMINA, id="a2", capacity=0))
    pages = (solved(*crowd(40, 1, most=2).everyone, *odd), solved(), solved(AMINA, BENGT))
    context = browser.new_context(bypass_csp=True, **KINDS[kind])  # axe itself is a script
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found = []
    for number, result in enumerate(pages):
        file = tmp_path / f"{number}.html"
        file.write_text(engine.report_html(result, 1.0), encoding="utf-8")
        page.goto(file.as_uri())
        for _ in ("folded", "open"):
            found += [(each["id"], each["nodes"]) for each in Axe().run(page).response["violations"]]
            found += [("sideways", each) for each in [sideways(page)] if each]
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    context.close()
    assert found == []
    assert {url.split(":")[0] for url in asked} <= {"file", "data"}
