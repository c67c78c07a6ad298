import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from msgcheck.cli.main import run
from msgcheck.cli.messaging import command
from msgcheck.messaging.json_schema import json_schema

HOUSE = """
company: {name: Acme}
messages:
  - {id: pos, type: positioning, text: Acme is the onboarding software for teams., owner: brand}
  - {id: val, type: claim, text: Acme cuts onboarding time by up to 30%., evidence: 2025 study, valid_until: 2026-12-01,
     variants: [{text: Up to 30% less time., persona: cfo}]}
  - {id: dif, type: differentiator, text: Acme is set up by your own people.}
internal_only:
  - {id: floor, text: SECRETFLOOR is sixty., owner: pricing}
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "messaging"
    folder.mkdir()
    (folder / "m.yaml").write_text(HOUSE)
    return folder / "m.yaml"


def call(*arguments: str):
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def lint(*arguments: str):
    return call("lint", "--quick", "--today", "2026-11-20", *arguments)


def test_lint_prints_place_level_and_remedy(house):
    result = lint()
    assert result.stdout == (
        "messaging/m.yaml:5:5: warning: val: expires in 11 days, on 2026-12-01: "
        "renew `valid_until` or prepare its successor\n"
    )
    assert result.stderr == "messaging: 1 warning\n"
    assert result.exit_code == 0


def test_lint_strict_fails_on_warnings(house):
    assert lint("--strict").exit_code == 2


def test_lint_shows_mistakes_as_errors_and_fails(house):
    house.write_text(HOUSE.replace("type: claim", "type: clame"))
    result = lint()
    assert result.stdout == "messaging/m.yaml:5:21: error: unknown type 'clame'; did you mean 'claim'?\n"
    assert result.exit_code == 2


def test_lint_json_is_one_object(house):
    report = json.loads(lint("--format", "json").stdout)
    assert report["schema"] == "msgcheck.lint/1"
    assert [(item["check"], item["line"], item["id"]) for item in report["items"]] == [("expires-soon", 5, "val")]


def test_lint_takes_a_path(house, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("company: {name: B}\n")
    assert (
        lint("other.yaml").stdout
        == "other.yaml:1:1: error: no file holds a message: add at least one under `messages:`\n"
    )


def test_show_prints_messages_with_variants_and_proof(house):
    assert call("show", "val").stdout == (
        "val (claim)\n"
        "  Acme cuts onboarding time by up to 30%.\n"
        "  evidence:  2025 study\n"
        "  valid:     until 2026-12-01\n"
        "  - Up to 30% less time.\n"
        "    for:       cfo\n"
    )


def test_show_keeps_internal_text_to_itself(house):
    shown = call("show").stdout
    assert "floor (internal only)\n  owner:     pricing\n" in shown
    assert "SECRETFLOOR" not in shown
    assert "SECRETFLOOR" in call("show", "--internal").stdout


def test_show_of_an_unknown_id_ends_with_2(house, capsys):
    assert run(["messaging", "show", "vall"]) == 2
    assert "did you mean 'val'?" in capsys.readouterr().err


def test_schema_prints_the_json_schema():
    assert json.loads(call("schema").stdout) == json_schema()


def test_export_writes_a_workbook_without_internal_only(house, tmp_path):
    result = call("export", "--format", "xlsx", "out.xlsx")
    assert result.exit_code == 0
    assert result.stderr == "wrote out.xlsx\nleft out 1 internal_only entries (--with-internal)\n"
    assert "internal_only" not in load_workbook(tmp_path / "out.xlsx").sheetnames


def test_export_with_internal_writes_them(house, tmp_path):
    call("export", "--with-internal", "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx")["internal_only"]["B2"].value == "SECRETFLOOR is sixty."


@pytest.mark.parametrize("arguments", [["show"], ["export", "x.xlsx"]])
def test_commands_without_messaging_say_how_to_start(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert run(["messaging", *arguments]) == 2
    assert "msgcheck init messaging" in capsys.readouterr().err
