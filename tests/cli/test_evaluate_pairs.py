"""`msgcheck evaluate --pairs`: one line a pair, no messaging needed."""

import gzip
import json

import pytest

from msgcheck.cli.main import run

ROWS = [
    {"id": "a", "premise": "The crane lifts up to 12 tonnes.", "hypothesis": "The crane lifts up to 12 tonnes.", "group": "x"},
    {"premise": "The crane lifts up to 12 tonnes.", "hypothesis": "The crane lifts up to 20 tonnes."},
    {"id": 7, "premise": "Ferries run daily.", "hypothesis": "Is it raining?"},
]  # fmt: skip


@pytest.fixture
def bare(plain):
    """A folder without messaging."""
    (plain / "messaging" / "house.yaml").unlink()
    return plain


def pairs_file(folder, rows=ROWS, name="pairs.jsonl"):
    path = folder / name
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return path


def evaluated(capsys, *arguments):
    code = run(["evaluate", "--pairs", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize("name", ["pairs.jsonl", "pairs.jsonl.gz"])
def test_pairs_give_one_line_each_in_order(bare, capsys, name):
    out = bare / "out" / "said.jsonl"
    code, stdout, err = evaluated(capsys, pairs_file(bare, name=name), "--predictions", out)
    assert (code, stdout) == (0, ""), err
    found = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [item["id"] for item in found] == ["a", 2, 7]
    assert all(set(item) == {"id", "score", "label", "reasons"} for item in found)
    assert [item["label"] for item in found] == ["consistent", "figure_changed", "not_a_claim"]
    assert found[0]["score"] < 0.5 < found[1]["score"]
    assert "3 pairs judged, 1 raised" in err


def test_pairs_go_to_stdout_where_no_file_is_named(bare, capsys):
    code, out, _ = evaluated(capsys, pairs_file(bare))
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", 2, 7]


def test_no_pairs_give_no_lines(bare, capsys):
    code, out, _ = evaluated(capsys, pairs_file(bare, []))
    assert (code, out) == (0, "")


@pytest.mark.parametrize(
    "line",
    ['{"premise": "x"', "[]", "3", '{"premise": "x"}', '{"premise": "x", "hypothesis": null}', '{"hypothesis": "x"}'],
)
def test_bad_pair_is_two_and_named_by_its_line(bare, capsys, line):
    path = pairs_file(bare)
    path.write_text(path.read_text("utf-8") + line + "\n", encoding="utf-8")
    code, out, err = evaluated(capsys, path)
    assert (code, out) == (2, "")
    assert "pairs.jsonl:4" in err


def test_damaged_archive_is_two(bare, capsys):
    path = pairs_file(bare, name="pairs.jsonl.gz")
    path.write_bytes(path.read_bytes()[:-12])
    assert evaluated(capsys, path)[0] == 2


@pytest.mark.parametrize("arguments", [["gone.jsonl"], ["pairs.jsonl", "set"], ["pairs.jsonl", "--docs"]])
def test_wrong_usage_of_pairs_is_two(bare, capsys, arguments):
    pairs_file(bare)
    assert evaluated(capsys, *arguments)[0] == 2


def test_evaluate_of_nothing_is_two(bare, capsys):
    assert run(["evaluate"]) == 2
    assert "--pairs" in capsys.readouterr().err


def test_pairs_hold_separators_within_a_line(bare, capsys):
    rows = [ROWS[0] | {"premise": "The crane lifts\u2028up to 12 tonnes."}]
    path = bare / "pairs.jsonl"
    path.write_text(json.dumps(rows[0], ensure_ascii=False) + "\n", encoding="utf-8")
    assert evaluated(capsys, path)[0] == 0
