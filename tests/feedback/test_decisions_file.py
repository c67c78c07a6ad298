"""decisions.yaml: what is in it stays, what is added can be read back, mistakes are named with their line."""

import threading
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgcheck.errors import InputError, StoreError
from msgcheck.feedback import decisions_file
from msgcheck.feedback.decisions_file import (
    add_decision,
    decisions_path,
    history_of,
    in_force,
    kept_in_step,
    read_decisions,
)
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Answer, DivergenceId
from tests.builders_decisions import REFRAMED, TODAY, make_decision, make_divergence, write_house

REJECTED = make_decision(answer=Answer.REJECT, reason="No study backs it: #30, not 50.", decided_on=date(2026, 10, 3))
ADOPTED = make_decision(
    REFRAMED, Answer.ADOPT_FOR, segment="retail", persona="cfo", approved_by="Ines Duarte", evidence="Interviews, 2026"
)


class FakeStore:
    """Keeps decisions as a store does."""

    def __init__(self, *decisions):
        self.kept = {decision.divergence: decision for decision in decisions}

    def decisions(self):
        return tuple(self.kept.values())

    def keep_decision(self, decision):
        self.kept[decision.divergence] = decision


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "decisions.yaml"


def test_add_makes_the_file_with_a_head_that_says_what_it_is(path):
    add_decision(path, REJECTED)
    assert path.read_text(encoding="utf-8").startswith("# What was decided")


def test_added_decisions_are_read_back_in_order(path):
    add_decision(path, REJECTED)
    add_decision(path, ADOPTED)
    assert read_decisions(path) == (REJECTED, ADOPTED)


def test_add_says_which_folder_must_be_writable_where_no_lock_can_be_made(path, tmp_path):
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "locks").touch()
    with pytest.raises(StoreError) as caught:
        add_decision(path, REJECTED)
    assert str(tmp_path / "state" / "locks") in caught.value.hint


def test_add_says_which_folder_must_be_writable_where_the_lock_may_not_be_opened(path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(decisions_file.FileLock, "acquire", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        add_decision(path, REJECTED)
    assert not path.exists()


def test_add_keeps_comments_order_and_line_ends(path):
    add_decision(path, REJECTED)
    before = path.read_bytes().replace(b"decisions:\n", b"decisions:\n  # agreed in October\n").replace(b"\n", b"\r\n")
    path.write_bytes(before)
    add_decision(path, ADOPTED)
    after = path.read_bytes()
    assert after.startswith(before)
    assert b"\n" not in after.replace(b"\r\n", b"")


@pytest.mark.parametrize("text", ["", "\n\n", "# ours\n", "decisions:\n", "decisions: []\n", "# ours\ndecisions: []"])
def test_add_begins_a_list_where_the_file_holds_none(path, text):
    path.write_text(text, encoding="utf-8")
    add_decision(path, REJECTED)
    assert read_decisions(path) == (REJECTED,)
    assert ("# ours" in path.read_text(encoding="utf-8")) == ("# ours" in text)


def test_no_file_holds_no_decisions(path):
    assert read_decisions(path) == ()


def test_the_file_is_never_messaging(tmp_path, monkeypatch):
    monkeypatch.setenv("MSGCHECK_STATE_DIR", str(tmp_path / "state"))
    before = write_house(tmp_path / "messaging")
    add_decision(decisions_path(tmp_path / "messaging"), REJECTED)
    assert load_messaging(tmp_path / "messaging") == before


def test_path_is_in_the_folder_or_beside_the_file(tmp_path):
    (tmp_path / "one.yaml").touch()
    assert decisions_path(tmp_path / "one.yaml") == tmp_path / "decisions.yaml" == decisions_path(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("decisions: [\n", 2, "not YAML"),
        ("- a\n", 1, "no list of decisions"),
        ("decisions:\n  a: 1\n", 1, "no list of decisions"),
        ("decision: []\n", 1, "no list of decisions"),
        ("decisions:\n- reject\n", 2, "has to be a map"),
        ("decisions:\n- divergence: div:1a2b\n  anwser: reject\n", 3, 'no key "anwser"'),
        ("decisions:\n- divergence: div:1a2b\n  answer: refuse\n", 3, 'no answer "refuse"'),
        ("decisions:\n- divergence: div:1a2b\n  decided_on: 3.10.2026\n", 3, "is not a day"),
        ("decisions:\n- divergence: div:1a2b\n  sources: many\n", 3, "has to be a number"),
        ("decisions:\n- divergence: div:1a2b\n  reason: [a, b]\n", 3, "has to be one text"),
        ("decisions:\n- divergence: div:1a2b\n  code: MC102\n  code: MC103\n", 4, "stands twice"),
        ("decisions:\n\n- divergence: div:1a2b\n", 3, '"code" is missing'),
    ],
)
def test_a_mistake_is_named_with_its_line_and_nothing_is_added(path, text, line, message):
    path.write_text(text, encoding="utf-8")
    for call in (lambda: read_decisions(path), lambda: add_decision(path, REJECTED)):
        with pytest.raises(InputError, match=message) as caught:
            call()
        assert caught.value.where.startswith(f"{path}:{line}")
    assert path.read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_named_with_their_line(path):
    path.write_bytes(b"# ours\n\xff\n")
    with pytest.raises(InputError, match="not UTF-8") as caught:
        read_decisions(path)
    assert caught.value.where == f"{path}:2"


def test_a_folder_in_its_place_is_an_error(path):
    path.mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        read_decisions(path)


def test_a_file_changed_while_it_is_written_loses_nothing(path, monkeypatch):
    add_decision(path, REJECTED)
    real = decisions_file._read
    contents = iter([real(path), b"decisions: []\n"])
    monkeypatch.setattr(decisions_file, "_read", lambda path: next(contents))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="changed just now"):
        add_decision(path, ADOPTED)
    assert path.read_bytes() == before


def test_two_at_once_lose_nothing(path):
    many = [make_decision(divergence=make_divergence(id=DivergenceId(f"div:{number:012x}"))) for number in range(8)]
    threads = [threading.Thread(target=add_decision, args=(path, decision)) for decision in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(read_decisions(path)) == set(many)


def test_the_later_decision_is_in_force_and_the_earlier_one_stays_as_history(path):
    later = make_decision(answer=Answer.WATCH)
    for decision in (later, REJECTED):
        add_decision(path, decision)
    assert in_force(read_decisions(path)) == (later,)
    assert history_of(make_divergence(), path, [later]) == (REJECTED, later)


def test_the_last_of_two_decisions_of_one_day_is_in_force():
    first, second = make_decision(answer=Answer.WATCH), make_decision(answer=Answer.FIX)
    assert in_force([first, second]) == (second,)


def test_the_file_wins_over_the_store_and_is_kept_there(path):
    store = FakeStore(make_decision(answer=Answer.WATCH, decided_on=TODAY))
    add_decision(path, REJECTED)
    assert kept_in_step(store, path) == (REJECTED,)
    assert store.decisions() == (REJECTED,)


def test_what_only_the_store_has_stays(path):
    store = FakeStore(ADOPTED)
    add_decision(path, REJECTED)
    assert kept_in_step(store, path) == (REJECTED, ADOPTED)


def test_in_step_writes_nothing_where_both_agree(path, monkeypatch):
    store = FakeStore(REJECTED)
    add_decision(path, REJECTED)
    monkeypatch.setattr(store, "keep_decision", lambda decision: pytest.fail("written again"))
    kept_in_step(store, path)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(reason=TEXT, wording=TEXT, persona=TEXT, days=st.integers(0, 400))
def test_any_text_is_read_back(tmp_path_factory, reason, wording, persona, days):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("decisions")
        patch.setenv("MSGCHECK_STATE_DIR", str(folder / "state"))
        decision = make_decision(
            reason=reason, wording=wording, persona=persona, review_by=TODAY + timedelta(days=days)
        )
        add_decision(folder / "decisions.yaml", decision)
        add_decision(folder / "decisions.yaml", REJECTED)
        assert read_decisions(folder / "decisions.yaml") == (decision, REJECTED)
