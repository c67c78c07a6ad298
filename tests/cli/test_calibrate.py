"""`msgcheck calibrate` on rows written here, and on a tiny labelled set."""

import json
import sys

import pytest

from msgcheck import assembly
from msgcheck.cli.main import run
from msgcheck.codes import CLEAN, Label
from msgcheck.judge.calibration import load_calibration
from tests.builders_judge import StubJudge
from tests.cli.plain_stages import APPROVED, FORBIDDEN, HOUSE, OUTDATED, write


class OverconfidentJudge(StubJudge):
    """Raises what says "surely", and is far too sure of it."""

    raise_at = 0.5

    def judge(self, statement, candidates):
        self.labels = {statement.text: Label.OVERSTATED} if "surely" in statement.text else {}
        said = super().judge(statement, candidates)
        return said if said.label in CLEAN else type(said)(statement=statement, label=said.label, score=0.9)


def row(number, *, drifted, **more):
    text = f"Berth {number} is {'surely ' if drifted else ''}quicker to reach with Harbourlight."
    label = "overstated" if drifted else "consistent"
    return {
        "id": f"r-{number}",
        "statement": text,
        "context": "",
        "channel": "email",
        "message_id": "quay",
        "label": label,
        "severity": "low" if drifted else "none",
    } | more


ROWS = [row(number, drifted=number % 2 == 0) for number in range(36)]


def rows_file(folder, rows=ROWS, name="rows.jsonl"):
    path = folder / name
    path.write_text("".join(json.dumps(item) + "\n" for item in rows), encoding="utf-8")
    return path


def calibrated(capsys, *arguments):
    code = run(["calibrate", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def overconfident(plain, monkeypatch):
    monkeypatch.setattr(assembly, "packaged_judge", lambda **_: OverconfidentJudge())
    return plain


def test_calibrate_writes_beside_the_settings_and_prints_both(overconfident, capsys):
    code, out, err = calibrated(capsys, rows_file(overconfident))
    assert code == 0, err
    assert "36 labelled rows, 18 of them clean" in out
    for said in ("calibration error", "before", "after", "note: clean rows", "ask: drift rows", "raise "):
        assert said in out
    found = load_calibration(overconfident / "msgcheck-calibration.json")
    assert found.models.embedder == "hashing@512" or found.models.embedder.startswith("hashing@")
    assert "write into msgcheck.yaml" not in err


def test_calibrate_says_which_bar_rests_on_how_many_clean_rows(overconfident, capsys):
    out = calibrated(capsys, rows_file(overconfident))[1]
    assert "of 18 clean rows" in out
    assert "1,197 clean rows or more" in out


def test_calibration_beside_the_settings_counts_from_then_on(overconfident, capsys):
    deck = write(overconfident / "docs" / "deck.md", "Berth 4 is surely quicker to reach with Harbourlight.")
    run(["scan", str(deck), "--format", "json", "--all"])
    before = json.loads(capsys.readouterr().out)["findings"][0]["probability"]
    # Of what the judge raises, a sixth is clean: it is too sure.
    mixed = [item | ({"label": "consistent"} if number % 12 == 0 else {}) for number, item in enumerate(ROWS)]
    assert calibrated(capsys, rows_file(overconfident, mixed))[0] == 0
    run(["scan", str(deck), "--format", "json", "--all"])
    report = json.loads(capsys.readouterr().out)
    assert report["calibrated"] is True
    assert report["findings"][0]["probability"] < before


def test_calibrating_twice_is_calibrating_once(overconfident, capsys):
    path = rows_file(overconfident)
    calibrated(capsys, path)
    first = (overconfident / "msgcheck-calibration.json").read_bytes()
    calibrated(capsys, path)
    assert (overconfident / "msgcheck-calibration.json").read_bytes() == first


def test_calibrate_writes_where_it_is_told_and_says_how_to_use_it(overconfident, capsys):
    out = overconfident / "kept" / "ours.json"
    code, _, err = calibrated(capsys, rows_file(overconfident), "--output", out)
    assert code == 0
    assert out.is_file()
    assert f"calibration: {out}" in err


def test_calibration_of_other_models_is_left_out_with_a_word(overconfident, capsys, caplog):
    calibrated(capsys, rows_file(overconfident))
    path = overconfident / "msgcheck-calibration.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {"embedder": "other@1"}), encoding="utf-8")
    deck = write(overconfident / "docs" / "deck.md", OUTDATED)
    run(["scan", str(deck), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["calibrated"] is True
    assert "run msgcheck calibrate again" in caplog.text


def test_broken_calibration_is_two(plain, capsys):
    (plain / "msgcheck-calibration.json").write_text("{}", encoding="utf-8")
    assert run(["scan", str(write(plain / "docs" / "deck.md", OUTDATED))]) == 2
    assert "msgcheck-calibration.json" in capsys.readouterr().err


def test_calibrate_mends_a_model_without_thresholds(overconfident, capsys):
    (overconfident / "msgcheck.yaml").write_text("embedder: {kind: hashing}\ncache: cache\n", encoding="utf-8")
    calibration = assembly.packaged_calibration()
    from dataclasses import replace

    other = replace(calibration, models=replace(calibration.models, embedder="other@1"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembly, "packaged_calibration", lambda: other)
        deck = write(overconfident / "docs" / "deck.md", "Berth 4 is surely quicker to reach with Harbourlight.")
        run(["scan", str(deck)])
        assert "Not calibrated" in capsys.readouterr().out
        out = calibrated(capsys, rows_file(overconfident))[1]
        assert "not calibrated" in out
        run(["scan", str(deck)])
        assert "Not calibrated" not in capsys.readouterr().out


def test_calibrate_reads_a_folder_of_rows(overconfident, capsys):
    folder = overconfident / "rows"
    folder.mkdir()
    rows_file(folder, ROWS[:20], "a.jsonl")
    rows_file(folder, ROWS[20:], "b.jsonl")
    assert "36 labelled rows" in calibrated(capsys, folder)[1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"message_id": "quey"}, "did you mean 'quay'"),
        ({"message_id": 7}, "'message_id' must be a text"),
        ({"label": "wrong"}, "'wrong' is not a label"),
        ({"label": "expired"}, "'expired' is not a label"),
        ({"channel": "slide"}, "'slide' is not a channel"),
        ({"channel": ["email"]}, "'channel' must be a text"),
        ({"statement": None}, "'statement' must be a text"),
    ],
)
def test_bad_row_is_two_and_named_by_its_line(overconfident, capsys, wrong, said):
    code, out, err = calibrated(capsys, rows_file(overconfident, [*ROWS[:3], ROWS[3] | wrong, *ROWS[4:]]))
    assert (code, out) == (2, "")
    assert "rows.jsonl:4" in err
    assert said in err


def test_unreadable_line_is_two_and_named(overconfident, capsys):
    path = rows_file(overconfident)
    path.write_text(path.read_text("utf-8") + '{"id": "r-99"\n', encoding="utf-8")
    code, _, err = calibrated(capsys, path)
    assert code == 2
    assert "rows.jsonl:37" in err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (ROWS[:12], "12 labelled rows are too few"),
        ([row(number, drifted=False) for number in range(40)], "all 40 rows are clean"),
        ([row(number, drifted=True) for number in range(40)], "all 40 rows are drifted"),
        ([], "0 labelled rows"),
    ],
)
def test_rows_that_teach_nothing_are_two_and_write_nothing(overconfident, capsys, rows, said):
    code, _, err = calibrated(capsys, rows_file(overconfident, rows))
    assert code == 2
    assert said in err
    assert not (overconfident / "msgcheck-calibration.json").exists()


@pytest.mark.parametrize(
    "arguments", [[], ["rows.jsonl", "--set", "."], ["rows.jsonl", "--clean", "."], ["gone.jsonl"]]
)
def test_wrong_usage_is_two(overconfident, capsys, arguments):
    rows_file(overconfident)
    assert calibrated(capsys, *arguments)[0] == 2


def test_calibrate_without_messaging_is_two(overconfident, capsys):
    code, _, err = calibrated(capsys, rows_file(overconfident), "--messaging", overconfident / "gone")
    assert code == 2
    assert "gone" in err


def test_calibration_that_cannot_be_written_is_two(overconfident, capsys):
    (overconfident / "file").write_text("", encoding="utf-8")
    code, _, err = calibrated(capsys, rows_file(overconfident), "--output", overconfident / "file" / "c.json")
    assert code == 2
    assert "cannot be written" in err


def test_fitting_without_scikit_learn_names_the_extra(plain, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    code, _, err = calibrated(capsys, "--set", plain)
    assert code == 2
    assert "msgcheck[train]" in err


LABELS = ("consistent", "overstated", "figure_changed", "outdated", "forbidden", "not_a_claim", "understated")
LABELS += ("contradicts", "reframed", "unsupported")
BASES = {"outdated": OUTDATED, "forbidden": FORBIDDEN}


@pytest.mark.slow
def test_judge_is_fitted_anew_to_a_set_and_found_by_its_folder(plain, capsys, monkeypatch):
    from msgcheck.judge.combine import packaged_judge

    monkeypatch.setattr(assembly, "packaged_judge", packaged_judge)
    for company in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"):
        folder = plain / "set" / company
        folder.mkdir(parents=True)
        (folder / "messaging.yaml").write_text(HOUSE, encoding="utf-8")
        labelled = [
            row(number, drifted=False, label=label, statement=f"Note {number}: {BASES.get(label, APPROVED)}")
            for number, label in enumerate(LABELS * 2)
        ]
        rows_file(folder, labelled, "statements.jsonl")
    monkeypatch.setattr("msgcheck.training.combination.ROUNDS", 2)
    code, out, err = calibrated(capsys, "--set", plain / "set")
    assert code == 0, err
    assert "auroc" in out
    assert "clean labelled statements alone" in out
    assert f"judge: {'msgcheck-judge'}" in err
    (plain / "msgcheck.yaml").write_text(
        "embedder: {kind: hashing}\ncache: cache\njudge: msgcheck-judge\n", encoding="utf-8"
    )
    run(["scan", str(write(plain / "docs" / "deck.md", OUTDATED)), "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert report["calibrated"] is True
    assert report["judge"] == load_calibration(plain / "msgcheck-judge" / "calibration.json").models.judge
