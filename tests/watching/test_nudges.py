"""What wakes the watcher, from the real file system."""

import shutil
import threading
import time

import pytest

from msgcheck.watching.nudges import Clock, FileEvents

PATIENCE_S = 20.0


@pytest.fixture
def stop():
    return threading.Event()


@pytest.fixture
def events(tmp_path, stop):
    """Events of a folder, listening."""
    (tmp_path / "drafts").mkdir()
    nudges = FileEvents([tmp_path / "drafts"], stop=stop)
    nudges.wait()
    yield nudges
    nudges.close()


def is_nudged(nudges, do=lambda: None):
    """Return whether a nudge comes within the patience of these tests; until then something is done again and again."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        do()
        if nudges.wait():
            return True
    return False


def test_events_begin_with_a_nudge(tmp_path, stop):
    nudges = FileEvents([tmp_path], stop=stop)
    assert nudges.wait() is True
    nudges.close()


def test_events_are_quiet_where_nothing_changes(events):
    assert events.wait() is False


def test_events_nudge_for_a_new_file(events, tmp_path):
    (tmp_path / "drafts" / "a.md").write_text("hello")
    assert is_nudged(events)


def test_events_nudge_for_a_file_in_a_new_folder(events, tmp_path):
    (tmp_path / "drafts" / "new").mkdir()
    assert is_nudged(events)
    events.wait()
    # The system listens to a new folder a moment after it told of it.
    assert is_nudged(events, lambda: (tmp_path / "drafts" / "new" / "a.md").write_text("hello"))


def test_events_go_on_in_a_folder_made_again(events, tmp_path):
    shutil.rmtree(tmp_path / "drafts")
    assert is_nudged(events)
    (tmp_path / "drafts").mkdir()
    assert is_nudged(events)
    (tmp_path / "drafts" / "a.md").write_text("hello")
    assert is_nudged(events)


def test_events_wait_for_a_folder_that_is_not_there(tmp_path, stop):
    nudges = FileEvents([tmp_path / "later"], stop=stop)
    assert [nudges.wait(), nudges.wait()] == [True, False]
    (tmp_path / "later").mkdir()
    assert is_nudged(nudges)
    nudges.close()


def test_events_of_a_file_go_on_when_it_is_replaced(tmp_path, stop):
    path = tmp_path / "a.md"
    path.write_text("one")
    nudges = FileEvents([path], stop=stop)
    for text in ("two", "number three"):
        (tmp_path / "a.tmp").write_text(text)
        (tmp_path / "a.tmp").replace(path)
        assert is_nudged(nudges)
    nudges.close()


def test_events_of_a_file_are_none_of_its_neighbours(tmp_path, stop):
    (tmp_path / "a.md").write_text("one")
    nudges = FileEvents([tmp_path / "a.md"], stop=stop)
    (tmp_path / "b.md").write_text("two")
    assert [nudges.wait(), nudges.wait()] == [False, False]


def test_events_end_in_links_that_go_in_a_circle(tmp_path, stop):
    (tmp_path / "back").symlink_to(tmp_path)
    nudges = FileEvents([tmp_path], stop=stop)
    nudges.wait()
    (tmp_path / "a.md").write_text("hello")
    assert is_nudged(nudges)
    nudges.close()


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), RuntimeError("unknown")])
def test_events_give_way_to_the_clock_where_there_are_none(tmp_path, stop, monkeypatch, caplog, error):
    def refused(*paths, **options):
        raise error
        yield

    monkeypatch.setattr("msgcheck.watching.nudges.watch", refused)
    monkeypatch.setattr("msgcheck.watching.nudges.FALL_BACK_POLL_S", 0.01)
    nudges = FileEvents([tmp_path], stop=stop)
    assert [nudges.wait() for _ in range(3)] == [True] * 3
    assert "looking every" in caplog.text


def test_events_end_when_told_to_stop(events, stop):
    stop.set()
    assert events.wait() is False


def test_clock_nudges(stop):
    assert Clock(0.01, stop=stop).wait() is True


def test_clock_does_not_wait_once_told_to_stop(stop):
    stop.set()
    begun = time.monotonic()
    Clock(600.0, stop=stop).wait()
    assert time.monotonic() - begun < PATIENCE_S
