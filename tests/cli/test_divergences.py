"""`msgcheck divergences`: list, show, decide and notes over a real store."""

import json
import subprocess
from datetime import date

import pytest

from msgcheck.cli.main import run
from msgcheck.feedback.decisions_file import read_decisions
from msgcheck.history.sql_store import open_store
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Answer, DocumentId
from tests.builders_decisions import ABC, HOUSE, XYZ, write_house
from tests.builders_history import make_document, make_finding, make_scan

REASON = "no study backs it"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with messaging and a store in which four authors say 50% and one says something else."""
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("MSGCHECK_NOW", "2026-11-22T09:00:00")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    write_house(tmp_path / "messaging")
    documents = [deck(number, XYZ, date(2026, 6, number + 1)) for number in range(4)]
    documents += [deck(9, "Onboarding by 70% less.", date(2026, 6, 9), change="figure 30 percent > 70 percent")]
    documents += [deck(number, XYZ, date(2026, 9, number)) for number in (5, 6)]
    with open_store() as store:
        store.keep_scan(make_scan(*documents))
    return tmp_path


def deck(number, sentence, day, **changes):
    path = DocumentId(f"decks/{number}.pptx")
    return make_document(
        path,
        statements=(f"Deck number {number} on its own subject.", f"{number} is our number.", sentence),
        author=f"Author {number}",
        day=day,
        findings=(make_finding(sentence, document=path, approved=ABC, **changes),),
    )


def called(capsys, *arguments):
    code = run(["divergences", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def ids(capsys):
    """Return the ids by what was changed."""
    _, out, _ = called(capsys, "list", "--format", "json", "--all")
    return {one["change"]: one["id"] for one in json.loads(out)["divergences"]}


@pytest.fixture
def fifty(desk, capsys):
    return ids(capsys)["figure 30 percent > 50 percent"]


def test_list_shows_ids_sources_and_what_changed(fifty, capsys):
    code, out, err = called(capsys, "list")
    assert (code, err) == (0, "")
    assert out.startswith("Open (2)\n")
    assert fifty in out
    assert "6 sources, 6 decks, since 1 June 2026; product-marketing" in out


def test_list_of_an_empty_store_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    write_house(tmp_path / "messaging")
    assert called(capsys, "list")[:2] == (0, "No divergence to list.\n")


def test_list_of_an_unknown_message_is_an_error(desk, capsys):
    code, _, err = called(capsys, "list", "--message", "nope")
    assert code == 2
    assert 'There is no message "nope"' in err


def test_show_sets_both_wordings_side_by_side(fifty, capsys):
    code, out, _ = called(capsys, "show", fifty[4:9])
    assert code == 0
    assert "Approved (ABC)" in out
    assert "[30%.]" in out
    assert "[50%.]" in out
    assert "6 independent sources, 6 documents: 6 decks" in out
    assert "Owner:     product-marketing" in out


def test_show_on_a_narrow_terminal_sets_them_below_each_other(fifty, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    _, out, _ = called(capsys, "show", fifty)
    assert "  ABC Harbourlight" in out
    assert all(len(line) <= 60 for line in out.splitlines())


def test_show_unknown_names_the_nearest(fifty, capsys):
    near = fifty[:-1] + ("0" if fifty[-1] != "0" else "1")
    code, _, err = called(capsys, "show", near)
    assert code == 2
    assert fifty in err


def test_reject_is_kept_and_silent_with_its_reason(fifty, desk, capsys):
    code, out, _ = called(capsys, "decide", fifty, "reject", "--reason", REASON)
    assert code == 0
    assert f"rejected on 22 November 2026: {REASON}" in out
    assert "belongs to product-marketing" in out
    assert [one.answer for one in read_decisions(desk / "messaging" / "decisions.yaml")] == [Answer.REJECT]
    _, out, _ = called(capsys, "list")
    assert fifty not in out
    assert "1 more is settled" in out
    assert REASON in called(capsys, "list", "--all")[1]


def test_decided_already_is_refused_and_again_replaces(fifty, capsys):
    called(capsys, "decide", fifty, "reject", "--reason", REASON)
    code, _, err = called(capsys, "decide", fifty, "watch")
    assert code == 2
    assert f"rejected on 22 November 2026: {REASON}" in err
    assert "--again" in err
    assert called(capsys, "decide", fifty, "watch", "--again")[0] == 0
    out = called(capsys, "show", fifty)[1]
    assert "Being watched" not in out.partition("Open")[0]
    assert "Rejected on" in out
    assert "Put under watch on" in out


def test_adopt_writes_a_patch_that_makes_it_merged(fifty, desk, capsys):
    code, out, _ = called(
        capsys,
        *("decide", fifty, "adopt", "--patch", "adopt.patch"),
        *("--approved-by", "Ines Duarte", "--evidence", "Study of 2026"),
    )
    assert code == 0
    assert "waiting for the patch to be merged" in out
    assert "waiting" in called(capsys, "list")[1]
    subprocess.run(["git", "apply", "adopt.patch"], cwd=desk, check=True)
    message = load_messaging(desk / "messaging").message("onboarding-time")
    assert (message.text, message.approved_by) == (XYZ, "Ines Duarte")
    assert fifty not in called(capsys, "list")[1]
    assert "settled" in called(capsys, "list", "--all")[1].casefold()


def test_adopt_merged_without_proof_stays_visible(fifty, desk, capsys):
    called(capsys, "decide", fifty, "adopt", "--patch", "adopt.patch")
    subprocess.run(["git", "apply", "adopt.patch"], cwd=desk, check=True)
    out = called(capsys, "list")[1]
    assert fifty in out
    assert "Waiting for an approval and evidence." in out


def test_adopt_on_a_branch_leaves_the_files_alone(fifty, desk, capsys):
    git = ["git", "-c", "user.name=Mina", "-c", "user.email=mina@harbourlight.example"]
    for command in (["init", "-q"], ["add", "messaging"], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *command], cwd=desk, check=True)
    subprocess.run(["git", "config", "user.name", "Mina"], cwd=desk, check=True)
    subprocess.run(["git", "config", "user.email", "mina@harbourlight.example"], cwd=desk, check=True)
    code, out, err = called(capsys, "decide", fifty, "adopt", "--branch", "field/fifty")
    assert (code, err) == (0, "")
    assert "on the branch field/fifty" in out
    assert (desk / "messaging" / "house.yaml").read_text(encoding="utf-8") == HOUSE


def test_a_patch_never_replaces_a_file(fifty, desk, capsys):
    (desk / "mine.txt").write_text("mine", encoding="utf-8")
    code, _, err = called(capsys, "decide", fifty, "adopt", "--patch", "mine.txt")
    assert code == 2
    assert "such a file already" in err
    assert (desk / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert not (desk / "messaging" / "decisions.yaml").exists()


def test_messaging_changed_meanwhile_is_refused_and_nothing_written(fifty, desk, capsys):
    write_house(desk / "messaging", HOUSE.replace("30%", "35%"))
    code, _, err = called(capsys, "decide", fifty, "adopt")
    assert code == 2
    assert "changed meanwhile" in err
    assert not list(desk.glob("*.patch"))
    assert not (desk / "messaging" / "decisions.yaml").exists()


def test_a_single_document_is_no_proposal(desk, capsys):
    seventy = ids(capsys)["figure 30 percent > 70 percent"]
    code, _, err = called(capsys, "decide", seventy, "adopt")
    assert code == 2
    assert "no proposal yet: 1 source" in err
    assert called(capsys, "decide", seventy, "adopt", "--even-so", "--patch", "one.patch")[0] == 0


def test_a_decision_pulled_by_git_counts(fifty, desk, capsys):
    called(capsys, "decide", fifty, "watch")
    path = desk / "messaging" / "decisions.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("watch", f"reject\n    reason: {REASON}"), encoding="utf-8"
    )
    assert fifty not in called(capsys, "list")[1]
    assert REASON in called(capsys, "show", fifty)[1]


def test_a_broken_decisions_file_is_named_with_its_line(fifty, desk, capsys):
    (desk / "messaging" / "decisions.yaml").write_text("decisions:\n- anwser: reject\n", encoding="utf-8")
    for arguments in (["list"], ["decide", fifty, "watch"]):
        code, _, err = called(capsys, *arguments)
        assert code == 2
        assert "decisions.yaml:2" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--patch", "a", "--branch", "b"], "do not go together"),
        (["--review-by", "tomorrow"], "is not a day"),
    ],
)
def test_options_that_do_not_fit_are_refused(fifty, capsys, arguments, message):
    code, _, err = called(capsys, "decide", fifty, "adopt", *arguments)
    assert code == 2
    assert message in err


def test_patch_for_an_answer_that_changes_nothing_is_refused(fifty, capsys):
    code, _, err = called(capsys, "decide", fifty, "watch", "--patch", "a")
    assert code == 2
    assert "changes nothing in the messaging" in err


def test_notes_tell_the_field_what_was_decided(fifty, desk, capsys):
    called(capsys, "decide", fifty, "reject", "--reason", REASON)
    code, out, err = called(capsys, "notes", "--since", "2026-11-01", "--output", "notes.md")
    assert (code, out, err) == (0, "", "wrote notes.md\n")
    text = (desk / "notes.md").read_text(encoding="utf-8")
    assert f"You said: “{XYZ}”" in text
    assert f"> {ABC}" in text
    assert "Author" not in text


def test_decide_shows_the_new_wording(fifty, capsys):
    _, out, _ = called(capsys, "decide", fifty, "adopt")
    assert f'The new wording: "{XYZ}"' in out


def test_reason_ends_in_one_mark_wherever_it_is_shown(fifty, capsys):
    _, out, _ = called(capsys, "decide", fifty, "fix", "--reason", "See the study!")
    listed = " ".join(called(capsys, "list", "--all")[1].split())
    assert "!." not in out
    assert "Reason: See the study!" in listed


def test_reason_is_a_sentence_of_its_own_in_the_list(fifty, capsys):
    called(capsys, "decide", fifty, "adopt", "--reason", REASON)
    assert f"Reason: {REASON}. Waiting for" in " ".join(called(capsys, "list")[1].split())


def test_two_runs_give_the_same_bytes(fifty, capsys):
    called(capsys, "decide", fifty, "reject", "--reason", REASON)
    assert called(capsys, "list", "--all") == called(capsys, "list", "--all")
    assert called(capsys, "show", fifty) == called(capsys, "show", fifty)
