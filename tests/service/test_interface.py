"""/openapi.json says all that is answered; whatever is sent, the service answers as it says and never breaks."""

from __future__ import annotations

import base64
import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgcheck.service import token_buckets
from msgcheck.service.known_refusals import example_of
from msgcheck.service.refusals import RefusalCode
from tests.service.asking import ask, check, mail

KNOWN = {"/v1/check", "/v1/say", "/v1/override", "/v1/accept", "/v1/health", "/v1/ready"}
KEYS = st.sampled_from(
    "mail file from to cc bcc subject text html attachments name data size recipients persona question most code "
    "message_id reason sentence fingerprint attached".split()
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(
        ["draft.eml", "deck.pptx", "a.zip", "agreed", "MC102", "refund", "{{x}}", "\ud83d", "a@b, c@d\r\nBcc: e@f"]
    ),
    st.binary(max_size=200).map(lambda data: base64.b64encode(data).decode()),
)
OBJECTS = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20
)
TEXTS = st.text(max_size=60)
MAILS = st.fixed_dictionaries(
    {},
    optional={
        "from": TEXTS,
        "to": st.lists(TEXTS, max_size=3),
        "subject": TEXTS,
        "text": st.text(max_size=300),
        "html": st.text(max_size=300),
        "attachments": st.lists(
            st.fixed_dictionaries(
                {"name": TEXTS | st.sampled_from(["a.pptx", "b.eml", "c.html", "d.zip", "../e.txt"])},
                optional={"data": st.none() | st.binary(max_size=80).map(lambda data: base64.b64encode(data).decode())},
            ),
            max_size=2,
        ),
    },
)
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def described(service):
    return ask(service, "GET", "/openapi.json").json


@pytest.fixture(autouse=True)
def without_end(monkeypatch):
    """Let the client of these tests ask as often as it likes."""
    monkeypatch.setattr(token_buckets, "BURST", 1e9)
    monkeypatch.setattr(token_buckets, "PER_S", 1e9)


def schema_of(described, path, status):
    answers = described["paths"][path]["post"]["responses"]
    answer = answers.get(str(status), answers["default"])
    return {**answer["content"]["application/json"]["schema"], "components": described["components"]}


# --- what is described -----------------------------------------------------------------------------


def test_every_route_of_clients_is_described_and_no_other(described):
    assert set(described["paths"]) == KNOWN


def test_no_description_loads_anything_from_elsewhere(service):
    assert [ask(service, "GET", path).status for path in ("/docs", "/redoc")] == [404, 404]


def test_refusals_are_described_with_examples(described):
    responses = described["paths"]["/v1/check"]["post"]["responses"]
    codes = {
        code
        for status, response in responses.items()
        if status not in {"200", "default"}
        for code in response["content"]["application/json"]["examples"]
    }
    assert codes == {
        "bad-json", "bad-request", "bad-token", "bad-origin", "too-slow", "too-large", "bad-host", "unreadable",
        "unknown-persona", "too-many", "failed", "starting", "busy",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("bad-token", {"token": "x"}),
        ("bad-json", {"body": b"no json"}),
        ("bad-host", {"headers": {"Host": "elsewhere.example"}}),
        ("bad-origin", {"headers": {"Origin": "https://elsewhere.example"}}),
        ("unreadable", {"body": {"file": {"name": "deck.pptx", "data": ""}}}),
    ],
)
def test_the_examples_of_refusals_are_what_is_answered(service, described, code, asked):
    answer = ask(service, "POST", "/v1/check", **{"body": mail("Hi Ana,"), **asked})
    responses = described["paths"]["/v1/check"]["post"]["responses"]
    example = responses[str(answer.status)]["content"]["application/json"]["examples"][code]["value"]
    address = f"http://127.0.0.1:{service.port}"
    assert json.loads(json.dumps(example).replace("http://127.0.0.1:8765", address)) == answer.json


def test_every_refusal_has_an_example_of_its_own():
    examples = [example_of(code) for code in RefusalCode]
    assert [example.code for example in examples] == list(RefusalCode)
    assert len({example.message for example in examples}) == len(examples)


def test_schemas_have_names_people_would_give(described):
    assert not [name for name in described["components"]["schemas"] if "_" in name or name.startswith(("Body", "HTTP"))]


def test_the_examples_of_requests_can_be_asked(service, described):
    for example in described["components"]["schemas"]["CheckRequest"]["examples"]:
        assert ask(service, "POST", "/v1/check", example).status == 200


def test_a_check_is_as_described(service, described):
    answer = check(service, "Hi {{name}},", "We guarantee that you earn the fee back.")
    jsonschema.validate(answer.json, schema_of(described, "/v1/check", 200))


# --- whatever is sent ------------------------------------------------------------------------------


@QUIET
@given(body=OBJECTS, path=st.sampled_from(["/v1/check", "/v1/say", "/v1/override", "/v1/accept"]))
def test_whatever_json_is_sent_is_answered_as_described(service, described, body, path):
    answer = ask(service, "POST", path, body)
    assert answer.status in {200, 400, 422}
    jsonschema.validate(answer.json, schema_of(described, path, answer.status))


@QUIET
@given(fields=MAILS)
def test_whatever_mail_is_sent_is_checked(service, fields):
    answer = ask(service, "POST", "/v1/check", {"mail": fields})
    assert answer.status in {200, 422}


@QUIET
@given(
    data=st.binary(max_size=400),
    name=st.sampled_from(["a.eml", "a.msg", "a.html", "a.txt", "a.md", "a.pptx", "a", "a.b"]),
)
def test_whatever_file_is_sent_is_checked_or_unreadable(service, data, name):
    body = {"file": {"name": name, "data": base64.b64encode(data).decode()}}
    assert ask(service, "POST", "/v1/check", body).status in {200, 422}


@QUIET
@given(data=st.binary(max_size=300))
def test_whatever_bytes_are_sent_are_answered(service, data):
    assert ask(service, "POST", "/v1/check", data).status in {200, 400}


def test_a_sentence_is_found_after_all_that(service):
    assert ask(service, "POST", "/v1/check", mail("We guarantee that you earn the fee back.")).json["interrupts"]
