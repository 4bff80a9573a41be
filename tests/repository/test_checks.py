"""The checks themselves find what they are there for."""

import pytest

from tests import check


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# noqa: E501", ("noqa", "")),
        ("# noqa", ("noqa", "")),
        ("# type: ignore[misc]", ("type:ignore", "")),
        ("# pragma: no cover", ("pragma:nocover", "")),
        ("# noqa: S311 -- invented people need no secrets", ("noqa", "invented people need no secrets")),
        ("# type: ignore[misc]  # allauth ships no types", ("type:ignore", "allauth ships no types")),
        ("# pragma: no cover -- another platform", ("pragma:nocover", "another platform")),
        ("# what it is for", None),
    ],
)
def test_an_exemption_needs_a_reason_on_its_line(comment: str, expected: tuple[str, str] | None) -> None:
    assert check.exemption(comment) == expected


def test_a_package_that_is_asked_for_and_not_pinned_is_missed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lock = (check.ROOT / "requirements" / "base.txt").read_text()
    without = "\n".join(line for line in lock.splitlines() if not line.startswith("segno=="))
    assert (check.pins_everything("base", lock), check.pins_everything("base", without)) == (True, False)
    assert capsys.readouterr().out == "not pinned in requirements/base.txt: segno\n"
