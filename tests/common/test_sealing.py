"""Sealed words open for their own key in their own place, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.common import sealing

HERE = sealing.place(table="people_seek", row="1", author="amina", column="dread")


@given(st.text())
def test_whatever_amina_writes_she_reads_again(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    key = sealing.new_key()
    assert sealing.unseal(key, sealing.seal(key, text, where=HERE), where=HERE) == text


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "people_offer"},
        {"row": "2"},
        {"author": "bengt"},
        {"column": "sealed_topic"},
    ],
)
def test_words_copied_to_another_place_do_not_open(elsewhere: dict[str, str]) -> None:
    key = sealing.new_key()
    home = {"table": "people_seek", "row": "1", "author": "amina", "column": "dread"}
    sealed = sealing.seal(key, "phoning strangers", where=sealing.place(**home))
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(key, sealed, where=sealing.place(**home | elsewhere))


def test_the_parts_of_a_place_do_not_run_into_each_other() -> None:
    assert sealing.place(table="a", row="b/c", author="d", column="e") != sealing.place(
        table="a/b", row="c", author="d", column="e"
    )


@pytest.mark.parametrize("at", [0, 1, 13, -1])
def test_changed_words_do_not_open(at: int) -> None:
    key = sealing.new_key()
    sealed = bytearray(sealing.seal(key, "phoning strangers", where=HERE))
    sealed[at] ^= 1
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(key, bytes(sealed), where=HERE)


@pytest.mark.parametrize("nothing", [b"", b"\x01", b"\x01short", b"\x02" + b"x" * 60])
def test_what_was_never_sealed_does_not_open(nothing: bytes) -> None:
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(sealing.new_key(), nothing, where=HERE)


def test_a_short_dread_and_none_at_all_look_alike() -> None:
    key = sealing.new_key()
    lengths = {len(sealing.seal(key, text, where=HERE)) for text in ("", "heights", "x" * 60)}
    assert len(lengths) == 1


@pytest.mark.parametrize(("length", "padded"), [(60, 64), (61, 128), (65_532, 65_536), (65_533, 131_072)])
def test_lengths_are_rounded_up(length: int, padded: int) -> None:
    key = sealing.new_key()
    empty = len(sealing.seal(key, "", where=HERE)) - 64
    assert len(sealing.seal(key, "x" * length, where=HERE)) - empty == padded


def test_the_same_words_are_never_sealed_alike() -> None:
    key = sealing.new_key()
    assert sealing.seal(key, "heights", where=HERE) != sealing.seal(key, "heights", where=HERE)


def test_a_data_key_opens_with_an_old_key_and_is_closed_with_the_first() -> None:
    old, new, data = sealing.new_key(), sealing.new_key(), sealing.new_key()
    by_old = sealing.wrap([old], data, where=HERE)
    assert sealing.unwrap([new, old], by_old, where=HERE) == data
    by_new = sealing.wrap([new, old], data, where=HERE)
    assert sealing.unwrap([new], by_new, where=HERE) == data
    with pytest.raises(sealing.CannotOpen):
        sealing.unwrap([new], by_old, where=HERE)


@pytest.mark.parametrize("text", ["", "short", "x" * 44, "ä" * 44, "not base64 at all!", "A" * 42])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(sealing.BadKey):
        sealing.read_key(text)


def test_a_key_is_read_as_it_was_written() -> None:
    key = sealing.new_key()
    assert sealing.read_key(f" {sealing.write_key(key)}\n") == key
