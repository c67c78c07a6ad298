import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import StoreError
from msgcheck.history.keyed_hashes import KEY_BYTES, KeyedHashes, make_key, read_key

ONE, OTHER = KeyedHashes(b"1" * KEY_BYTES), KeyedHashes(b"2" * KEY_BYTES)


def test_hash_depends_on_key_purpose_and_parts():
    made = {
        ONE.identity("a", "b"),
        OTHER.identity("a", "b"),
        ONE.identity("b", "b"),
        ONE.identity("a", "c"),
        ONE.identity("a"),
    }
    assert len(made) == 5
    assert ONE.identity("a", "b") == ONE.identity("a", "b")


@given(st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3))
def test_no_part_reaches_into_the_next(one, other):
    assert (ONE.identity("p", *one) == ONE.identity("p", *other)) is (one == other)


def test_statements_are_a_sorted_set():
    made = ONE.statements(["b", "a", "b", ""])
    assert made.tolist() == sorted(made.tolist())
    assert len(made) == 2


def test_no_statements_make_no_hashes():
    assert len(ONE.statements([])) == 0


def test_unknown_name_has_no_hash():
    assert ONE.name("author", "") == b""


def test_half_a_character_has_a_hash():
    assert ONE.identity("a", "\ud83d") != ONE.identity("a", "\ud83e")


def test_key_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "s.key"
    made = make_key(path)
    assert (len(made), make_key(path), read_key(path)) == (KEY_BYTES, made, made)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["s.key"]


def test_key_made_meanwhile_by_another_process_wins(tmp_path, monkeypatch):
    path = tmp_path / "s.key"
    theirs = b"t" * KEY_BYTES

    def made_meanwhile(count):
        path.write_bytes(theirs)
        return b"o" * count

    monkeypatch.setattr("msgcheck.history.keyed_hashes.secrets.token_bytes", made_meanwhile)
    assert make_key(path) == theirs


def test_missing_key_is_none(tmp_path):
    assert read_key(tmp_path / "s.key") is None


def test_key_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(StoreError, match="cannot be read"):
        read_key(tmp_path)


def test_key_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(StoreError, match="cannot be written") as caught:
        make_key(tmp_path / "nowhere" / "s.key")
    assert caught.value.hint


def test_key_is_made_where_files_cannot_be_linked(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    made = make_key(tmp_path / "s.key")
    assert (read_key(tmp_path / "s.key"), len(list(tmp_path.iterdir()))) == (made, 1)
