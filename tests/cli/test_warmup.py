"""`counterpart warmup`."""

import pytest

from counterpart.cli import main


def test_an_owner_compiles_before_the_first_large_match(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["warmup"]) == 0
    assert capsys.readouterr().out.startswith("Ready after ")
