"""`msgcheck watch`: drafts and templates, checked as they change."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from msgcheck.cli.main import run
from msgcheck.watching import nudges
from tests.cli.plain_stages import APPROVED, FORBIDDEN, SETTINGS, mail_bytes, write

PATIENCE_S = 120


def at_rest(path):
    """Date a file back, as one that nobody writes any more."""
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def once(capsys, *arguments):
    code = run(["watch", "--once", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def templates(plain):
    folder = plain / "templates"
    folder.mkdir()
    return folder


def template(folder, name, *lines):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return at_rest(write(path, *lines))


# --- --once ----------------------------------------------------------------------------------------


def test_watch_once_tells_what_to_look_at(templates, capsys):
    template(templates, "offer.md", FORBIDDEN)
    code, out, err = once(capsys, templates)
    assert (code, out.splitlines()[0]) == (1, f"{templates}/offer.md")
    assert FORBIDDEN in out
    assert err == "1 file checked; something to ask in 1.\n"


def test_watch_once_is_quiet_about_clean_files(templates, capsys):
    template(templates, "offer.md", APPROVED)
    assert once(capsys, templates, "--quiet") == (0, "", "")


def test_watch_once_of_an_empty_folder_is_clean(templates, capsys):
    assert once(capsys, templates) == (0, "", "0 files checked; something to ask in 0.\n")


def test_watch_once_takes_files_and_folders(templates, capsys):
    files = [template(templates, "a.md", FORBIDDEN), template(templates, "more/b.md", FORBIDDEN)]
    _, out, _ = once(capsys, files[0], templates / "more")
    assert [line for line in out.splitlines() if line.endswith(".md")] == [str(file) for file in files]


def test_watch_once_of_a_path_that_is_not_there_is_two(templates, capsys):
    code, out, err = once(capsys, templates, "nowhere")
    assert (code, out) == (2, "")
    assert "nowhere" in err


def test_watch_once_without_messaging_is_two(templates, capsys):
    assert once(capsys, templates, "--messaging", "nowhere")[0] == 2


def test_watch_once_where_nothing_can_be_read_is_two(templates, capsys):
    at_rest(template(templates, "deck.pptx", "no deck"))
    code, out, _ = once(capsys, templates)
    assert code == 2
    assert out.startswith(f"{templates}/deck.pptx: not checked: ")


@pytest.mark.parametrize(("arguments", "code"), [([], 1), (["--strict"], 2)])
def test_watch_once_goes_on_after_a_broken_file(templates, capsys, arguments, code):
    template(templates, "deck.pptx", "no deck")
    template(templates, "offer.md", FORBIDDEN)
    found, out, _ = once(capsys, templates, *arguments)
    assert (found, FORBIDDEN in out) == (code, True)


def test_watch_once_and_from_now_exclude_each_other(templates, capsys):
    code, _, err = once(capsys, templates, "--from-now")
    assert code == 2
    assert "choose one" in err


def test_watch_once_as_json_has_a_line_a_file(templates, capsys):
    template(templates, "a.md", FORBIDDEN)
    template(templates, "b.md", APPROVED)
    template(templates, "deck.pptx", "no deck")
    _, out, _ = once(capsys, templates, "--format", "json")
    asked, clean, broken = map(json.loads, out.splitlines())
    assert (asked["schema"], asked["document"]) == ("msgcheck.check/1", f"{templates}/a.md")
    assert [asked["interrupts"], clean["interrupts"]] == [True, False]
    assert set(broken) == {"document", "not_checked"}


def test_watch_once_shows_what_waits_with_all(templates, capsys):
    template(templates, "offer.md", "HarbourFlow is what we use.")
    quiet = once(capsys, templates)[1]
    shown = once(capsys, templates, "--all")[1]
    assert "1 smaller thing" in quiet
    assert ["Harbourlight Flow" in text for text in (quiet, shown)] == [False, True]


def test_watch_takes_no_fault_at_fields_of_a_template(templates, capsys):
    template(templates, "offer.md", "Dear {{first_name}},", APPROVED)
    template(templates, "offer.html", "<p>Dear {{first_name}},</p>")
    assert once(capsys, templates)[0] == 0


def test_watch_asks_about_fields_of_a_mail_that_is_about_to_go(templates, capsys):
    for folder in ("cur", "new", "tmp"):
        (templates / ".Drafts" / folder).mkdir(parents=True)
        (templates / folder).mkdir()
    mail = templates / ".Drafts" / "cur" / "1700.host:2,D"
    mail.write_bytes(mail_bytes("Dear {{first_name}},", APPROVED))
    at_rest(mail)
    code, out, _ = once(capsys, templates)
    assert (code, "{{first_name}}" in out) == (1, True)


def test_watch_leaves_out_the_files_of_msgcheck_itself(templates, capsys):
    (templates / "msgcheck.yaml").write_text(f"{SETTINGS}accounts: accounts.csv\nmessaging: ../messaging\n")
    at_rest(templates / "msgcheck.yaml")
    (templates / "accounts.csv").write_text(f"account,domains,region,segment,stage\n{FORBIDDEN},x.example,,,\n")
    at_rest(templates / "accounts.csv")
    assert once(capsys, templates, "--config", templates / "msgcheck.yaml")[:2] == (0, "")


# --- until Ctrl+C ----------------------------------------------------------------------------------


class Ends(nudges.Clock):
    """Does some steps, one a nudge; then somebody presses Ctrl+C."""

    steps = ()

    def __init__(self, every_s, *, stop):
        super().__init__(0.6, stop=stop)
        self._steps = iter(type(self).steps)

    def wait(self):
        step = next(self._steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()
        return super().wait()


@pytest.fixture
def watched(templates, capsys, monkeypatch):
    """Watch a folder while these steps are done; return code, stdout and stderr."""

    def watched(*steps, arguments=()):
        monkeypatch.setattr(nudges, "Clock", type("Steps", (Ends,), {"steps": (*steps, str, str)}))
        code = run(["watch", str(templates), "--poll", "1", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return watched


def test_watch_ends_quietly(templates, watched):
    assert watched() == (0, "", "0 files checked; something to ask in 0.\nWatching; Ctrl+C ends.\n")


def test_watch_tells_of_a_clean_change(templates, watched):
    assert watched(lambda: write(templates / "offer.md", APPROVED))[1] == f"{templates}/offer.md: nothing to ask\n"


def test_watch_tells_what_to_look_at_after_a_change(templates, watched):
    template(templates, "offer.md", APPROVED)
    _, out, _ = watched(lambda: write(templates / "offer.md", FORBIDDEN))
    assert out.startswith(f"{templates}/offer.md\nBefore you send:\n")


def test_watch_from_now_leaves_what_is_there(templates, watched):
    template(templates, "offer.md", FORBIDDEN)
    assert watched(arguments=["--from-now", "--quiet"]) == (0, "", "")


def test_watch_checks_everything_when_the_messaging_changes(plain, templates, watched):
    template(templates, "offer.md", "Berths are cheap.")
    house = plain / "messaging" / "house.yaml"

    def forbid():
        text = house.read_text(encoding="utf-8")
        house.write_text(text.replace("never_say:", "never_say:\n  - {id: cheap, text: Berths are cheap.}"))

    code, out, _ = watched(forbid)
    assert (code, "Berths are cheap." in out) == (0, True)


def test_watch_says_nothing_of_what_stays_clean_when_the_messaging_changes(plain, templates, watched):
    template(templates, "offer.md", APPROVED)
    house = plain / "messaging" / "house.yaml"

    def retire():
        house.write_text(house.read_text(encoding="utf-8").replace("With Harbourlight no boat", "No boat of ours"))

    assert watched(retire)[1] == ""


def test_watch_keeps_the_earlier_messaging_where_the_new_one_holds_mistakes(plain, templates, watched):
    house = plain / "messaging" / "house.yaml"
    code, out, _ = watched(
        lambda: house.write_text("messages: nonsense"), lambda: write(templates / "offer.md", FORBIDDEN)
    )
    assert (code, FORBIDDEN in out) == (0, True)


@pytest.mark.parametrize("seconds", ["0", "-1", "often"])
def test_watch_polls_at_a_possible_pace(templates, capsys, seconds):
    assert run(["watch", str(templates), "--poll", seconds]) == 2


# --- as a program of its own -----------------------------------------------------------------------


@contextmanager
def program(folder, *arguments):
    """Start `msgcheck watch` as people do; it is ended whatever happens."""
    environment = {**os.environ, "MSGCHECK_NOW": "", "MSGCHECK_STATE_DIR": str(folder / "state")}
    command = [sys.executable, "-m", "msgcheck", "watch", "templates", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        patience = threading.Timer(PATIENCE_S, process.kill)
        patience.start()
        try:
            yield process
        finally:
            patience.cancel()
            process.kill()


def test_watch_hears_of_changes_and_ends_with_ctrl_c(tmp_path):
    (tmp_path / "messaging").mkdir()
    (tmp_path / "messaging" / "house.yaml").write_text("version: 1\ncompany: {name: Harbourlight}\nmessages: []\n")
    (tmp_path / "msgcheck.yaml").write_text(f"{SETTINGS}pairs: {{kind: none}}\n")
    (tmp_path / "templates").mkdir()
    with program(tmp_path, "--format", "json") as process:
        while "Watching" not in process.stderr.readline():
            assert process.poll() is None
        (tmp_path / "templates" / "offer.md").write_text("Hello.\n")
        heard = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr.read() == ""
    assert heard["document"] == "templates/offer.md"
