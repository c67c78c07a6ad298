"""`msgcheck check`: one draft, before it is sent."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from msgcheck.cli.main import run
from msgcheck.embed.cache import Cache
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.history.sql_store import open_store
from tests.builders_office import plain_deck, plain_text
from tests.cli.plain_stages import APPROVED, FORBIDDEN, OUTDATED, PRIVATE, mail_bytes, write

FOUR = (
    FORBIDDEN,
    "Harbourlight catches skippers who do not pay.",
    "With Harbourlight no boat ever sinks.",
    "It never rains on a Harbourlight quay.",
)


def checked(capsys, *arguments):
    code = run(["check", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def as_json(capsys, *arguments):
    code, out, _ = checked(capsys, *arguments, "--format", "json")
    return code, json.loads(out)


@pytest.fixture
def typed(monkeypatch):
    """Give a text on stdin."""

    def give(*lines):
        data = "\n\n".join(lines).encode() if not isinstance(lines[0], bytes) else lines[0]
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return give


# --- where the draft comes from --------------------------------------------------------------------


def test_check_reads_stdin(plain, typed, capsys):
    typed("Hi Ana,", FORBIDDEN)
    code, out, _ = checked(capsys)
    assert code == 1
    assert FORBIDDEN in out


def test_check_reads_a_mail_on_stdin_by_its_name(plain, typed, capsys):
    typed(mail_bytes("Hi Ana,", FORBIDDEN))
    code, found = as_json(capsys, "-", "--stdin-name", "draft.eml")
    assert code == 1
    assert found["ask"][0]["location"].startswith("body line")


@pytest.mark.parametrize("name", ["draft.txt", "draft.eml", "draft.md", "draft"])
def test_check_reads_a_file(plain, capsys, name):
    path = plain / name
    if name.endswith(".eml"):
        path.write_bytes(mail_bytes("Hi Ana,", FORBIDDEN))
    else:
        write(path, FORBIDDEN)
    assert checked(capsys, path)[0] == 1


@pytest.mark.parametrize("name", ["gone.eml", "docs"])
def test_check_of_no_file_is_two(plain, capsys, name):
    code, out, err = checked(capsys, name)
    assert (code, out) == (2, "")
    assert name in err


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff\xe0 JFIF" + bytes(50)])
def test_check_of_what_cannot_be_read_is_two(plain, capsys, data):
    (plain / "draft.pptx").write_bytes(data)
    code, out, err = checked(capsys, "draft.pptx")
    assert (code, out) == (2, "")
    assert "draft.pptx" in err


# --- what the writer sees --------------------------------------------------------------------------


def test_check_of_a_clean_draft_is_nought(plain, typed, capsys):
    typed("Hi Ana,", APPROVED)
    code, out, _ = checked(capsys)
    assert (code, out) == (0, "Nothing to ask about this draft.\n")


def test_check_shows_three_at_most(plain, typed, capsys):
    typed("Hi Ana,", *FOUR)
    _, out, _ = checked(capsys)
    assert sum(text in out for text in FOUR) == 3
    assert "and 1 more" in out


def test_check_all_shows_every_one(plain, typed, capsys):
    typed("Hi Ana,", *FOUR)
    out = checked(capsys, "--all")[1]
    assert [text for text in FOUR if text not in out] == []


def test_check_does_not_interrupt_for_smaller_things(plain, typed, capsys):
    typed("Hi Ana,", "HarbourFlow is what we use.")
    code, out, _ = checked(capsys)
    assert code == 0
    assert "1 smaller thing" in out
    assert "Harbourlight Flow" not in out


def test_check_speaks_to_the_writer(plain, typed, capsys):
    typed("Hi Ana,", FORBIDDEN)
    _, out, _ = checked(capsys)
    assert "You write" in out or "you write" in out
    assert "MC202" not in out


@pytest.mark.parametrize("arguments", [["--color"], []])
def test_check_is_colored_only_where_wanted(plain, typed, capsys, arguments):
    typed("Hi Ana,", FORBIDDEN)
    assert ("\033[" in checked(capsys, *arguments)[1]) is bool(arguments)


def test_check_as_json_holds_everything_a_client_needs(plain, typed, capsys):
    typed("Hi Ana,", *FOUR, "HarbourFlow is what we use.")
    code, found = as_json(capsys)
    assert code == 1
    assert found["schema"] == "msgcheck.check/1"
    assert len(found["ask"]) == 4
    assert [item["code"] for item in found["waiting"]] == ["MC401"]
    assert {"fingerprint", "code", "severity", "location", "found", "approved", "sentence", "suggestion"} <= set(
        found["ask"][0]
    )


def test_check_says_what_it_could_not_judge(plain, typed, capsys):
    typed(
        "Hallo Ana,",
        "wir freuen uns sehr auf das Gespräch am Donnerstag und bringen die Unterlagen für den neuen Hafen mit.",
        "Die Einrichtung dauert höchstens zehn Tage, und danach können die Schiffer ihre Liegeplätze selbst buchen.",
    )
    code, out, _ = checked(capsys)
    assert code == 0
    assert "Not judged" in out
    assert "Nothing to ask about this draft." not in out


FORWARDS = ("Hi Ana,", "---------- Forwarded message ---------\nFrom: Jo <jo@other.example>\n\nWe charge per pier.")


def test_check_says_that_forwarded_lines_are_not_judged(plain, typed, capsys):
    typed(*FORWARDS)
    _, out, _ = checked(capsys)
    assert "Not judged: 3 forwarded lines." in out
    assert "Nothing to ask about this draft." not in out


def test_check_as_json_counts_forwarded_lines(plain, typed, capsys):
    typed(*FORWARDS)
    assert as_json(capsys)[1]["forwarded_lines"] == 3


def test_check_asks_about_an_internal_line_that_is_passed_on(plain, typed, capsys):
    typed(*FORWARDS, PRIVATE)
    code, found = as_json(capsys, "--to", "ana@customer.example")
    assert (code, [item["code"] for item in found["ask"]]) == (1, ["MC203"])


def test_check_judges_a_dated_draft_by_today(plain, capsys):
    old = mail_bytes("Hi Ana,", OUTDATED).replace(b"16 Nov 2026", b"10 Nov 2025").replace(b"Mon, ", b"")
    (plain / "draft.eml").write_bytes(old)
    _, found = as_json(capsys, "draft.eml")
    assert [item["code"] for item in found["ask"] + found["waiting"]] == ["MC201"]


def name_cto(plain):
    """Have a line for another persona in the messaging."""
    house = plain / "messaging" / "house.yaml"
    for_cto = 'variants: [{text: "Setup takes ten days at most.", persona: cto}]'
    text = house.read_text(encoding="utf-8").replace("answers: [It takes too long.]", for_cto)
    house.write_text(text, encoding="utf-8")


def test_check_for_a_persona(plain, typed, capsys):
    name_cto(plain)
    typed("Hi Ana,", APPROVED)
    _, found = as_json(capsys, "--for", "cto")
    assert [item["code"] for item in found["ask"] + found["waiting"]] == ["MC403"]


@pytest.mark.parametrize("option", ["--for", "--persona"])
def test_check_for_a_persona_that_nobody_knows_is_two(plain, typed, capsys, option):
    typed("Hi Ana,", APPROVED)
    code, out, err = checked(capsys, option, "nobody")
    assert (code, out) == (2, "")
    assert 'the messaging names no persona "nobody" (it names cfo)' in err


def test_check_to_our_own_people_may_hold_internal_lines(plain, typed, capsys):
    typed("Hi Jo,", PRIVATE)
    assert checked(capsys, "--to", "jo@harbourlight.example")[0] == 0


def test_check_never_prints_internal_lines(plain, typed, capsys):
    typed("Hi Ana,", PRIVATE)
    code, out, err = checked(capsys, "--all")
    assert code == 1
    assert "seventy-one" not in out + err


@pytest.mark.parametrize("name", ["draft.txt", "draft.eml", "draft.html"])
def test_check_remembers_no_vector_of_a_draft(plain, capsys, name):
    line = "Ana, your boat is safe with us at the northern quay."
    body = mail_bytes("Hi,", line) if name.endswith("eml") else f"<p>Harbourlight</p><p>{line}</p>".encode()
    (plain / name).write_bytes(body)
    checked(capsys, name)
    cache = Cache(plain / "cache")
    known = cache.vectors(HashingEmbedder().model, [line])
    cache.close()
    assert known == {}


def test_check_without_messaging_is_two(plain, typed, capsys):
    typed("Hi Ana,")
    code, out, err = checked(capsys, "-", "--messaging", "nowhere")
    assert (code, out) == (2, "")
    assert "nowhere" in err


# --- files, and bad input --------------------------------------------------------------------------


def test_check_reads_the_files_that_go_with_a_draft(plain, typed, capsys):
    typed("Hi Ana, both are attached.")
    (plain / "deck.pptx").write_bytes(plain_deck("Quay", FORBIDDEN))
    (plain / "note.docx").write_bytes(plain_text("Quay", PRIVATE))
    code, found = as_json(capsys, "--attach", "deck.pptx", "--attach", "note.docx", "--to", "ana@customer.example")
    assert (code, [item["location"].partition(":")[0] for item in found["ask"]]) == (1, ["note.docx", "deck.pptx"])


@pytest.mark.parametrize("name", ["gone.pptx", "docs"])
def test_check_of_no_attachment_is_two(plain, typed, capsys, name):
    typed("Hi Ana,")
    code, out, err = checked(capsys, "--attach", name)
    assert (code, out) == (2, "")
    assert name in err


def test_check_passes_over_an_attachment_that_is_too_large(plain, typed, capsys):
    typed("Hi Ana,")
    (plain / "msgcheck.yaml").write_text("embedder: {kind: hashing}\ncache: cache\nreading: {max_bytes: 1000000}\n")
    (plain / "film.mp4").write_bytes(bytes(1_100_000))
    code, out, _ = checked(capsys, "--attach", "film.mp4")
    assert code == 0
    assert "Not read: film.mp4: it is too large (1 MB)" in out


@pytest.mark.parametrize("name", ["draft.txt", "draft.eml"])
def test_check_passes_nothing_at_all(plain, typed, capsys, name):
    typed(b"")
    assert checked(capsys, "-", "--stdin-name", name)[:2] == (0, "Nothing to ask about this draft.\n")


def test_check_of_an_empty_deck_on_stdin_is_two(plain, typed, capsys):
    typed(b"")
    assert checked(capsys, "-", "--stdin-name", "deck.pptx")[0] == 2


def test_check_interrupts_for_a_field_nobody_filled_in(plain, typed, capsys):
    typed("Hi {{first_name}},", APPROVED)
    code, out, _ = checked(capsys)
    assert (code, out) == (1, "Before you send:\n  {{first_name}} is not filled in · body line 1\n")


def test_check_asks_about_internal_lines_by_id_and_owner_first(plain, typed, capsys):
    typed("Hi Ana,", FORBIDDEN, PRIVATE)
    _, found = as_json(capsys, "--to", "jo@harbourlight.example", "--to", "ana@customer.example")
    first = found["ask"][0]
    assert (first["message_id"], first["owner"], first["found"], first["approved"]) == ("floor", "pricing", "", "")
    assert '"floor"' in first["sentence"]
    assert "pricing" in first["sentence"]


# --- sending all the same --------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["agreed", "does-not-work", "customers-words", "wrong"])
def test_check_with_a_reason_passes_and_is_counted(plain, typed, capsys, reason):
    typed("Hi Ana,", FORBIDDEN, FOUR[1])
    code, out, err = checked(capsys, "--override", reason)
    assert code == 0
    assert FORBIDDEN in out
    assert err == "Counted, without your name and without your words.\n"
    with open_store("", keep_text="documents") as store:
        assert sorted((code, message_id, str(month)) for code, message_id, month, _, _ in store.overrides()) == [
            ("MC202", "police", "2026-11-01"),
            ("MC202", "refund", "2026-11-01"),
        ]
        assert store.offered() == ()


def test_check_with_a_reason_keeps_a_line_of_json_on_stdout(plain, typed, capsys):
    typed("Hi Ana,", FORBIDDEN)
    code, found = as_json(capsys, "--override", "agreed")
    assert (code, len(found["ask"])) == (0, 1)


def test_check_gives_marketing_a_sentence_only_where_the_sender_says_so(plain, typed, capsys):
    typed("Hi Ana,", FORBIDDEN)
    assert "marketing gets" in checked(capsys, "--override", "wrong", "--tell-marketing")[2]
    with open_store("", keep_text="documents") as store:
        assert [offered.sentence for offered in store.offered()] == [FORBIDDEN]


def test_check_with_a_reason_and_nothing_to_ask_counts_nothing(plain, typed, capsys):
    typed("Hi Ana,", APPROVED)
    assert checked(capsys, "--override", "wrong") == (0, "Nothing to ask about this draft.\n", "")


def test_check_with_a_reason_passes_where_it_cannot_be_counted(plain, typed, capsys):
    typed("Hi Ana,", FORBIDDEN)
    (plain / "file").write_text("no folder")
    code, _, err = checked(capsys, "--override", "wrong", "--store", str(plain / "file" / "store.sqlite3"))
    assert code == 0
    assert "is not counted" in err


@pytest.mark.parametrize("arguments", [["--override", "because"], ["--tell-marketing"]])
def test_check_with_another_reason_is_two(plain, typed, capsys, arguments):
    typed("Hi Ana,", FORBIDDEN)
    assert checked(capsys, *arguments)[0] == 2
