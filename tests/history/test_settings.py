from pathlib import Path

import pytest
from builders_history import make_document, make_scan

from msgcheck.assembly import open_store_for
from msgcheck.config import load_settings
from msgcheck.errors import SettingsError


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    return tmp_path


def test_store_lies_in_the_state_folder_unless_set(here):
    with open_store_for(load_settings(here, {})) as store:
        store.keep_scan(make_scan(make_document()))
    assert (here / "state" / "msgcheck.sqlite3").is_file()


def test_path_of_the_store_is_relative_to_the_settings_file(here):
    (here / "team").mkdir()
    (here / "team" / "msgcheck.yaml").write_text("store: kept/own.db\n", encoding="utf-8")
    settings = load_settings(here, {}, config=here / "team" / "msgcheck.yaml")
    open_store_for(settings).close()
    assert (here / "team" / "kept" / "own.db").is_file()


@pytest.mark.parametrize("where", ["environment", "command line"])
def test_store_is_set_from_outside(here, where):
    environ = {"MSGCHECK_STORE": "own.db"} if where == "environment" else {}
    overrides = {"store": "own.db"} if where == "command line" else {}
    assert Path(load_settings(here, environ, overrides).store) == Path("own.db")


def test_url_of_the_store_is_left_as_it_is(here):
    (here / "msgcheck.yaml").write_text('store: "sqlite:///kept/own.db"\n', encoding="utf-8")
    assert load_settings(here, {}).store == "sqlite:///kept/own.db"


def test_what_is_kept_can_be_set(here):
    (here / "msgcheck.yaml").write_text("keep_text: none\n", encoding="utf-8")
    with open_store_for(load_settings(here, {})) as store:
        store.keep_scan(make_scan(make_document()))
        assert [finding.text for finding in store.findings()] == [None]


def test_unknown_word_for_what_is_kept_is_a_mistake_in_the_settings(here):
    (here / "msgcheck.yaml").write_text("keep_text: some\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="keep_text"):
        load_settings(here, {})
