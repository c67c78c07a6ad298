"""clients.json: who is paired, and nothing a token could be made from."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError, StoreError
from msgcheck.service.pairing import FILE_NAME, Clients

DAY = date(2026, 11, 16)


def test_pair_gives_a_token_that_names_its_client(tmp_path):
    clients = Clients(tmp_path)
    token = clients.pair("thunderbird", day=DAY)
    assert (clients.name_of(token), len(token) >= 43) == ("thunderbird", True)


def test_pair_again_replaces(tmp_path):
    clients = Clients(tmp_path)
    first, second = clients.pair("thunderbird", day=DAY), clients.pair("thunderbird", day=DAY)
    assert [clients.name_of(token) for token in (first, second)] == ["", "thunderbird"]
    assert len(clients.all()) == 1


def test_pair_keeps_name_day_and_hash_only(tmp_path):
    token = Clients(tmp_path).pair("thunderbird", day=DAY)
    text = (tmp_path / FILE_NAME).read_text()
    (entry,) = json.loads(text)
    assert set(entry) == {"name", "paired_on", "sha256"}
    assert (entry["name"], entry["paired_on"]) == ("thunderbird", "2026-11-16")
    assert token not in text


def test_the_list_is_for_its_user_only(tmp_path):
    Clients(tmp_path / "state").pair("thunderbird", day=DAY)
    assert stat.S_IMODE((tmp_path / "state" / FILE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_another_process_sees_who_was_paired(tmp_path):
    reading, writing = Clients(tmp_path), Clients(tmp_path)
    assert reading.all() == ()
    token = writing.pair("gmail", day=DAY)
    assert reading.name_of(token) == "gmail"
    writing.unpair("gmail")
    assert reading.name_of(token) == ""


def test_clients_paired_at_once_are_all_kept(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: Clients(tmp_path).pair(f"client {number}", day=DAY), range(16)))
    assert len(Clients(tmp_path).all()) == 16


def test_unpair_of_nobody_names_who_is_paired(tmp_path):
    clients = Clients(tmp_path)
    clients.pair("gmail", day=DAY)
    with pytest.raises(InputError) as raised:
        clients.unpair("gmial")
    assert "gmail" in raised.value.hint


@pytest.mark.parametrize("name", ["", " x", "a" * 41, "a\nb", "ä", "(compose)", "-"])
def test_pair_refuses_a_name_that_would_not_read_well_in_a_log(tmp_path, name):
    with pytest.raises(InputError):
        Clients(tmp_path).pair(name, day=DAY)


@pytest.mark.parametrize("text", ["", "{", "[1]", '[{"name": "x"}]', '"x"'])
def test_a_damaged_list_is_said(tmp_path, text):
    (tmp_path / FILE_NAME).write_text(text)
    clients = Clients(tmp_path)
    with pytest.raises(StoreError, match="cannot be read"):
        clients.all()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "state").write_text("a file")
    with pytest.raises(StoreError):
        Clients(tmp_path / "state").pair("gmail", day=DAY)


def test_a_list_that_is_gone_lets_nobody_in(tmp_path):
    clients = Clients(tmp_path)
    token = clients.pair("gmail", day=DAY)
    assert clients.name_of(token)
    (tmp_path / FILE_NAME).unlink()
    assert clients.name_of(token) == ""


@given(st.text())
def test_no_made_up_token_holds(tmp_path_factory, token):
    clients = Clients(tmp_path_factory.getbasetemp() / "made-up")
    if not clients.all():
        clients.pair("gmail", day=DAY)
    assert clients.name_of(token) == ""
