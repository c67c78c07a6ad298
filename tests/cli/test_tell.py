"""tell: a verdict, the list, an answer."""

import pytest
from click.testing import CliRunner

from msgcheck.cli.main import cli, run


def called(*arguments):
    result = CliRunner().invoke(cli, ["tell", *arguments], standalone_mode=False, auto_envvar_prefix="MSGCHECK")
    if result.exception is not None:
        raise result.exception
    return result.stdout


def failed(*arguments, capsys):
    assert run(["tell", *arguments]) == 2
    return capsys.readouterr().err


def test_tell_says_what_was_told_and_that_no_name_is_kept(plain):
    assert called("quay", "--works") == "Told marketing that quay works, without a name.\n"


def test_tell_lists_counts_words_answers_and_ages(plain, monkeypatch):
    called("quay", "--works")
    called("quay", "they ask what it costs", "--customers-ask-instead", "--name", "Tom")
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-18T09:00:00+00:00")
    assert called("--answer", "1", "Good to hear.") == "Answered number 1, on quay.\n"
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-26T09:00:00+00:00")
    assert called("--list") == (
        "quay: works 1, customers ask instead 1; 1 without an answer\n"
        "  Harbourlight cuts waiting times at the quay by up to 30%.\n"
        "   1  works (10 days ago)\n"
        "      marketing: Good to hear. (8 days ago)\n"
        '   2  customers ask instead: "they ask what it costs" (10 days ago, Tom)\n'
        "      no answer yet\n"
    )


def test_tell_lists_one_message(plain):
    called("quay", "--works")
    called("setup", "--does-not-land")
    assert "quay" not in called("setup", "--list")


def test_tell_says_so_where_nobody_told_anything(plain):
    assert called("--list") == "Nobody has told anything yet.\n"
    assert called("quay", "--list") == "Nobody has told anything of quay yet.\n"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["quay"], "say how the message does"),
        ([], "say how the message does"),
        (["--works"], "no message is named"),
        (["quay", "--works", "--list"], "do not go together"),
        (["quayside", "--works"], "the nearest are quay"),
        (["--answer", "3", "Yes."], "there is no number 3"),
        (["quay", "a" * 1001, "--works"], "1,000 is the most"),
    ],
)
def test_tell_refuses_what_makes_no_sense(plain, capsys, arguments, what):
    assert what in failed(*arguments, capsys=capsys)
