"""`msgcheck gate`: its options, and what it shows of what was counted."""

import json
from datetime import date

import pytest

from msgcheck.cli.main import run
from msgcheck.gate.counts import Counting, counts_path
from msgcheck.gate.outcome import Happened, Outcome, Raised


@pytest.fixture
def counted(plain):
    """A folder with what was counted in two months."""
    for day in (date(2026, 10, 5), date(2026, 11, 5)):
        counting = Counting(counts_path(), today=lambda day=day: day)
        counting.note(Outcome(happened=Happened.FOUND, raised=(Raised(code="MC203", message_id="floor"),)))
        counting.note(Outcome(happened=Happened.OVER_BUDGET))
        counting.write()
    return plain


def test_gate_counts_shows_each_month(counted, capsys):
    assert run(["gate", "counts"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("2026-11: 2 mails\n")
    assert "2026-10: 2 mails\n" in out
    assert "         1  MC203 floor\n" in out


def test_gate_counts_as_json_names_the_month_that_is_asked_for(counted, capsys):
    assert run(["gate", "counts", "--format", "json", "--month", "2026-11"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema": "msgcheck.gate-counts/1",
        "mails": [
            {"month": "2026-11", "happened": "found", "count": 1},
            {"month": "2026-11", "happened": "over-budget", "count": 1},
        ],
        "raised": [{"month": "2026-11", "code": "MC203", "message_id": "floor", "happened": "found", "count": 1}],
    }


def test_gate_counts_without_any_says_so(plain, capsys):
    assert run(["gate", "counts"]) == 0
    assert capsys.readouterr().out == "Nothing was counted yet.\n"


def test_gate_counts_of_a_broken_file_is_two(counted, capsys):
    counts_path().write_text("{", encoding="utf-8")
    assert run(["gate", "counts"]) == 2
    assert "no file of counts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--listen", "8899"], "no address to listen on"),
        (["--hold", "MC203"], "--hold needs --mode"),
        (["--mode", "reject"], "needs --hold"),
        (["--mode", "quarantine", "--hold", "MC999"], "MC999 is no code"),
        (["--mode", "discard"], "is not one of"),
        (["--socket-mode", "9"], "no file mode"),
        (["--budget-ms", "0"], "budget-ms"),
    ],
)
def test_gate_milter_with_options_that_make_no_sense_is_two(plain, capsys, options, said):
    assert run(["gate", "milter", *options]) == 2
    assert said in capsys.readouterr().err


def test_gate_milter_help_says_what_postfix_needs(capsys):
    run(["gate", "milter", "--help"])
    assert "milter_default_action = accept" in " ".join(capsys.readouterr().out.split())
