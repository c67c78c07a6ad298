"""What is checked of watched files, and when."""

import os
import threading
from datetime import date

import pytest
from builders_watching import HandClock, WordResident

from msgcheck.config import ReadingLimits, Settings
from msgcheck.errors import InputError, ModelUnavailable
from msgcheck.watching.outcome import Checked, NotChecked
from msgcheck.watching.watcher import Watcher

CLEAN, ASKS = "Setup takes up to ten days.", "We guarantee that you earn the fee back."


class Script:
    """Nudges once for every step, doing it first, then stops."""

    def __init__(self, stop, *steps):
        self._stop = stop
        self._steps = iter(steps)

    def wait(self):
        step = next(self._steps, None)
        if step is None:
            self._stop.set()
            return False
        step()
        return True

    def close(self):
        pass


@pytest.fixture
def resident(tmp_path):
    return WordResident(folder=tmp_path)


@pytest.fixture
def drafts(tmp_path):
    folder = tmp_path / "drafts"
    folder.mkdir()
    return folder


@pytest.fixture
def watcher(resident, drafts):
    return Watcher([drafts], resident, settle_s=0.0, clock_s=HandClock())


def write(path, text):
    """Write a file as another content at another time, whatever the file system's clock can tell apart."""
    before = path.stat().st_mtime_ns if path.exists() else 10**18
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def after(watcher, *steps):
    """Return what comes of the watched files while these steps are done one after the other."""
    stop = threading.Event()
    return list(watcher.changes(Script(stop, *steps), stop=stop))


def nothing():
    pass


# --- all that is there -----------------------------------------------------------------------------


def test_all_there_is_checked_in_order(watcher, drafts, resident):
    for name in ("b.md", "a.md"):
        write(drafts / name, CLEAN)
    assert [outcome.document for outcome in watcher.all_there()] == [str(drafts / "a.md"), str(drafts / "b.md")]


def test_a_clean_file_that_was_there_is_no_news(watcher, drafts):
    write(drafts / "a.md", CLEAN)
    assert [outcome.awaited for outcome in watcher.all_there()] == [False]


def test_all_there_waits_for_a_file_that_is_being_written(resident, drafts):
    (drafts / "a.md").write_text(CLEAN)
    assert [type(outcome) for outcome in Watcher([drafts], resident, settle_s=0.05).all_there()] == [Checked]


def test_what_never_settles_is_not_checked(resident, drafts, monkeypatch):
    clock = HandClock()
    write(drafts / "a.md", CLEAN)
    grow = iter(range(1000))

    def sleep(seconds):
        clock.now_s += 1.0
        write(drafts / "a.md", "x" * (next(grow) + 1))

    monkeypatch.setattr("msgcheck.watching.watcher.time.sleep", sleep)
    monkeypatch.setattr("msgcheck.watching.watcher.time.time", lambda: 0.0)
    outcomes = list(Watcher([drafts], resident, settle_s=0.5, clock_s=clock).all_there())
    assert outcomes == [NotChecked(document=str(drafts / "a.md"), reason="it is still being written")]


def test_taken_as_known_is_not_checked_until_it_changes(watcher, drafts, resident):
    write(drafts / "a.md", ASKS)
    watcher.take_as_known()
    assert after(watcher, nothing) == []
    assert len(after(watcher, lambda: write(drafts / "a.md", CLEAN))) == 1


# --- what changes ----------------------------------------------------------------------------------


def test_a_new_file_is_checked(watcher, drafts, resident):
    outcomes = after(watcher, lambda: write(drafts / "a.md", ASKS))
    assert [outcome.verdict.interrupts for outcome in outcomes] == [True]


def test_a_changed_file_is_checked_again(watcher, drafts, resident):
    outcomes = after(watcher, lambda: write(drafts / "a.md", ASKS), lambda: write(drafts / "a.md", CLEAN))
    assert [outcome.verdict.interrupts for outcome in outcomes] == [True, False]


def test_a_good_answer_to_a_change_is_news(watcher, drafts):
    assert [outcome.awaited for outcome in after(watcher, lambda: write(drafts / "a.md", CLEAN))] == [True]


def test_the_same_content_saved_again_is_not_checked_again(watcher, drafts, resident):
    after(watcher, *[lambda: write(drafts / "a.md", ASKS)] * 3)
    assert resident.asked() == ["a.md"]


def test_a_content_that_comes_back_is_checked_again(watcher, drafts, resident):
    after(watcher, *[lambda text=text: write(drafts / "a.md", text) for text in (ASKS, CLEAN, ASKS)])
    assert resident.asked() == ["a.md"] * 3


def test_a_folder_made_again_is_watched_on(watcher, drafts, resident):
    def remove():
        (drafts / "a.md").unlink()
        drafts.rmdir()

    def make():
        drafts.mkdir()
        write(drafts / "a.md", CLEAN)
        write(drafts / "b.md", CLEAN)

    after(watcher, lambda: write(drafts / "a.md", CLEAN), remove, make)
    assert resident.asked() == ["a.md", "b.md"]


def test_a_folder_that_goes_is_said_once(watcher, drafts, caplog):
    after(watcher, drafts.rmdir, nothing, nothing)
    assert [record.getMessage() for record in caplog.records] == [f"{drafts} is not there any more; waiting for it"]


def test_a_file_that_goes_before_it_is_read_is_nothing(watcher, drafts, monkeypatch):
    write(drafts / "a.md", CLEAN)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: (_ for _ in ()).throw(FileNotFoundError()))
    assert list(watcher.all_there()) == []


def test_thousands_of_files_are_checked_once_each(watcher, drafts, resident):
    for number in range(1000):
        (drafts / f"{number:04}.md").write_text(f"{CLEAN} {number}")
        os.utime(drafts / f"{number:04}.md", (1, 1))
    assert len(list(watcher.all_there())) == 1000
    resident.asked()
    after(watcher, lambda: write(drafts / "0123.md", ASKS), nothing)
    assert resident.asked() == ["0123.md"]


def test_names_are_not_remembered_without_end(watcher, drafts, resident, monkeypatch):
    monkeypatch.setattr("msgcheck.watching.watcher._MOST_REMEMBERED", 2)
    for name in ("a.md", "b.md", "c.md"):
        write(drafts / name, CLEAN)
    list(watcher.all_there())
    assert len(watcher._known) == 2


# --- what every answer depends on ------------------------------------------------------------------


def test_changed_messaging_has_everything_checked_anew(watcher, drafts, resident):
    for name in ("a.md", "b.md"):
        write(drafts / name, CLEAN)
    list(watcher.all_there())
    outcomes = after(watcher, lambda: resident.change_messaging(b"ten days"))
    assert [outcome.verdict.interrupts for outcome in outcomes] == [True, True]


def test_what_is_clean_under_changed_messaging_is_news_only_where_it_was_not(watcher, drafts, resident):
    write(drafts / "a.md", CLEAN)
    write(drafts / "b.md", ASKS)
    list(watcher.all_there())
    outcomes = after(watcher, lambda: resident.change_messaging(b"nobody says this"))
    assert [outcome.awaited for outcome in outcomes] == [False, True]


def test_another_day_has_everything_checked_anew(watcher, drafts, resident):
    write(drafts / "a.md", CLEAN)
    list(watcher.all_there())
    after(watcher, lambda: setattr(resident, "day", date(2026, 11, 17)))
    assert resident.asked() == ["a.md"] * 2


def test_a_new_silence_has_everything_checked_anew(watcher, drafts, resident):
    write(drafts / "a.md", CLEAN)
    list(watcher.all_there())
    after(watcher, lambda: (resident.folder / "msgcheck-silences.yaml").write_text("silences: []\n"))
    assert resident.asked() == ["a.md"] * 2


# --- what cannot be checked ------------------------------------------------------------------------


def test_what_cannot_be_read_says_why(watcher, drafts, resident):
    resident.failure = InputError("the draft cannot be read: it is damaged", where="a.md")
    write(drafts / "a.md", CLEAN)
    assert [outcome.reason for outcome in watcher.all_there()] == ["the draft cannot be read: it is damaged"]


def test_one_odd_file_does_not_end_the_watch(watcher, drafts, resident):
    resident.failure = RecursionError()
    outcomes = after(
        watcher,
        lambda: write(drafts / "a.md", CLEAN),
        lambda: setattr(resident, "failure", None),
        lambda: write(drafts / "b.md", CLEAN),
    )
    assert [type(outcome) for outcome in outcomes] == [NotChecked, Checked]


def test_a_missing_model_ends_the_watch(watcher, drafts, resident):
    resident.failure = ModelUnavailable("there is no model")
    write(drafts / "a.md", CLEAN)
    with pytest.raises(ModelUnavailable):
        list(watcher.all_there())


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(), "there is no permission to read it"),
        (OSError(5, "bad disk"), "it cannot be opened: bad disk"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_once(watcher, drafts, monkeypatch, error, reason):
    write(drafts / "a.md", CLEAN)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: (_ for _ in ()).throw(error))
    assert [outcome.reason for outcome in (*watcher.all_there(), *watcher.all_there())] == [reason]


def test_a_file_that_is_too_large_is_not_read(drafts, tmp_path):
    class Small(WordResident):
        settings = Settings(reading=ReadingLimits(max_bytes=10))

    resident = Small(folder=tmp_path)
    write(drafts / "a.md", CLEAN)
    outcomes = list(Watcher([drafts], resident, settle_s=0.0).all_there())
    assert [outcome.reason for outcome in outcomes] == ["it is too large: 0 MB"]
    assert resident.asked() == []


def test_a_pipe_is_not_read(watcher, drafts):
    os.mkfifo(drafts / "a.md")
    assert list(watcher.all_there()) == []


# --- mail ------------------------------------------------------------------------------------------


@pytest.fixture
def maildir(drafts):
    for folder in ("cur", "new", "tmp"):
        (drafts / folder).mkdir()
    return drafts


def mail(sender):
    return f"From: {sender}\nSubject: hello\n\n{ASKS}\n"


def test_mail_is_checked_as_a_mail_that_is_sent(watcher, maildir, resident):
    write(maildir / "cur" / "1.host:2,D", mail("tom@harbourlight.example"))
    list(watcher.all_there())
    assert [(draft.name, draft.template) for draft in resident.drafts] == [("1.host:2,D.eml", False)]


def test_a_file_in_a_plain_folder_is_a_template(watcher, drafts, resident):
    write(drafts / "offer.eml", mail("tom@harbourlight.example"))
    list(watcher.all_there())
    assert [(draft.name, draft.template) for draft in resident.drafts] == [("offer.eml", True)]


def test_mail_that_is_only_read_is_not_checked_again(watcher, maildir, resident):
    write(maildir / "new" / "1.host", mail("tom@harbourlight.example"))
    after(watcher, nothing, lambda: (maildir / "new" / "1.host").rename(maildir / "cur" / "1.host:2,S"))
    assert len(resident.asked()) == 1


@pytest.mark.parametrize(
    ("sender", "checked"),
    [
        ("ana@customer.example", 0),
        ("Tom <tom@harbourlight.example>", 1),
        ("tom@mail.HARBOURLIGHT.example", 1),
        ("eve@notharbourlight.example", 0),
        ("", 1),
    ],
)
def test_mail_of_others_is_none_of_ours(watcher, maildir, resident, sender, checked):
    write(maildir / "new" / "1.host", mail(sender))
    assert len(list(watcher.all_there())) == checked
