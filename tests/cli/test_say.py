"""`msgcheck say`: the line to use."""

import sqlite3
from contextlib import closing

import pytest

from msgcheck.cli.main import run
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, PRIVATE


def said(capsys, *arguments):
    code = run(["say", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_say_gives_the_line_that_fits_first(plain, capsys):
    code, out, _ = said(capsys, "waiting", "at", "the", "quay")
    assert code == 0
    assert out.startswith(APPROVED)


def test_say_tells_proof_source_and_objection(plain, capsys):
    out = said(capsys, "waiting times at the quay; setup takes too long")[1]
    assert "Study of 2025" in out
    assert "It takes too long." in out
    assert "setup" in out


def test_say_never_offers_what_is_retired_or_ruled_out(plain, capsys):
    out = said(capsys, "we guarantee that you earn the fee back, waiting times 20%", "--most", "50")[1]
    assert FORBIDDEN not in out
    assert OUTDATED not in out
    assert "seventy-one" not in out


def test_say_gives_as_many_lines_as_asked_for(plain, capsys):
    out = said(capsys, "setup days quay waiting", "--most", "1")[1]
    assert out.count("    source") == 1


def test_say_has_no_line_for_what_nobody_approved(plain, capsys):
    code, out, _ = said(capsys, "zebra")
    assert code == 0
    assert out == (
        "Nothing approved about that.\n"
        "If customers ask for it, tell marketing: msgcheck tell MESSAGE TEXT --customers-ask-instead\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--most", "0", "x"],
        ["--as-of", "soon", "x"],
        ["x", "--messaging", "nowhere"],
        ["x", "--for", "nobody"],
        ["", " "],
    ],
)
def test_say_that_cannot_answer_is_two(plain, capsys, arguments):
    code, out, err = said(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err


def test_say_remembers_what_is_approved_and_nothing_of_the_question(plain, capsys):
    rows = []
    for question in ("waiting at the quay", PRIVATE, "a berth for Contoso"):
        said(capsys, question)
        with closing(sqlite3.connect(plain / "cache" / "cache.sqlite")) as cache:
            rows.append(cache.execute("select count(*) from vector").fetchone()[0])
    assert rows[0] > 0
    assert rows == rows[:1] * 3
