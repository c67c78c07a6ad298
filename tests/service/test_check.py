"""POST /v1/check, /v1/say, /v1/override and /v1/accept: what clients send and get."""

from __future__ import annotations

import base64
import json

import pytest

from msgcheck.errors import InputError, StoreError
from msgcheck.identity import finding_fingerprint
from msgcheck.records import OverrideReason
from msgcheck.service import senders_answers
from msgcheck.service.answer_models import CheckAnswer, SayAnswer
from msgcheck.service.request_models import OverrideRequest
from tests.builders_service import running_service
from tests.cli.plain_stages import APPROVED, FORBIDDEN, HOUSE, OUTDATED, PRIVATE, mail_bytes
from tests.service.asking import ask, check, mail

GERMAN = (
    "Wir freuen uns sehr auf das Gespräch mit Ihnen und bringen die Unterlagen zu Ihrem neuen Hafen gerne mit.",
    "Die Einrichtung dauert höchstens zehn Tage, und danach können die Schiffer ihre Liegeplätze selbst buchen.",
)


def file(name, data, **more):
    return {"file": {"name": name, "data": base64.b64encode(data).decode()}, **more}


# --- check -----------------------------------------------------------------------------------------


def test_check_asks_about_a_line_that_must_not_be_said(service):
    answer = check(service, "Hi Ana,", FORBIDDEN)
    assert answer.status == 200
    assert answer.json["interrupts"]
    assert [finding["found"] for finding in answer.json["ask"]] == [FORBIDDEN]


def test_check_lets_a_clean_mail_pass(service):
    answer = check(service, "Hi Ana,", APPROVED)
    assert (answer.status, answer.json["interrupts"]) == (200, False)


def test_check_answers_what_openapi_says(service):
    answer = check(service, "Hi {{first_name}},", FORBIDDEN, OUTDATED)
    told = CheckAnswer.model_validate(answer.json, extra="forbid")
    assert json.loads(told.model_dump_json(by_alias=True)) == answer.json


def test_check_holds_a_mail_with_a_field_nobody_filled_in(service):
    answer = check(service, "Hi {{first_name}},", "see you on Monday.")
    assert [field["field"] for field in answer.json["unfilled"]] == ["{{first_name}}"]
    assert answer.json["interrupts"]


def test_check_reads_html(service):
    answer = ask(
        service, "POST", "/v1/check", {"mail": {"to": ["a@b.example"], "html": f"<p>Hi,</p><p>{FORBIDDEN}</p>"}}
    )
    assert [finding["found"] for finding in answer.json["ask"]] == [FORBIDDEN]


def test_check_reads_attachments(service):
    attached = {"name": "note.txt", "data": base64.b64encode(FORBIDDEN.encode()).decode(), "size": len(FORBIDDEN)}
    answer = ask(service, "POST", "/v1/check", mail("Hi Ana,", "see the note.", attachments=[attached]))
    assert [finding["found"] for finding in answer.json["ask"]] == [FORBIDDEN]


def test_check_says_what_was_too_large_to_be_handed_over(service):
    attached = {"name": "deck.pptx", "data": None, "size": 60_000_000}
    answer = ask(service, "POST", "/v1/check", mail("Hi Ana,", "see the deck.", attachments=[attached]))
    assert answer.status == 200
    assert "deck.pptx" in " ".join(answer.json["unread"])


def test_check_reads_a_mail_that_is_a_file(service):
    answer = ask(service, "POST", "/v1/check", file("out/draft.eml", mail_bytes("Hi Ana,", FORBIDDEN)))
    assert [(finding["document"], finding["found"]) for finding in answer.json["ask"]] == [("out/draft.eml", FORBIDDEN)]


def test_check_of_a_file_reads_what_goes_with_it(service):
    asked = file("draft.txt", b"Hi Ana, see the note.")
    asked["file"]["attached"] = [{"name": "note.txt", "data": base64.b64encode(FORBIDDEN.encode()).decode()}]
    assert [finding["found"] for finding in ask(service, "POST", "/v1/check", asked).json["ask"]] == [FORBIDDEN]


def test_check_of_a_file_takes_recipients(service):
    text = f"Hi Jo,\n\n{PRIVATE}".encode()
    to_us = ask(service, "POST", "/v1/check", file("draft.txt", text, recipients=["jo@harbourlight.example"]))
    to_them = ask(service, "POST", "/v1/check", file("draft.txt", text, recipients=["ana@customer.example"]))
    assert (to_us.json["interrupts"], to_them.json["interrupts"]) == (False, True)


def test_check_names_an_internal_line_by_its_id_only(service):
    answer = check(service, "Hi Ana,", PRIVATE)
    (finding,) = answer.json["ask"]
    assert (finding["code"], finding["message_id"], finding["owner"]) == ("MC203", "floor", "pricing")
    assert b"seventy-one" not in answer.body


def test_check_for_a_persona(tmp_path):
    for_cto = 'variants: [{text: "Setup takes ten days at most.", persona: cto}]'
    with running_service(tmp_path, house=HOUSE.replace("answers: [It takes too long.]", for_cto)) as service:
        answers = [
            ask(service, "POST", "/v1/check", mail("Hi Ana,", APPROVED) | {"persona": persona})
            for persona in ("cto", "CFO", " ")
        ]
    assert [[finding["code"] for finding in answer.json["waiting"]] for answer in answers] == [["MC403"], [], []]


@pytest.mark.parametrize(("path", "asked"), [("/v1/check", mail("Hi Ana,")), ("/v1/say", {"question": "quay"})])
def test_a_persona_that_nobody_knows_is_refused_with_those_that_are_known(service, path, asked):
    answer = ask(service, "POST", path, asked | {"persona": "nobody"})
    assert answer.status == 422
    assert answer.json == {
        "error": {
            "code": "unknown-persona",
            "message": 'the messaging names no persona "nobody".',
            "hint": "it names cfo",
        }
    }


def test_check_passes_over_keys_of_a_newer_client(service):
    assert ask(service, "POST", "/v1/check", mail("Hi Ana,", future=1) | {"later": {}}).status == 200


# --- bad input -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "kept"), [((), []), (GERMAN, ["Not judged"])], ids=["empty", "other language"])
def test_check_lets_pass_what_it_cannot_judge(service, lines, kept):
    answer = check(service, *lines)
    assert (answer.status, answer.json["interrupts"]) == (200, False)
    assert [note.split(":")[0] for note in answer.json["notes"]] == kept


def test_check_reads_what_it_can_of_malformed_mime(service):
    broken = (
        b'Content-Type: multipart/mixed; boundary="x"\r\nTo: ana@customer.example\r\n\r\n--x\r\n\r\n'
        + FORBIDDEN.encode()
    )
    answer = ask(service, "POST", "/v1/check", file("draft.eml", broken))
    assert answer.status == 200
    assert [finding["found"] for finding in answer.json["ask"]] == [FORBIDDEN]


@pytest.mark.parametrize("name", ["deck.pptx", "draft.key", "sheet.xlsx"])
def test_check_of_a_file_nobody_can_read_is_unreadable(service, name):
    answer = ask(service, "POST", "/v1/check", file(name, b"\x00\x01 no such thing"))
    assert (answer.status, answer.error) == (422, "unreadable")


def test_check_takes_ten_thousand_recipients(service):
    many = [f"person{number}@customer.example" for number in range(10_000)]
    answer = ask(service, "POST", "/v1/check", mail("Hi all,", FORBIDDEN, cc=many))
    assert (answer.status, answer.json["interrupts"]) == (200, True)


def test_check_takes_half_an_emoji(service):
    answer = ask(service, "POST", "/v1/check", json.dumps(mail("Hi \ud83d,", FORBIDDEN)).encode())
    assert (answer.status, len(answer.json["ask"])) == (200, 1)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'{"mail": ' + b"9" * 5_000 + b"}", b'{"a": 1} {"b": 2}']
)
def test_check_of_what_is_no_json_says_so(service, body):
    answer = ask(service, "POST", "/v1/check", body)
    assert answer.status == 400
    assert answer.error in {"bad-json", "bad-request"}


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        "text",
        {"mail": None},
        {"mail": {"to": "ana@customer.example"}},
        {"mail": {"text": 5}},
        {"mail": {"attachments": [{"name": "a", "data": "not base64!"}]}},
        {"mail": {}, "file": {"name": "a.txt", "data": ""}},
        {"file": {"name": " ", "data": ""}},
        {"file": {"name": "a.txt"}},
    ],
)
def test_check_of_what_is_no_draft_says_so(service, body):
    answer = ask(service, "POST", "/v1/check", body)
    assert (answer.status, answer.error) == (400, "bad-request")
    assert answer.json["error"]["hint"]


def test_a_mistake_is_told_by_the_name_of_its_field_and_not_by_what_it_holds(service):
    asked = mail(FORBIDDEN, subject=["secret words"], attachments=[{"name": "x", "data": "secret-words"}])
    answer = ask(service, "POST", "/v1/check", asked)
    assert "mail.subject" in answer.json["error"]["message"]
    assert "mail.attachments.0.data" in answer.json["error"]["message"]
    assert b"secret" not in answer.body


def test_text_that_is_not_sent_as_json_is_refused(service):
    body = json.dumps(mail(FORBIDDEN)).encode()
    answer = ask(service, "POST", "/v1/check", body, headers={"Content-Type": "text/plain"})
    assert (answer.status, answer.error) == (400, "bad-request")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/check", 405), ("POST", "/v1/nothing", 404)])
def test_what_is_not_there_is_told_as_json(service, method, path, status):
    answer = ask(service, method, path, {})
    assert answer.status == status
    assert answer.error in {"bad-method", "not-there"}


def test_check_says_that_a_file_of_ours_holds_a_mistake(service):
    service.resident.breaks_with = InputError("the silences hold a mistake")
    answer = check(service, "Hi")
    assert (answer.status, answer.error) == (500, "failed")


# --- say -------------------------------------------------------------------------------------------


def test_say_gives_approved_lines_with_what_backs_them(service):
    answer = ask(service, "POST", "/v1/say", {"question": "waiting times at the quay"})
    told = SayAnswer.model_validate(answer.json, extra="forbid")
    assert (told.lines[0].text, told.lines[0].proof, told.lines[0].message_id) == (APPROVED, "Study of 2025", "quay")


def test_say_gives_the_nearest_apart_from_what_answers(service):
    answer = ask(service, "POST", "/v1/say", {"question": "days of sunshine"})
    told = SayAnswer.model_validate(answer.json, extra="forbid")
    assert ([line.message_id for line in told.lines], [line.message_id for line in told.nearest]) == ([], ["setup"])


def test_say_gives_the_objection_a_line_answers(service):
    answer = ask(service, "POST", "/v1/say", {"question": "setup takes too long", "most": 1})
    assert answer.json["lines"][0]["answers"] == ["It takes too long."]


def test_say_never_gives_an_internal_line(service):
    answer = ask(service, "POST", "/v1/say", {"question": PRIVATE, "most": 50})
    assert answer.status == 200
    assert b"seventy-one" not in answer.body


@pytest.mark.parametrize("asked", [{}, {"question": "x", "most": 0}, {"question": "x" * 2001}])
def test_say_of_no_question_says_so(service, asked):
    assert ask(service, "POST", "/v1/say", asked).error == "bad-request"


def test_say_knows_a_line_that_was_approved_meanwhile(service):
    house = service.folder / "messaging" / "more.yaml"
    house.write_text("messages: [{id: berth, type: claim, text: Berths are booked by telephone.}]\n")
    try:
        answer = ask(service, "POST", "/v1/say", {"question": "berths booked by telephone"})
        assert answer.json["lines"][0]["message_id"] == "berth"
    finally:
        house.unlink()


# --- what a sender answers -------------------------------------------------------------------------


def test_override_is_counted_without_a_sentence(service):
    answer = ask(service, "POST", "/v1/override", {"code": "MC202", "message_id": "refund", "reason": "agreed"})
    assert answer.status == 200
    assert "without your words" in answer.json["kept"]


@pytest.mark.parametrize("reason", ["", "because", None, 7])
def test_override_takes_one_of_four_reasons(service, reason):
    answer = ask(service, "POST", "/v1/override", {"code": "MC202", "message_id": "refund", "reason": reason})
    assert (answer.status, answer.error) == (400, "bad-request")


def test_keys_of_reasons_are_those_that_are_kept():
    keys = OverrideRequest.model_json_schema()["properties"]["reason"]["enum"]
    assert keys == [reason.key for reason in OverrideReason]
    assert [OverrideRequest(code="MC101", reason=key).why for key in keys] == list(OverrideReason)


def test_accept_proposes_the_sentence_and_does_not_ask_again(service):
    sentence = "Setup will take you up to ten days."
    fingerprint = finding_fingerprint(code="MC105", message_id="setup", statement=sentence, ordinal=0)
    asked = {"code": "MC105", "message_id": "setup", "fingerprint": fingerprint, "sentence": sentence}
    answer = ask(service, "POST", "/v1/accept", asked)
    assert answer.status == 200
    assert answer.json["proposed"]


def test_accept_of_what_cannot_be_accepted_says_so(service):
    asked = {"code": "MC202", "message_id": "refund", "fingerprint": "mc1:" + "0" * 32, "sentence": FORBIDDEN}
    answer = ask(service, "POST", "/v1/accept", asked)
    assert (answer.status, answer.error) == (400, "bad-request")


@pytest.mark.parametrize("failure", [StoreError("the disk is full"), OSError(28, "No space left on device")])
@pytest.mark.parametrize("path", ["/v1/override", "/v1/accept"])
def test_an_answer_that_cannot_be_kept_is_told_and_breaks_nothing_else(service, monkeypatch, failure, path):
    def full(*_, **__):
        raise failure

    monkeypatch.setattr(senders_answers, path.rpartition("/")[2], full)
    asked = {"code": "MC105", "message_id": "setup", "fingerprint": "x", "sentence": "words", "reason": "wrong"}
    answer = ask(service, "POST", path, asked)
    assert (answer.status, answer.error) == (507, "not-kept")
    assert check(service, FORBIDDEN).json["interrupts"]
