"""Whether anything that people seal can be read in the files of an installation, while it runs and after."""

import base64
from pathlib import Path

from benchmarks.product.hand import chromium
from benchmarks.product.journey import launch, match, meet, publish
from benchmarks.product.site import Site, installation, link_in
from benchmarks.product.staff import Employee, employees
from benchmarks.product.visitor import Visitor
from benchmarks.spine_product import Measured

OPEN, PRIVATE, DREAD, MESSAGE, DRAFT = (
    "openqanary",
    "privateqanary",
    "dreadqanary",
    "messageqanary",
    "draftqanary",
)
SEALED = (PRIVATE, DREAD, MESSAGE, DRAFT)


def sealed_canaries() -> Measured:
    """Places where a canary of a private wish, a dread, a message or an unfinished form stands readable."""
    people = [each for each in employees() if each.first in ("Bao", "Sami")][:8]
    with installation() as site, chromium() as browser:
        hand = launch(site, browser, people)
        for n, each in enumerate(people):
            _tell(site, each, n)
        hand.page.reload()
        match(hand)
        publish(site, hand, len(people))
        if not meet(site, browser, f"{MESSAGE} to you"):
            raise RuntimeError("the message was not read, so there is nothing to look for")
        found = _searched(site.home)
        site.command("migrate")  # another process opens and closes the database
        found += _searched(site.home)
    print("\n".join(found))
    return Measured(len(found), len(people) * 2 + 2)


def _tell(site: Site, who: Employee, n: int) -> None:
    """Something to show, a wish in the open, a private one with a dread, and words typed when signed out."""
    shows, likes = ("Instagram", "public speaking") if who.is_junior else ("public speaking", "Instagram")
    visitor = Visitor(site.url)
    page = visitor.open(link_in(site.post.to(who.email)[0]))
    page = visitor.send(page, page.form("/i/"))
    page = visitor.send(page, page.form("entry"), ("words", f"{shows}, {OPEN}"), ("next", "1"))
    page = visitor.send(page, page.form("entry"), ("words", likes))
    page = visitor.send(page, page.form("entry"), ("words", f"{PRIVATE} {n}"), ("private", "on"))
    wishes = [form for form in page.forms if any(name.endswith("-dread") for name, _ in form.fields)]
    (dread,) = (name for name, _ in wishes[-1].fields if name.endswith("-dread"))
    seeks = visitor.send(page, wishes[-1], (dread, f"{DREAD} {n}"))
    entry = seeks.form("entry")
    page = visitor.open("/accounts/logout/")
    visitor.send(page, page.form("/accounts/logout/"))
    visitor.send(seeks, entry, ("words", f"{DRAFT} {n}"))


def _searched(folder: Path) -> list[str]:
    """Every sealed canary in every file, in any of the shapes that words are kept in."""
    files = {path: path.read_bytes().lower() for path in sorted(folder.rglob("*")) if path.is_file()}
    if not any(OPEN.encode() in content for content in files.values()):
        raise RuntimeError("what is not sealed was not found either: this search finds nothing")
    return [
        f"{canary} as {shape} in {path.name}"
        for canary in SEALED
        for shape, needles in _shapes(canary).items()
        for path, content in files.items()
        if any(needle in content for needle in needles)
    ]


def _shapes(word: str) -> dict[str, list[bytes]]:
    raw = word.encode()
    # Base64 of a word within words depends on where it begins; the ends of the piece are its neighbours' too.
    pieces = [base64.b64encode(b"\0" * shift + raw)[4:-4].lower() for shift in range(3)]
    return {
        "text": [raw],
        "base64": pieces,
        "hex": [raw.hex().encode()],
        "utf-16": [word.encode("utf-16-le"), word.encode("utf-16-be")],
    }
