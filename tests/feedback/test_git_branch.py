"""A commit on a branch of its own: what the user works on stays as it is."""

import os
import subprocess

import pytest

from msgcheck.errors import InputError, MissingDependency
from msgcheck.feedback import git_branch
from msgcheck.feedback.git_branch import commit_on_branch, repository_of
from msgcheck.feedback.messaging_change import messaging_change
from tests.builders_decisions import HOUSE, XYZ, make_decision, make_divergence, write_house


def git(folder, *arguments):
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True, text=True)
    return done.stdout


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path):
    """No settings of the machine's own user."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Mina")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "mina@harbourlight.example")


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "our house"
    root.mkdir()
    write_house(root / "messaging")
    (root / "notes.txt").write_text("one\n", encoding="utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "Begin")
    return root


def change_of(root, house=HOUSE):
    return messaging_change(make_divergence(), make_decision(), write_house(root / "messaging", house))


def committed(root, branch="messaging/up-to-50"):
    return commit_on_branch(change_of(root).files, branch, message="Adopt what the field says\n")


def test_commit_holds_the_change_and_nothing_else(repository):
    commit = committed(repository)
    assert git(repository, "rev-parse", "messaging/up-to-50").strip() == commit
    assert git(repository, "diff", "--name-only", "main", commit) == "messaging/house.yaml\n"
    assert XYZ in git(repository, "show", f"{commit}:messaging/house.yaml")


def test_commit_leaves_branch_index_and_files_alone(repository):
    (repository / "notes.txt").write_text("two\n", encoding="utf-8")
    (repository / "new.txt").write_text("three\n", encoding="utf-8")
    git(repository, "add", "new.txt")
    before = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD", "--abbrev-ref", "HEAD")
    files = (repository / "messaging" / "house.yaml").read_bytes()
    committed(repository)
    after = git(repository, "status", "--porcelain"), git(repository, "rev-parse", "HEAD", "--abbrev-ref", "HEAD")
    assert after == before
    assert (repository / "messaging" / "house.yaml").read_bytes() == files


def test_commit_merges_into_the_branch_it_came_from(repository):
    git(repository, "merge", "-q", "--ff-only", committed(repository))
    assert XYZ in (repository / "messaging" / "house.yaml").read_text(encoding="utf-8")


def test_commit_follows_the_line_ends_of_the_repository(repository):
    (repository / ".gitattributes").write_text("*.yaml text eol=crlf\n", encoding="utf-8")
    git(repository, "add", ".gitattributes")
    git(repository, "commit", "-q", "-m", "Line ends")
    (repository / "messaging" / "house.yaml").write_bytes(HOUSE.replace("\n", "\r\n").encode())
    change = change_of(repository, HOUSE.replace("\n", "\r\n"))
    commit = commit_on_branch(change.files, "crlf", message="Adopt\n")
    assert (
        "\r"
        not in subprocess.run(
            ["git", "show", f"{commit}:messaging/house.yaml"], cwd=repository, capture_output=True, check=True
        ).stdout.decode()
    )


def test_an_existing_branch_is_refused_and_stays(repository):
    git(repository, "branch", "taken")
    with pytest.raises(InputError, match='branch "taken" already'):
        committed(repository, "taken")
    assert git(repository, "rev-parse", "taken") == git(repository, "rev-parse", "main")


@pytest.mark.parametrize("name", ["two words", "-f", "a..b", ""])
def test_a_name_no_branch_can_have_is_refused(repository, name):
    with pytest.raises(InputError, match="branch cannot be named"):
        committed(repository, name)


def test_uncommitted_changes_of_the_file_are_refused(repository):
    change = change_of(repository, HOUSE + "# mine\n")
    with pytest.raises(InputError, match="changes that are not committed") as caught:
        commit_on_branch(change.files, "b", message="Adopt\n")
    assert "house.yaml" in caught.value.where
    assert "--patch" in caught.value.hint


def test_a_file_that_was_never_committed_is_refused(repository):
    git(repository, "rm", "-q", "--cached", "messaging/house.yaml")
    git(repository, "commit", "-q", "-m", "Take out")
    with pytest.raises(InputError, match="not committed yet"):
        committed(repository)


def test_a_folder_without_repository_is_refused(tmp_path):
    with pytest.raises(InputError, match="does not lie in a git repository") as caught:
        committed(tmp_path)
    assert "--patch" in caught.value.hint


def test_a_repository_without_commit_is_refused(tmp_path):
    root = tmp_path / "new"
    root.mkdir()
    git(root, "init", "-q")
    with pytest.raises(InputError, match="no commit yet"):
        committed(root)


def test_nobody_who_commits_is_refused(repository, monkeypatch):
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)
    git(repository, "config", "user.useConfigOnly", "true")
    with pytest.raises(InputError, match="who you are"):
        committed(repository)


def test_git_that_is_not_installed_is_named(repository, monkeypatch):
    change = change_of(repository)

    def missing(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr(git_branch.subprocess, "run", missing)
    assert repository_of(repository) is None
    with pytest.raises(MissingDependency, match="git is not installed"):
        commit_on_branch(change.files, "b", message="Adopt\n")
