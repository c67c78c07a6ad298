"""The Unix socket: for this user alone, without a token, and how msgcheck check finds it."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from msgcheck.config import DocumentSettings, Settings, ThresholdSettings
from msgcheck.errors import EnvironmentFailure
from msgcheck.presend.draft_checker import Draft
from msgcheck.records import DocumentId
from msgcheck.service.listening import SOCKET_NAME, listen_unix
from msgcheck.service.same_settings import agreement_of
from msgcheck.service.unix_client import ServiceSilent, ServiceSocket
from tests.builders_service import running_service
from tests.cli.plain_stages import FORBIDDEN
from tests.service.asking import ask, ask_socket, mail


def draft(text, **more):
    return Draft(data=text.encode(), name="draft.txt", id=DocumentId("out/draft.txt"), **more)


def test_the_socket_is_open_to_its_user_only(service):
    assert stat.S_IMODE((service.state / SOCKET_NAME).stat().st_mode) == 0o600


def test_the_socket_was_never_open_to_others(tmp_path, monkeypatch):
    masks = []
    bind = socket.socket.bind

    def noticed(self, address):
        masks.append(os.umask(0o077))
        os.umask(masks[-1])
        bind(self, address)

    monkeypatch.setattr(socket.socket, "bind", noticed)
    before = os.umask(0)
    os.umask(before)
    with listen_unix(tmp_path / SOCKET_NAME):
        assert masks == [0o177]
    assert os.umask(before) == before


def test_over_the_socket_no_token_is_asked_for(service):
    answer = ask_socket(service.state / SOCKET_NAME, "POST", "/v1/check", mail("Hi Ana,", FORBIDDEN))
    assert (answer.status, answer.json["interrupts"]) == (200, True)


@pytest.mark.parametrize(("method", "path"), [("GET", "/v1/local/agreement"), ("POST", "/v1/local/link")])
def test_what_is_for_this_user_is_not_there_for_clients(service, method, path):
    assert ask(service, method, path).status == 404
    assert ask_socket(service.state / SOCKET_NAME, method, path).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "unix:"},
        {"Host": "serve.sock"},
        {"msgcheck.over_socket": "true"},
        {"X-Msgcheck-Over-Socket": "True"},
    ],
)
def test_no_header_makes_a_client_this_user(service, headers):
    answer = ask(service, "POST", "/v1/local/link", token="", headers=headers)
    assert answer.status in {401, 421}


def test_a_socket_somebody_left_behind_is_taken_away(tmp_path):
    state = tmp_path / "state"
    state.mkdir()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(state / SOCKET_NAME))
    with running_service(tmp_path) as own:
        assert ask_socket(own.state / SOCKET_NAME, "GET", "/v1/ready").status == 200


def test_a_second_service_says_that_one_runs_and_leaves_it_alone(tmp_path):
    with running_service(tmp_path) as first:
        with pytest.raises(EnvironmentFailure, match="runs already"), running_service(tmp_path):
            pass
        assert ask_socket(first.state / SOCKET_NAME, "GET", "/v1/ready").status == 200


def test_a_state_folder_with_a_long_path_is_as_good(tmp_path):
    folder = tmp_path / ("long" * 20) / ("longer" * 20)
    folder.mkdir(parents=True)
    with running_service(folder) as own:
        assert ServiceSocket(own.state).checked(draft("Hi"), own.resident.settings)["interrupts"] is False


# --- how msgcheck check asks -----------------------------------------------------------------------


def test_checked_gives_what_clients_get(service):
    found = ServiceSocket(service.state).checked(draft(FORBIDDEN), service.resident.settings)
    assert [(finding["document"], finding["found"]) for finding in found["ask"]] == [("out/draft.txt", FORBIDDEN)]


def test_checked_hands_on_recipients_persona_and_files(service):
    asked = draft("See the note.", recipients=("ana@customer.example",), attached=(("note.txt", FORBIDDEN.encode()),))
    found = ServiceSocket(service.state).checked(asked, service.resident.settings, persona="cfo")
    assert [finding["found"] for finding in found["ask"]] == [FORBIDDEN]
    assert service.resident.checked[-1].recipients == ("ana@customer.example",)


def test_checked_is_silent_where_settings_differ(service):
    with pytest.raises(ServiceSilent, match="other settings"):
        ServiceSocket(service.state).checked(draft("Hi"), Settings())


def test_checked_is_silent_while_the_service_prepares_another_messaging(service, monkeypatch):
    monkeypatch.setattr(service.resident, "stamp", lambda: (("messaging/house.yaml", 1, 1),))
    with pytest.raises(ServiceSilent, match="earlier messaging"):
        ServiceSocket(service.state).checked(draft("Hi"), service.resident.settings)


def test_checked_is_silent_where_nobody_serves(tmp_path):
    with pytest.raises(ServiceSilent):
        ServiceSocket(tmp_path).checked(draft("Hi"), Settings())


def test_checked_is_silent_where_the_service_fails(service):
    service.resident.breaks_with = RuntimeError("no")
    with pytest.raises(ServiceSilent, match="500"):
        ServiceSocket(service.state).checked(draft("Hi"), service.resident.settings)


@pytest.mark.parametrize("more", [{"unread": ("a: too large",)}, {"template": True}])
def test_checked_is_silent_about_what_cannot_be_said_over_http(service, more):
    with pytest.raises(ServiceSilent):
        ServiceSocket(service.state).checked(draft("Hi", **more), service.resident.settings)


def test_checked_hands_no_draft_to_somebody_elses_socket(service, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    with pytest.raises(ServiceSilent, match="PermissionError"):
        ServiceSocket(service.state).checked(draft("Hi"), service.resident.settings)


@pytest.mark.parametrize(("pattern", "agrees"), [("*.eml", True), ("decks/*.pptx", False)])
def test_settings_agree_from_another_folder_unless_patterns_are_read_from_there(tmp_path, monkeypatch, pattern, agrees):
    settings = Settings(documents=(DocumentSettings(match=pattern, persona="cfo"),))
    here = agreement_of(settings, ())
    monkeypatch.chdir(tmp_path)
    assert (agreement_of(settings, ()) == here) is agrees


@pytest.mark.parametrize(
    ("other", "agrees"),
    [
        (Settings(), True),
        (Settings(store="elsewhere"), True),
        (Settings(messaging=Path("elsewhere")), False),
        (Settings(thresholds=ThresholdSettings(ask=0.5)), False),
        (Settings(silences=Path("elsewhere")), False),
    ],
)
def test_settings_agree_where_a_check_comes_out_alike(other, agrees):
    assert (agreement_of(Settings(), ()) == agreement_of(other, ())) is agrees
