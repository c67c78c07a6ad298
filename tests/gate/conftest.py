"""A real Postfix for the tests of the gate, and gates beside it."""

import pytest
from conftest import IN_CI
from postfix_server import HOST, Listener, PostfixServer, free_port, postfix_program

from tests.gate.gate_process import GateProcess

SHORT = (("milter_connect_timeout", "2s"), ("milter_command_timeout", "2s"), ("milter_content_timeout", "60s"))
"""Short where a milter says nothing."""
PATIENT = ("--budget-ms", "50000")
FAIL_OPEN = (("milter_default_action", "accept"), ("milter_command_timeout", "60s"), ("milter_content_timeout", "60s"))
"""Long enough for every answer on a slow machine: mail that passed unchecked would not be counted."""


class MailSystem:
    """Postfix with a port without a milter and ports with one; whether anybody listens there is for a test to say."""

    def __init__(self, program):
        self.milter = f"inet:{HOST}:{free_port()}"
        self.shared_milter = f"inet:{HOST}:{free_port()}"
        self.postfix = PostfixServer(
            program,
            {
                "plain": Listener(),
                "shared": Listener(milter=self.shared_milter, options=FAIL_OPEN),
                "gate": Listener(milter=self.milter, options=FAIL_OPEN),
                "hurried": Listener(milter=self.milter, options=(("milter_default_action", "accept"), *SHORT)),
                "defers": Listener(milter=self.milter, options=SHORT),
                "braces": Listener(
                    milter=f"{{ {self.milter}, default_action=accept, connect_timeout=2s, command_timeout=2s }}"
                ),
            },
            sendmail_milter=self.shared_milter,
        )


@pytest.fixture(scope="session")
def mail_system():
    """Postfix, begun when a test first asks for it."""
    program = postfix_program()
    if program is None:
        missing = "Postfix is not installed, or this is not root; on Debian: apt install postfix"
        pytest.fail(missing) if IN_CI else pytest.skip(missing)
    system = MailSystem(program)
    with system.postfix:
        yield system


@pytest.fixture
def postfix(mail_system):
    """Postfix with nothing delivered yet."""
    mail_system.postfix.mailbox.clear()
    return mail_system.postfix


@pytest.fixture(scope="session")
def shared_gate(mail_system, tmp_path_factory):
    """A gate that counts, behind the port `shared`."""
    with GateProcess(tmp_path_factory.mktemp("gate"), mail_system.shared_milter, *PATIENT) as gate:
        yield gate


@pytest.fixture
def gate(mail_system, tmp_path):
    """Gives a gate with these options, not started yet, behind the port `gate`; it ends with the test."""
    begun = []

    def make(*options):
        begun.append(GateProcess(tmp_path, mail_system.milter, *PATIENT, *options))
        return begun[-1]

    yield make
    for one in begun:
        one.kill()
