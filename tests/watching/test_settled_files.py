"""Which watched files changed, and are no longer being written."""

import os

import pytest

from msgcheck.reading.files import find_files
from msgcheck.watching.settled_files import SettledFiles, same_file_key

SETTLE_S = 0.5


def settled(*paths, formats=("md", "docx", "html"), **more):
    return SettledFiles(paths, formats=formats, settle_s=SETTLE_S, **more)


def told(files, now_s):
    return [file.path.name for file in files.look(now_s=now_s)]


def rewrite(path, text):
    """Write a file as another content at another time, whatever the file system's clock can tell apart."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


@pytest.fixture
def maildir(tmp_path):
    for folder in ("cur", "new", "tmp", ".Drafts/cur", ".Drafts/new", ".Drafts/tmp"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


# --- when a file counts ----------------------------------------------------------------------------


def test_file_counts_once_it_has_settled(tmp_path):
    (tmp_path / "offer.md").write_text("one")
    files = settled(tmp_path)
    assert [told(files, now_s) for now_s in (10.0, 10.2, 10.6)] == [[], [], ["offer.md"]]


def test_file_is_told_once(tmp_path):
    (tmp_path / "offer.md").write_text("one")
    files = settled(tmp_path)
    assert [told(files, now_s) for now_s in (10.0, 11.0, 12.0, 13.0)] == [[], ["offer.md"], [], []]


def test_file_that_is_still_being_written_does_not_count(tmp_path):
    files = settled(tmp_path)
    for piece in range(5):
        rewrite(tmp_path / "deck.docx", "x" * (piece + 1))
        assert told(files, 10.0 + piece) == []
    assert told(files, 15.0) == ["deck.docx"]


def test_file_that_may_still_be_written_is_named(tmp_path):
    (tmp_path / "offer.md").write_text("one")
    files = settled(tmp_path)
    files.look(now_s=10.0)
    assert files.unsettled == (tmp_path / "offer.md",)


def test_file_not_begun_to_be_written_does_not_count(tmp_path):
    (tmp_path / "offer.md").touch()
    files = settled(tmp_path)
    assert [told(files, now_s) for now_s in (10.0, 20.0)] == [[], []]


def test_file_at_rest_counts_at_once_where_its_date_is_believed(tmp_path):
    (tmp_path / "offer.md").write_text("one")
    os.utime(tmp_path / "offer.md", (5000, 5000))
    assert [file.path.name for file in settled(tmp_path).look(now_s=10.0, wall_s=6000.0)] == ["offer.md"]


def test_changed_file_is_told_again(tmp_path):
    rewrite(tmp_path / "offer.md", "one")
    files = settled(tmp_path)
    files.look(now_s=10.0), files.look(now_s=11.0)
    rewrite(tmp_path / "offer.md", "two")
    assert [told(files, now_s) for now_s in (12.0, 13.0)] == [[], ["offer.md"]]


def test_file_replaced_by_renaming_is_told_again(tmp_path):
    rewrite(tmp_path / "offer.md", "one")
    files = settled(tmp_path)
    files.look(now_s=10.0), files.look(now_s=11.0)
    rewrite(tmp_path / ".offer.md.tmp", "two")
    (tmp_path / ".offer.md.tmp").replace(tmp_path / "offer.md")
    files.look(now_s=12.0)
    assert told(files, 13.0) == ["offer.md"]


def test_all_is_told_again_at_once_after_forgetting(tmp_path):
    (tmp_path / "offer.md").write_text("one")
    files = settled(tmp_path)
    files.look(now_s=10.0), files.look(now_s=11.0)
    files.forget()
    assert [told(files, 11.1), told(files, 12.0)] == [["offer.md"], []]


def test_forgetting_lets_nothing_count_that_is_being_written(tmp_path):
    rewrite(tmp_path / "offer.md", "one")
    files = settled(tmp_path)
    files.look(now_s=10.0), files.look(now_s=11.0)
    files.forget()
    rewrite(tmp_path / "offer.md", "two")
    assert told(files, 11.1) == []


# --- which files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "~$offer.docx", ".offer.md", ".offer.md.swp", "offer.md~", "#offer.md#", ".#offer.md", ".~lock.offer.docx#",
        "4913", "offer.md.part", "~WRL0003.tmp", "offer.md.crdownload", "picture.png", ".git/notes.md", "Thumbs.db",
    ],
)  # fmt: skip
def test_file_that_is_no_document_does_not_count(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("We guarantee it.")
    files = settled(tmp_path)
    files.look(now_s=10.0)
    assert told(files, 11.0) == []


def test_files_in_subfolders_count_in_the_order_of_their_names(tmp_path):
    for name in ("b/2.md", "a/1.md", "3.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("hello")
    files = settled(tmp_path)
    files.look(now_s=10.0)
    assert told(files, 11.0) == ["3.html", "1.md", "2.md"]


def test_links_in_a_circle_end(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "offer.md").write_text("hello")
    files = settled(tmp_path)
    files.look(now_s=10.0)
    assert told(files, 11.0) == ["offer.md"]


def test_what_is_left_out_does_not_count(tmp_path):
    (tmp_path / "accounts.md").write_text("hello")
    files = settled(tmp_path, left_out=[(tmp_path / "accounts.md").resolve()])
    files.look(now_s=10.0)
    assert told(files, 11.0) == []


def test_folder_that_is_gone_is_named_until_it_is_back(tmp_path):
    folder = tmp_path / "drafts"
    files = settled(folder)
    assert (told(files, 10.0), files.missing) == ([], (str(folder),))
    folder.mkdir()
    assert (told(files, 11.0), files.missing) == ([], ())


# --- Maildir ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["new/1700.host", "cur/1700.host:2,S", "cur/1700.host:2,DS", ".Drafts/cur/1.h:2,D"])
def test_mail_in_a_maildir_counts(maildir, name):
    (maildir / name).write_text("Subject: hello\n\nHello")
    files = settled(maildir)
    files.look(now_s=10.0)
    assert told(files, 11.0) == [name.rpartition("/")[2]]


@pytest.mark.parametrize("name", ["tmp/1700.host", ".Drafts/tmp/1700.host", "cur/1700.host:2,ST", "dovecot.index.md"])
def test_mail_that_is_half_there_or_thrown_away_does_not_count(maildir, name):
    (maildir / name).write_text("Subject: hello\n\nHello")
    files = settled(maildir)
    files.look(now_s=10.0)
    assert told(files, 11.0) == []


def test_mail_keeps_its_key_when_it_is_read(maildir):
    keys = set()
    for name in ("new/1700.host", "cur/1700.host:2,S", "cur/1700.host:2,RS"):
        (maildir / name).write_text("hello")
        keys.add(same_file_key(find_files([maildir]).files[0]))
        (maildir / name).unlink()
    assert len(keys) == 1


def test_mails_in_two_folders_have_two_keys(maildir):
    for name in ("new/1700.host", ".Drafts/new/1700.host"):
        (maildir / name).write_text("hello")
    assert len({same_file_key(file) for file in find_files([maildir]).files}) == 2
