"""The commands with a store on a server, in place of a file."""

import pytest

from msgcheck.cli.main import run
from tests.cli.plain_stages import FORBIDDEN, OUTDATED, write


@pytest.fixture
def docs(plain):
    for number in range(3):
        write(plain / "docs" / f"{number}.md", FORBIDDEN, OUTDATED, f"This is document number {number}.")
    return plain / "docs"


def output(capsys, *arguments) -> str:
    """Run a command that works, and return what it printed."""
    assert run([str(argument) for argument in arguments]) in {0, 1}
    return capsys.readouterr().out


@pytest.mark.parametrize("format_", ["terminal", "json", "markdown"])
def test_report_of_a_server_is_that_of_a_file(docs, capsys, postgresql_url, format_):
    printed = []
    for store in (docs.parent / "own.sqlite3", postgresql_url):
        for _ in range(2):
            output(capsys, "scan", docs, "--store", store)
        printed.append(output(capsys, "report", "--store", store, "--format", format_))
    assert printed[0] == printed[1]
    assert "2 scans" in printed[0] or format_ != "terminal"


def test_store_that_the_settings_name_is_used_by_every_command(docs, capsys, postgresql_url):
    with (docs.parent / "msgcheck.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"store: {postgresql_url}\n")
    output(capsys, "scan", docs)
    output(capsys, "tell", "quay", "--works", "Landed well.")
    assert "Landed well." in output(capsys, "tell", "--list")
    assert not (docs.parent / "state" / "msgcheck.sqlite3").exists()


def test_server_that_is_down_loses_no_report(docs, capsys):
    code = run(["scan", str(docs), "--store", "postgresql://me:s3cret@127.0.0.1:1/team"])
    captured = capsys.readouterr()
    assert FORBIDDEN in captured.out
    assert "127.0.0.1:1/team" in captured.err
    assert "s3cret" not in captured.err + captured.out
    assert code == 2
