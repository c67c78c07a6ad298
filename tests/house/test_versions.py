"""The messaging of another folder, and of a commit."""

import os
import subprocess

import pytest

from msgcheck.errors import InputError
from msgcheck.house.versions import messaging_at

HOUSE = """\
version: 1
company: {name: Harbourlight}
messages:
  - {id: quay, type: claim, text: "%s"}
"""
OLD, NEW = "Waiting times fall by up to 20%.", "Waiting times fall by up to 30%."


def git(folder, *arguments):
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))
    }
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, env=environment)


@pytest.fixture
def repository(tmp_path):
    """A repository whose branch main holds the old line; the new one stands in the working tree only."""
    house = tmp_path / "texts" / "messaging"
    house.mkdir(parents=True)
    (house / "house.yaml").write_text(HOUSE % OLD, encoding="utf-8")
    (house / "notes.txt").write_text("no messaging", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Start")
    (house / "house.yaml").write_text(HOUSE % NEW, encoding="utf-8")
    return house


def text_at(against, current):
    return messaging_at(against, current).messages[0].text


@pytest.mark.parametrize("ref", ["main", "HEAD", "refs/heads/main"])
def test_messaging_at_reads_a_commit(repository, ref):
    assert text_at(ref, repository) == OLD


def test_messaging_at_reads_the_one_file_the_settings_name(repository):
    assert text_at("main", repository / "house.yaml") == OLD


def test_messaging_at_reads_a_repository_that_is_all_messaging(tmp_path):
    (tmp_path / "house.yaml").write_text(HOUSE % OLD, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "Start")
    assert text_at("main", tmp_path) == OLD


def test_messaging_at_leaves_the_working_tree_alone(repository):
    text_at("main", repository)
    assert (repository / "house.yaml").read_text(encoding="utf-8") == HOUSE % NEW


def test_messaging_at_reads_a_folder(tmp_path, repository):
    other = tmp_path / "other"
    other.mkdir()
    (other / "house.yaml").write_text(HOUSE % "Another line of ours.", encoding="utf-8")
    assert text_at(str(other), repository) == "Another line of ours."


@pytest.mark.parametrize("ref", ["nowhere", "--all", "main:texts", ""])
def test_messaging_at_refuses_what_is_no_commit(repository, ref, monkeypatch):
    monkeypatch.chdir(repository)
    with pytest.raises(InputError, match="no folder, branch, tag or commit") as caught:
        messaging_at(ref, repository)
    assert caught.value.hint


def test_messaging_at_refuses_a_folder_outside_any_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "messaging").mkdir()
    with pytest.raises(InputError, match="in no git repository"):
        messaging_at("main", tmp_path / "messaging")


def test_messaging_at_refuses_a_commit_without_messaging(repository):
    later = repository.parent / "later"
    later.mkdir()
    with pytest.raises(InputError, match="no messaging at main"):
        messaging_at("main", later)


def test_messaging_at_names_the_mistakes_of_a_commit(repository):
    (repository / "house.yaml").write_text("version: 1\nmessages: 3\n", encoding="utf-8")
    git(repository, "commit", "-qam", "Break it")
    with pytest.raises(
        InputError, match=r"the messaging at HEAD holds mistakes, the first: texts/messaging/house.yaml:"
    ):
        messaging_at("HEAD", repository)
