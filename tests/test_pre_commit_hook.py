"""The hook for pre-commit: what it is called on, and what it answers, called as pre-commit calls it."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from msgcheck.cli.main import run
from msgcheck.watching.watched_formats import watched_formats
from tests.cli.plain_stages import APPROVED, FORBIDDEN, plain, write

__all__ = ["plain"]

ROOT = Path(__file__).resolve().parents[1]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def committed(*files, arguments=()):
    """Return the exit code of the hook for a commit of these files; the working folder is the repository's top."""
    program, *words = shlex.split(HOOK["entry"])
    assert program == "msgcheck"
    return run([*words, *arguments, *map(str, files)])


@pytest.mark.parametrize("suffix", sorted(watched_formats()))
def test_hook_is_called_on_every_format_that_is_read(suffix):
    assert re.search(HOOK["files"], f"templates/offer.{suffix}")


@pytest.mark.parametrize("name", ["main.py", "offer.md.bak", "md", "messaging/house.yaml", "Makefile", "box.mbox"])
def test_hook_is_not_called_on_other_files(name):
    assert not re.search(HOOK["files"], name)


def test_hook_is_called_on_files_with_loud_names():
    assert re.search(HOOK["files"], "OFFER.DOCX")


def test_hook_loads_the_models_once():
    assert HOOK["require_serial"] is True


def test_hook_lets_a_clean_commit_pass_without_a_word(plain, capsys):
    assert committed(write(plain / "offer.md", "Dear {{first_name}},", APPROVED)) == 0
    assert capsys.readouterr() == ("", "")


def test_hook_holds_a_commit_and_shows_the_sentence(plain, capsys):
    files = [write(plain / "docs" / "offer.md", FORBIDDEN), write(plain / "fine.md", APPROVED)]
    assert committed(*files) == 1
    assert FORBIDDEN in capsys.readouterr().out


def test_hook_lets_an_empty_file_pass(plain):
    (plain / "empty.md").touch()
    assert committed("empty.md") == 0


def test_hook_holds_a_commit_that_could_not_be_checked(plain):
    assert committed(write(plain / "offer.md", APPROVED), arguments=["--messaging", "nowhere"]) == 2
