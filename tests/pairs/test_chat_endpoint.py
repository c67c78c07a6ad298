"""The chat service as a pair model, against a stand-in on this machine."""

import json
import logging
import socket

import numpy as np
import pytest
from builders_chat import Reply, chat_service

from msgcheck.errors import ModelUnavailable, SettingsError
from msgcheck.pairs.chat_endpoint import ChatPairModel
from msgcheck.pairs.interface import PAIR_LABELS, Pair, PairLabel

LONG_S = 120.0
SURE = '{"consistent": 0.9, "reframed": 0.1}'
PAIRS = tuple(Pair(approved="Cuts costs by up to 30 %.", said=f"It cuts costs by {number} %.") for number in range(9))


def reading(url: str, **more):
    waits = []
    return ChatPairModel("tiny", url=url, wait=waits.append, **more), waits


def answering(content: str):
    return lambda place, body: Reply(content=content)


def best(rows) -> list[str]:
    return [PAIR_LABELS[place].value for place in rows.argmax(axis=1)]


def test_rows_come_in_the_order_of_the_pairs():
    def reply(place, body):
        said = json.loads(body["messages"][-1]["content"])["statement"]
        number = int(said.split()[-2])
        return Reply(content=json.dumps({PAIR_LABELS[number % 7]: 1}), after_s=0.02 * (number % 3))

    with chat_service(reply) as service:
        model, _ = reading(service.url)
        rows = model.read(PAIRS)
    assert rows.dtype == np.float32
    assert best(rows) == [PAIR_LABELS[number % 7].value for number in range(9)]


def test_each_pair_is_asked_about_once_and_the_same_way():
    with chat_service(answering(SURE)) as service:
        reading(service.url)[0].read(PAIRS)
    assert sorted(asked["statement"] for asked in service.questions()) == sorted(pair.said for pair in PAIRS)
    assert {body["temperature"] for body in service.asked} == {0}
    assert len({body["seed"] for body in service.asked}) == 1
    assert {body["model"] for body in service.asked} == {"tiny"}
    assert set(service.paths) == {"/v1/chat/completions"}


def test_nothing_is_sent_and_nothing_said_without_pairs(caplog):
    with chat_service(answering(SURE)) as service:
        assert reading(service.url)[0].read([]).shape == (0, 7)
    assert (service.asked, caplog.messages) == ([], [])


def test_fenced_answer_is_understood():
    with chat_service(answering(f"```json\n{SURE}\n```")) as service:
        assert best(reading(service.url)[0].read(PAIRS[:1])) == ["consistent"]


@pytest.mark.parametrize("content", ["I would rather not say.", "", None])
def test_answer_that_says_nothing_counts_as_undecided_and_is_told(caplog, content):
    with chat_service(lambda place, body: Reply(content=content if place % 2 else SURE)) as service:
        rows = reading(service.url)[0].read(PAIRS[:4])
    even = [row for row in rows if np.allclose(np.exp(row), 1 / 7)]
    assert len(even) == 2
    assert "2 of 4 answers" in caplog.text
    assert not any(pair.said in caplog.text for pair in PAIRS)


# --- what goes wrong for a moment ------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 503])
def test_busy_or_failing_service_is_asked_again(status):
    with chat_service(lambda place, body: Reply(content=SURE, status=200 if place > 1 else status)) as service:
        model, waits = reading(service.url)
        assert best(model.read(PAIRS[:1])) == ["consistent"]
    assert (len(service.asked), waits) == (3, [0.5, 1.0])


@pytest.mark.parametrize(("asked_for", "waited"), [("7", 7.0), ("9999", 30.0), ("soon", 0.5), ("-1", 0.5)])
def test_service_is_given_the_time_it_asks_for(asked_for, waited):
    def reply(place, body):
        return Reply(content=SURE, status=200 if place else 429, headers={"Retry-After": asked_for})

    with chat_service(reply) as service:
        model, waits = reading(service.url)
        model.read(PAIRS[:1])
    assert waits == [waited]


def test_connection_that_breaks_off_is_made_again():
    with chat_service(lambda place, body: Reply(content=SURE, breaks_off=place == 0)) as service:
        assert best(reading(service.url)[0].read(PAIRS[:1])) == ["consistent"]


def test_service_that_refuses_what_it_does_not_know_is_asked_without():
    def reply(place, body):
        return Reply(status=400) if "response_format" in body else Reply(content=SURE)

    with chat_service(reply) as service:
        model, _ = reading(service.url)
        model.read(PAIRS[:1])
        model.read(PAIRS[1:3])
    assert [("seed" in body, body["temperature"]) for body in service.asked] == [(True, 0)] + [(False, 0)] * 3


# --- what goes wrong for good ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reply", "said", "hinted"),
    [
        (Reply(status=401), "status 401", "MSGCHECK_PAIRS_API_KEY"),
        (Reply(status=404), "status 404", "pairs.model"),
        (Reply(status=400), "status 400", "log"),
        (Reply(status=302, headers={"Location": "http://example.invalid/"}), "status 302", "log"),
        (Reply(status=500), "status 500", "later"),
        (Reply(status=429), "status 429", "later"),
        (Reply(body="<html>hello</html>"), "not as a chat service", "pairs.url"),
        (Reply(body='{"choices": []}'), "not as a chat service", "pairs.url"),
        (Reply(body="[1]"), "not as a chat service", "pairs.url"),
        (Reply(breaks_off=True), "broke off", "later"),
    ],
)
def test_service_that_does_not_answer_is_unavailable(reply, said, hinted):
    with chat_service(lambda place, body: reply) as service:
        model, _ = reading(service.url)
        with pytest.raises(ModelUnavailable) as caught:
            model.read(PAIRS[:1])
    assert said in caught.value.message
    assert hinted in caught.value.hint
    assert caught.value.where == service.url


def test_first_failure_ends_the_rest():
    with chat_service(lambda place, body: Reply(status=404)) as service:
        model, _ = reading(service.url)
        with pytest.raises(ModelUnavailable):
            model.read(PAIRS * 20)
    assert len(service.asked) < 20


def test_service_that_takes_too_long_is_unavailable():
    with chat_service(lambda place, body: Reply(content=SURE, after_s=LONG_S)) as service:
        model, _ = reading(service.url, timeout_s=0.1)
        with pytest.raises(ModelUnavailable) as caught:
            model.read(PAIRS[:1])
    assert "within 0.1 s" in caught.value.message


def test_service_that_is_not_there_is_unavailable():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ModelUnavailable) as caught:
            reading(url)[0].read(PAIRS[:1])
    assert "cannot be reached" in caught.value.message
    assert caught.value.where == url


# --- where text goes -------------------------------------------------------------------------------


def test_every_run_says_where_text_goes(caplog):
    with chat_service(answering(SURE)) as service:
        model, _ = reading(service.url)
        model.read(PAIRS[:1])
        model.read(PAIRS[:1])
        reading(service.url)[0].read(PAIRS[:1])
    told = [record for record in caplog.records if "approved wording and statements are sent to" in record.message]
    assert len(told) == 2
    assert all(record.levelno == logging.WARNING and service.url in record.message for record in told)
    assert "on this machine" in told[0].message


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example:11434",
        "https://models.example/v1",
        "http://10.0.0.7:8080",
        "http://0.0.0.0:11434",
        "http://127.0.0.1.models.example",
        "http://localhost.models.example",
        "http://127.1",
        "http://[::2]:80",
    ],
)
def test_another_machine_is_refused_unless_it_was_allowed(url):
    with pytest.raises(SettingsError) as caught:
        ChatPairModel("tiny", url=url)
    assert "pairs.allow_remote" in caught.value.hint
    assert "on another machine" in ChatPairModel("tiny", url=url, allow_remote=True).notice


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:11434", "http://LOCALHOST:8080/v1", "https://[::1]", "http://127.9.9.9"]
)
def test_this_machine_needs_no_permission(url):
    assert "on this machine" in ChatPairModel("tiny", url=url).notice


def test_unencrypted_way_to_another_machine_is_told():
    notices = [
        ChatPairModel("tiny", url=f"{scheme}://models.example", allow_remote=True).notice
        for scheme in ("http", "https")
    ]
    assert ["unencrypted" in notice for notice in notices] == [True, False]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "models",
        "ftp://127.0.0.1",
        "file:///etc/hosts",
        "http://",
        "http://127.0.0.1:99999",
        "127.0.0.1:11434",
        "http://a b",
    ],
)
def test_address_that_is_none_is_refused(url):
    with pytest.raises(SettingsError):
        ChatPairModel("tiny", url=url)


@pytest.mark.parametrize(
    "url", ["http://me:secret@127.0.0.1", "http://127.0.0.1/v1?key=secret", "http://127.0.0.1#secret"]
)
def test_address_with_a_key_in_it_is_refused_without_repeating_it(url):
    with pytest.raises(SettingsError) as caught:
        ChatPairModel("tiny", url=url)
    assert "secret" not in str(caught.value)
    assert "MSGCHECK_PAIRS_API_KEY" in caught.value.hint


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("", "/v1/chat/completions"),
        ("/", "/v1/chat/completions"),
        ("/v1/", "/v1/chat/completions"),
        ("/v1/chat/completions", "/v1/chat/completions"),
        ("/openai/v1", "/openai/v1/chat/completions"),
    ],
)
def test_address_may_be_written_with_or_without_its_path(path, asked):
    with chat_service(answering(SURE)) as service:
        reading(service.url + path)[0].read(PAIRS[:1])
    assert service.paths == [asked]


def test_proxy_of_the_environment_gets_nothing(monkeypatch):
    with chat_service(answering(SURE)) as proxy, chat_service(answering(SURE)) as service:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        reading(service.url)[0].read(PAIRS[:1])
    assert (len(proxy.asked), len(service.asked)) == (0, 1)


@pytest.mark.parametrize(("key", "header"), [("k-123", "Bearer k-123"), (" k-123\n", "Bearer k-123"), ("", None)])
def test_key_is_sent_where_there_is_one(key, header):
    with chat_service(answering(SURE)) as service:
        reading(service.url, api_key=key)[0].read(PAIRS[:1])
    assert service.headers[0].get("authorization") == header


def test_key_that_is_none_is_refused_without_repeating_it():
    with pytest.raises(SettingsError) as caught:
        ChatPairModel("tiny", url="http://127.0.0.1", api_key="schlüssel")
    assert "schlüssel" not in str(caught.value)


def test_name_changes_with_model_and_address():
    names = {
        ChatPairModel(model, url=url).model
        for model in ("tiny", "large")
        for url in ("http://127.0.0.1:1", "http://127.0.0.1:2")
    }
    assert len(names) == 4


def test_all_labels_can_come_out():
    def reply(place, body):
        return Reply(content=json.dumps(dict.fromkeys(PairLabel, 1 / 7)))

    with chat_service(reply) as service:
        rows = reading(service.url)[0].read(PAIRS[:1])
    assert np.allclose(np.exp(rows), 1 / 7, atol=1e-3)
