"""What doctor says of Postfix: with a postconf that is made up, and with the real one."""

import json
import sys

import pytest
from conftest import IN_CI
from postfix_server import postfix_program

from msgcheck.doctor import postfix
from msgcheck.doctor.postfix import examine_postfix

DEFAULTS = {
    "smtpd_milters": "",
    "non_smtpd_milters": "",
    "milter_default_action": "tempfail",
    "milter_connect_timeout": "30s",
    "milter_command_timeout": "30s",
    "milter_content_timeout": "300s",
}
GOOD = {
    "milter_default_action": "accept",
    "milter_connect_timeout": "2s",
    "milter_command_timeout": "5s",
    "milter_content_timeout": "10s",
}
GATE = "inet:127.0.0.1:8899"


@pytest.fixture
def postconf(tmp_path, monkeypatch):
    """Gives what sets up a postconf on the path, from the parameters of main.cf and the lines of master.cf."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postfix, "_USUAL_PROGRAM", tmp_path / "none")

    def make(*services, code=0, **main):
        told = {"main": DEFAULTS | main, "services": services, "code": code}
        program = tmp_path / "postconf"
        program.write_text(
            f"#!{sys.executable}\nimport json, sys\ntold = json.loads({json.dumps(json.dumps(told))})\n"
            "lines = told['services'] if '-xP' in sys.argv else\\\n"
            "    [f'{name} = {told[\"main\"][name]}' for name in sys.argv[2:]]\n"
            "print(*lines, sep='\\n')\nsys.exit(told['code'])\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
        return examine_postfix()

    return make


def test_doctor_is_silent_where_there_is_no_postfix(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(postfix, "_USUAL_PROGRAM", tmp_path / "none")
    assert examine_postfix() == ()


def test_doctor_is_silent_where_postfix_asks_no_milter(postconf):
    assert postconf() == ()


def test_doctor_is_silent_where_postfix_is_not_set_up(postconf):
    assert postconf(smtpd_milters=GATE, code=1) == ()


def test_doctor_finds_postfix_that_lets_mail_pass(postconf):
    passes, waits = postconf(smtpd_milters=GATE, **GOOD)
    assert passes.good
    assert waits.good
    assert GATE in passes.found


@pytest.mark.parametrize("milters", ["smtpd_milters", "non_smtpd_milters"])
@pytest.mark.parametrize("action", ["tempfail", "reject", "quarantine", ""])
def test_doctor_names_the_line_where_mail_would_be_deferred(postconf, milters, action):
    passes, _ = postconf(**{**GOOD, milters: GATE, "milter_default_action": action})
    assert not passes.good
    assert passes.mend == "postconf -e milter_default_action=accept"


@pytest.mark.parametrize(
    ("timeout", "value"),
    [("milter_connect_timeout", "30s"), ("milter_command_timeout", "1m"), ("milter_content_timeout", "300")],
)
def test_doctor_names_the_line_where_mail_would_wait_too_long(postconf, timeout, value):
    passes, waits = postconf(**{**GOOD, "smtpd_milters": GATE, timeout: value})
    assert passes.good
    assert not waits.good
    assert waits.mend.startswith(f"postconf -e {timeout}=")


def test_doctor_reads_what_holds_for_one_milter(postconf):
    own = f"{{ {GATE}, default_action = accept, connect_timeout=2s command_timeout=5s, content_timeout=10s }}"
    passes, waits = postconf(smtpd_milters=f"inet:localhost:11332, {own}")
    assert passes.good
    assert waits.good


def test_doctor_names_the_braces_where_they_have_to_be_changed(postconf):
    passes, _ = postconf(smtpd_milters=f"{{ {GATE}, default_action=tempfail }}", **GOOD)
    assert passes.mend == f"in the braces of {GATE}: default_action=accept"


def test_doctor_reads_what_holds_for_one_service(postconf):
    passes, _ = postconf(f"submission/inet/smtpd_milters = {GATE}", "smtp/inet/smtpd_tls_wrappermode = no")
    assert passes.mend == "in master.cf under submission: -o milter_default_action=accept"
    passes, _ = postconf(f"submission/inet/smtpd_milters = {GATE}", **GOOD)
    assert passes.good
    passes, _ = postconf("submission/inet/milter_default_action = tempfail", smtpd_milters=GATE, **GOOD)
    assert not passes.good


def test_doctor_leaves_other_milters_to_their_owners_where_it_knows_its_own(postconf):
    own = f"{{ {GATE}, default_action=accept }}"
    passes, _ = postconf(smtpd_milters=f"inet:localhost:11332, {own}")
    assert passes.good


def test_doctor_takes_any_milter_for_its_own_where_none_is_known(postconf):
    passes, _ = postconf(smtpd_milters="unix:/run/opaque.sock, inet:localhost:11332", **GOOD)
    assert passes.good
    passes, _ = postconf(smtpd_milters="unix:/run/opaque.sock")
    assert "unix:/run/opaque.sock" in passes.found


@pytest.mark.postfix
@pytest.mark.parametrize(("action", "good"), [("tempfail", False), ("accept", True)])
def test_doctor_understands_the_real_postconf(tmp_path, monkeypatch, action, good):
    if postfix_program() is None:
        missing = "Postfix is not installed, or this is not root; on Debian: apt install postfix"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    main = f"smtpd_milters = $gate\ngate = {GATE}\nmilter_default_action = {action}\nmilter_content_timeout = 10s\n"
    (tmp_path / "main.cf").write_text("compatibility_level = 3.6\n" + main, encoding="utf-8")
    services = "submission inet n - n - - smtpd\n  -o smtpd_milters=unix:/run/msgcheck/milter\n"
    (tmp_path / "master.cf").write_text(services, encoding="utf-8")
    monkeypatch.setenv("MAIL_CONFIG", str(tmp_path))
    passes, waits = examine_postfix()
    assert passes.good is good
    assert GATE in passes.found
    assert "milter_connect_timeout is 30s" in waits.found
