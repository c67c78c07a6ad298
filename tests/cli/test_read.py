from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders_pdf import make_pdf
from click.testing import CliRunner, Result

from msgcheck.cli.main import run
from msgcheck.cli.read import command

LINE = b"We answer every call within one working day.\n"


def read(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def lines(*arguments: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in read("--format", "json", *arguments).stdout.splitlines()]


def test_read_gives_one_json_line_a_path(tmp_path: Path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(LINE)
    found = lines(tmp_path / "b.txt", tmp_path / "a.txt")
    assert [(Path(str(line["document"])).name, line["status"]) for line in found] == [
        ("b.txt", "read"),
        ("a.txt", "read"),
    ]


def test_read_gives_a_json_line_for_what_is_skipped(tmp_path: Path):
    (tmp_path / "a.pptx").write_bytes(b"")
    (line,) = lines(tmp_path / "a.pptx")
    assert (line["status"], line["reason"], line["blocks"]) == ("skipped", "the file is empty", [])


def test_read_puts_what_lies_inside_after_all_paths(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(make_pdf(["See the list."], attachment=("list.txt", LINE)))
    (tmp_path / "b.txt").write_bytes(LINE)
    outer, other, inner = lines(tmp_path / "a.pdf", tmp_path / "b.txt")
    assert (outer["parent"], other["parent"]) == (None, None)
    assert (inner["document"], inner["parent"]) == (f"{tmp_path}/a.pdf/list.txt", f"{tmp_path}/a.pdf")


def test_read_gives_a_line_for_every_file_of_a_folder(tmp_path: Path):
    for name in ("a.txt", "b.bin"):
        (tmp_path / name).write_bytes(LINE)
    assert [Path(str(line["document"])).name for line in lines(tmp_path)] == ["a.txt", "b.bin"]


def test_read_writes_the_report_to_stdout_alone(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(LINE)
    result = read(tmp_path / "a.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{tmp_path}/a.txt\n  txt, language en: 1 line\n\n1 document read.\n"


def test_read_shows_the_text_where_asked_to(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(LINE)
    assert "[line 1] We answer every call" in read("--text", tmp_path / "a.txt").stdout


def test_read_takes_texts_for_mail_where_asked_to(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"Yes, gladly.\n\nOn Mon, 3 Mar 2025, Bo wrote:\n> Do you ship to Malta?\n")
    (line,) = lines("--as", "mail", tmp_path / "a.txt")
    roles = {block["text"]: block["role"] for block in line["blocks"]}  # type: ignore[attr-defined]
    assert roles["Yes, gladly."] == "own"
    assert "quoted" in roles.values()


def test_read_reads_the_other_files_where_a_path_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.txt").write_bytes(LINE)
    code = run(["read", str(tmp_path / "gone.pptx"), str(tmp_path / "a.txt")])
    out, err = capsys.readouterr()
    assert code == 2
    assert "1 document read" in out
    assert f"no such file or folder: {tmp_path}/gone.pptx" in err


def test_read_ends_with_2_where_nothing_could_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.pptx").write_bytes(b"")
    assert run(["read", str(tmp_path)]) == 2
    assert "none of the files could be read" in capsys.readouterr().err


def test_read_ends_with_2_for_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["read", str(tmp_path)]) == 2
    assert "there is no file to read in" in capsys.readouterr().err


def test_read_ends_with_0_where_some_file_could_be_read(tmp_path: Path):
    (tmp_path / "a.pptx").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(LINE)
    assert read(tmp_path).exit_code == 0


@pytest.mark.parametrize("arguments", [["read"], ["read", "--format", "yaml", "x"], ["read", "--as", "fax", "x"]])
def test_read_ends_with_2_for_a_wrong_call(arguments: list[str]):
    assert run(arguments) == 2
