"""Errors become exit codes in one place, and nothing heavy is loaded before it is needed."""

import io
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from msgcheck.cli import main as main_module
from msgcheck.cli.main import COMMANDS, cli, run
from msgcheck.errors import InputError, MessagingError, Mistake

HEAVY = ("numpy", "spacy", "torch", "sentence_transformers", "lxml", "pptx", "docx", "openpyxl", "sklearn")
ROOT = Path(__file__).resolve().parents[2]


def python(code, *, check=True):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=check, cwd=ROOT)


def raising(monkeypatch, error):
    """Make the command `doctor` raise."""

    @click.command()
    def command():
        raise error

    monkeypatch.setattr(
        main_module.Commands, "get_command", lambda self, ctx, name: command if name == "doctor" else None
    )


# --- every failure is 2 ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-command"],
        ["--no-such-option"],
        ["scan"],
        ["scan", "--fail-on", "severe", "."],
        ["scan", "--as-of", "soon", "."],
        ["scan", "--output"],
        ["check", "--format", "html"],
        ["evaluate"],
        ["say"],
    ],
)
def test_usage_error_is_two_and_says_why(arguments):
    errors = io.StringIO()
    assert run(arguments, stderr=errors) == 2
    assert errors.getvalue().strip()


@pytest.mark.parametrize(
    "error",
    [
        InputError("it cannot be used", where="a.yaml", hint="do this"),
        click.ClickException("it cannot be used"),
        click.UsageError("it cannot be used"),
        click.FileError("a.yaml", "it cannot be used"),
        RuntimeError("it cannot be used"),
        OSError("it cannot be used"),
        MemoryError("it cannot be used"),
        RecursionError("it cannot be used"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_failure_is_two_and_says_why(monkeypatch, error):
    raising(monkeypatch, error)
    errors = io.StringIO()
    assert run(["doctor"], stderr=errors) == 2
    assert "it cannot be used" in errors.getvalue()


@pytest.mark.parametrize(
    "error", [click.Abort(), KeyboardInterrupt(), EOFError()], ids=lambda error: type(error).__name__
)
def test_abort_is_two(monkeypatch, error):
    raising(monkeypatch, error)
    assert run(["doctor"], stderr=io.StringIO()) == 2


@pytest.mark.parametrize("code", [0, 1, 3, None, "text"])
def test_exit_of_a_library_is_two(monkeypatch, code):
    """Nothing but the report may say that all is well, or that there are findings."""
    raising(monkeypatch, SystemExit(code))
    assert run(["doctor"], stderr=io.StringIO()) == 2


def test_mistakes_in_messaging_are_listed_one_a_line(monkeypatch):
    mistakes = [Mistake(path="a.yaml", line=number, column=1, what="mend this") for number in (1, 2)]
    raising(monkeypatch, MessagingError(mistakes))
    errors = io.StringIO()
    assert run(["doctor"], stderr=errors) == 2
    assert errors.getvalue().splitlines() == ["a.yaml:1:1: mend this", "a.yaml:2:1: mend this"]


def test_crash_shows_where_only_when_asked(monkeypatch):
    raising(monkeypatch, RuntimeError("odd"))
    quiet, loud = io.StringIO(), io.StringIO()
    run(["doctor"], stderr=quiet)
    monkeypatch.setenv("MSGCHECK_TRACEBACK", "1")
    run(["doctor"], stderr=loud)
    assert "Traceback" not in quiet.getvalue()
    assert "MSGCHECK_TRACEBACK" in quiet.getvalue()
    assert "Traceback" in loud.getvalue()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells of a closed pipe in another way")
def test_closed_pipe_is_two(tmp_path):
    """`msgcheck explain MC101 | head -0`: nobody reads on."""
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [sys.executable, "-m", "msgcheck", "explain", "MC101"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path
    )  # fmt: skip
    os.close(writer)
    assert process.returncode == 2
    assert "Traceback" not in process.stderr


# --- help ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["--version"], *[[name, "--help"] for name in COMMANDS]])
def test_help_is_no_failure(arguments, capsys):
    assert run(arguments) == 0
    assert capsys.readouterr().out.strip()


def test_help_tells_every_command_and_the_exit_codes(capsys):
    run(["--help"])
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)
    assert "2 could not check" in " ".join(out.split())


def test_every_command_has_a_line_of_help():
    context = click.Context(cli)
    for name in COMMANDS:
        assert cli.get_command(context, name).get_short_help_str(80), name


@pytest.mark.parametrize("variable", ["MSGCHECK_VERSION", "MSGCHECK_HELP", "MSGCHECK_EXPLAIN_HELP"])
def test_environment_cannot_turn_a_check_into_help(monkeypatch, variable, capsys):
    """A container that pins MSGCHECK_VERSION=1 must not pass every gate."""
    monkeypatch.setenv(variable, "1")
    assert run(["explain", "MC101"]) == 0
    assert "says the opposite" in capsys.readouterr().out


# --- nothing heavy ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "import msgcheck",
        "import msgcheck.cli.main",
        "from msgcheck.cli.main import run; run(['--help'])",
        "from msgcheck.cli.main import run; run(['--version'])",
        "from msgcheck.cli.main import run; run(['scan', '--help'])",
        "from msgcheck.cli.main import run; run(['check', '--help'])",
    ],
)
def test_nothing_heavy_is_loaded_for_help(code):
    loaded = python(f"{code}\nimport sys\nprint([name for name in {HEAVY!r} if name in sys.modules])").stdout
    assert loaded.splitlines()[-1] == "[]"


HELP_AND_A_SUM = """
from time import process_time
begun = process_time()
from msgcheck.cli.main import run
run(["--help"])
told = process_time()
total = 0
for number in range(7_000_000):
    total += number
print((told - begun) / (process_time() - told))
"""


@pytest.mark.slow
def test_help_comes_at_once():
    """In less time than a sum of seven million numbers takes, about half a second: a slow machine adds slowly, too."""
    assert min(float(python(HELP_AND_A_SUM).stdout.splitlines()[-1]) for _ in range(3)) < 1


def test_verbose_logs_to_stderr_only(capsys):
    assert run(["-v", "explain", "MC101"]) == 0
    assert "msgcheck:" not in capsys.readouterr().out


# --- threads ----------------------------------------------------------------------------------------

THREADS_AT_WORK = """
import os, sys
import msgcheck.cli.main as main
main.run = lambda: print('numpy' in sys.modules, os.environ['OPENBLAS_NUM_THREADS']) or 0
main.main()
"""


@pytest.mark.parametrize(("chosen", "found"), [("", "1"), ("3", "3")], ids=["unset", "chosen"])
def test_small_products_take_one_thread_unless_somebody_chose_otherwise(chosen, found, monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if chosen:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", chosen)
    assert python(THREADS_AT_WORK).stdout.split() == ["False", found]
