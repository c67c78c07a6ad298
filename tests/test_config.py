from pathlib import Path

import pytest

from msgcheck.config import Thresholds, ThresholdSettings, for_all_documents, load_settings
from msgcheck.errors import SettingsError


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, text: str, name: str = "msgcheck.yaml") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_settings_have_defaults(here):
    settings = load_settings(here, {})
    assert (settings.messaging, settings.fail_on, settings.source) == (Path("messaging"), "high", None)


def test_file_gives_way_to_environment_and_that_to_the_command_line(here):
    write(here, "fail_on: low\nthreads: 1\nsoon_days: 1\n")
    environ = {"MSGCHECK_THREADS": "2", "MSGCHECK_SOON_DAYS": "2", "MSGCHECK_TRACEBACK": "1"}
    settings = load_settings(here, environ, {"soon_days": 3, "fail_on": None})
    assert (settings.fail_on, settings.threads, settings.soon_days) == ("low", 2, 3)


def test_settings_reach_into_groups(here):
    write(here, "embedder: {model: ./own}\nreading: {max_depth: 3}\nthresholds: {ask: 0.8}\n")
    settings = load_settings(here, {"MSGCHECK_THRESHOLDS_NOTE": "0.2"}, {"embedder.kind": "hashing"})
    assert (settings.embedder.kind, settings.embedder.model, settings.reading.max_depth) == ("hashing", "./own", 3)
    assert settings.thresholds == ThresholdSettings(ask=0.8, note=0.2)


def test_thresholds_keep_what_was_not_set_by_hand():
    applied = ThresholdSettings(ask=0.8).applied_to(Thresholds(suggest=0.7, calibrated=True))
    assert applied == Thresholds(ask=0.8, suggest=0.7, calibrated=True)


def test_nearest_file_above_is_found(here):
    write(here, "fail_on: low\n")
    write(here / "a", "fail_on: medium\n")
    (here / "a" / "b").mkdir()
    assert load_settings(here / "a" / "b", {}).fail_on == "medium"


def test_paths_in_a_file_are_relative_to_it(here, monkeypatch):
    write(here, "messaging: house\naccounts: lists/accounts.csv\n")
    (here / "a").mkdir()
    assert load_settings(here / "a", {}).messaging == Path("house")
    monkeypatch.chdir(here / "a")
    settings = load_settings(here / "a", {})
    assert (settings.messaging, settings.accounts) == (here / "house", here / "lists" / "accounts.csv")


def test_settings_beside_the_messaging_are_found(here):
    write(here / "messaging", "fail_on: low\n")
    write(here / "messaging", "company: {name: A}\n", "company.yaml")
    settings = load_settings(here, {})
    assert (settings.fail_on, settings.messaging) == ("low", Path("messaging"))


def test_pyproject_is_read_where_it_has_a_section(here):
    write(here, '[tool.msgcheck]\nfail_on = "low"\n[tool.msgcheck.embedder]\nkind = "hashing"\n', "pyproject.toml")
    settings = load_settings(here, {})
    assert (settings.fail_on, settings.embedder.kind) == ("low", "hashing")


def test_pyproject_without_a_section_is_passed_over(here):
    write(here, "fail_on: low\n")
    write(here / "a", "[project]\nname = 'x'\n", "pyproject.toml")
    assert load_settings(here / "a", {}).fail_on == "low"


def test_config_names_another_file(here):
    write(here, "fail_on: low\n")
    write(here, "fail_on: medium\n", "other.yaml")
    assert load_settings(here, {}, config=Path("other.yaml")).fail_on == "medium"
    assert load_settings(here, {"MSGCHECK_CONFIG": "other.yaml"}).fail_on == "medium"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("threads: 1\nmesaging: x\n", ":2", "did you mean 'messaging'"),
        ("fail_on: hgh\n", ":1", "did you mean 'high'"),
        ("fail_on: sometimes\n", ":1", "use one of high, medium, low, none"),
        ("threads: two\n", ":1", "must be a whole number"),
        ("threads: -1\n", ":1", "must not be negative"),
        ("thresholds:\n  ask: much\n", ":2", "'thresholds.ask' must be a number"),
        ("documents:\n  - match: x\n    persna: y\n", ":3", "did you mean 'persona'"),
        ("embedder: hashing\n", ":1", "must be a map"),
        ("messaging: [a, b]\n", ":1", "must be one value"),
        ("threads: 1\nthreads: 2\n", ":2", "stands twice"),
        ("messaging: [\n", ":2", "cannot be read as YAML"),
        ("- a\n", ":1", "must be a map"),
    ],
)
def test_a_mistake_in_a_file_is_named_with_its_line(here, text, where, what):
    write(here, text)
    with pytest.raises(SettingsError, match=what) as caught:
        load_settings(here, {})
    assert caught.value.where == f"msgcheck.yaml{where}"


def test_a_mistake_in_toml_is_named_with_its_line(here):
    write(here, '[project]\nname = "x"\n\n[tool.msgcheck]\nfail_on = "low"\nthreds = 2\n', "pyproject.toml")
    with pytest.raises(SettingsError, match="did you mean 'threads'") as caught:
        load_settings(here, {})
    assert caught.value.where == "pyproject.toml:6"


def test_a_mistake_in_the_environment_names_the_variable(here):
    with pytest.raises(SettingsError) as caught:
        load_settings(here, {"MSGCHECK_THREADS": "many"})
    assert caught.value.where == "MSGCHECK_THREADS"


def test_a_settings_file_that_is_not_there_is_a_mistake(here):
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(here, {}, config=Path("none.yaml"))


def test_an_audience_from_the_command_line_goes_behind_all_others(here):
    write(here, "documents: [{match: '**', persona: hr, segment: retail}]\n")
    settings = for_all_documents(load_settings(here, {}), {"persona": "cfo", "region": None})
    assert [(entry.match, entry.persona) for entry in settings.documents] == [("**", "hr"), ("**", "cfo")]
    assert for_all_documents(settings, {"region": None}) is settings
