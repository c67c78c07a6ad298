"""The gate behind a real Postfix: mail passes byte for byte, and it passes whatever becomes of the gate."""

import re
import smtplib
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import pytest

from tests.cli.plain_stages import FORBIDDEN, PRIVATE
from tests.gate.plain_gate import CRASH, HANG, PANIC, SLOW

pytestmark = pytest.mark.postfix

TOM, ANA, BEN = "tom@harbourlight.example", "ana@customer.example", "ben@harbourlight.example"
_numbers = count(1)


def mail(*lines, headers=()):
    """Return (Message-ID, a mail with these lines)."""
    message_id = f"<{next(_numbers)}.{id(lines)}@harbourlight.example>"
    head = [
        f"Message-ID: {message_id}",
        f"From: {TOM}",
        f"To: {ANA}",
        "Subject: Quay",
        "Date: Mon, 16 Nov 2026 08:00:00 +0000",
    ]
    return message_id, "\r\n".join([*head, *headers, "", *lines, ""]).encode()


def passed(postfix, listener, message, *, sender=TOM, recipients=(ANA,)):
    """Return a mail as it came, sent through a port of Postfix."""
    message_id, data = message
    postfix.send(listener, sender, list(recipients), data)
    return postfix.mailbox.one(message_id)


def bare(delivered):
    """Return a mail without the line that Postfix writes of its coming."""
    assert delivered.startswith(b"Received: ")
    return re.sub(rb"\AReceived: [^\r]*\r\n(?:\t[^\r]*\r\n)*", b"", delivered)


@contextmanager
def change_of(gate):
    """Give a function that tells what was counted inside this `with`."""
    before = gate.counted()
    yield lambda: {what: number for what, number in (gate.counted() - before).items() if number}


MAILS = {
    "clean": mail("Dear Ana,", "", "see you on Monday.", ".", "..dots"),
    "drifted": mail("Dear Ana,", FORBIDDEN),
    "internal": mail(PRIVATE),
    "empty": mail(),
    "8 bit": mail("Grüße — ¡olé! \x80", headers=("X-Ö: ü",)),
    "long lines": mail("x" * 900, headers=("X-Long: " + "y" * 900, "X-Folded: a\r\n b\r\n\tc")),
    "parts": mail(
        "--b", "Content-Type: text/plain", "", FORBIDDEN, "--b", "Content-Type: application/pdf; name=x.pdf",
        "Content-Transfer-Encoding: base64", "", "JVBERi0=", "--b--",
        headers=("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"),
    ),
    "malformed": mail("--b", "Content-Type: text/", "--b", headers=("Content-Type: multipart/mixed; boundary=b",)),
    "other language": mail("Wir sehen uns am Montag im Hafen und reden dann über die Liegeplätze.", "Viele Grüße"),
    "large": mail(
        *["QUxMIFdPUksgQU5EIE5PIFBMQVkK" * 2] * 30_000,
        headers=("Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MAILS)
def test_mail_passes_byte_for_byte_as_without_the_gate(postfix, shared_gate, name):
    without = passed(postfix, "plain", MAILS[name])
    postfix.mailbox.clear()
    assert bare(passed(postfix, "shared", MAILS[name])) == bare(without)


@pytest.mark.parametrize(
    ("lines", "happened"), [(["See you on Monday."], "clean"), ([FORBIDDEN], "found"), ([PRIVATE], "found")]
)
def test_mail_is_counted(postfix, shared_gate, lines, happened):
    with change_of(shared_gate) as counted:
        passed(postfix, "shared", mail(*lines))
        assert counted() == {happened: 1}


def test_mail_in_another_language_is_not_counted_as_clean(postfix, shared_gate):
    with change_of(shared_gate) as counted:
        passed(
            postfix, "shared", mail("Wir sehen uns am Montag im Hafen und reden dann über die Liegeplätze.", "Grüße")
        )
        assert counted() == {"not-judged": 1}


def test_what_was_found_is_counted_by_code_and_message(postfix, shared_gate):
    before = shared_gate.raised()
    passed(postfix, "shared", mail(PRIVATE))
    assert shared_gate.raised() - before == {("MC203", "floor", "found"): 1}


def test_words_that_are_quoted_are_not_judged(postfix, shared_gate):
    with change_of(shared_gate) as counted:
        passed(postfix, "shared", mail("See you on Monday.", "", "On Friday Ana wrote:", f"> {FORBIDDEN}"))
        assert counted() == {"clean": 1}


@pytest.mark.parametrize(
    ("sender", "recipients", "happened"),
    [(TOM, [BEN], "inward"), (ANA, [BEN], "not-ours"), ("", [ANA], "not-ours"), (TOM, [BEN, ANA], "found")],
)
def test_only_mail_of_ours_to_others_is_checked(postfix, shared_gate, sender, recipients, happened):
    with change_of(shared_gate) as counted:
        passed(postfix, "shared", mail(FORBIDDEN), sender=sender, recipients=recipients)
        assert counted() == {happened: 1}


def test_mail_of_a_program_is_not_checked(postfix, shared_gate):
    with change_of(shared_gate) as counted:
        passed(postfix, "shared", mail(FORBIDDEN, headers=("Auto-Submitted: auto-replied",)))
        assert counted() == {"automatic": 1}


@pytest.mark.parametrize("recipient", [ANA, BEN], ids=["outward", "inward"])
def test_headers_that_only_msgcheck_may_write_are_removed(postfix, shared_gate, recipient):
    marks = ("X-Msgcheck-A: 1", "x-MSGCHECK-a : 2", "X-Kept: 3", "X-Msgcheck-A: 4\r\n more", "X-msgcheck-Other:")
    came = passed(postfix, "shared", mail("Hello.", headers=marks), recipients=[recipient])
    assert b"msgcheck" not in came.lower()
    assert b"X-Kept: 3\r\n" in came


def test_mail_of_programs_of_the_machine_is_counted(postfix, shared_gate):
    message_id, data = mail(FORBIDDEN)
    with change_of(shared_gate) as counted:
        postfix.sendmail(TOM, [ANA], data.replace(b"\r\n", b"\n"))
        postfix.mailbox.one(message_id)
        assert counted() == {"found": 1}


def test_several_mails_of_one_client_are_each_counted(postfix, shared_gate):
    with change_of(shared_gate) as counted:
        messages = [mail("Hello."), mail(FORBIDDEN), mail("Bye.")]
        with smtplib.SMTP("127.0.0.1", postfix.ports["shared"], local_hostname="c.example", timeout=60) as client:
            for _, data in messages:
                client.sendmail(TOM, [ANA], data)
                client.mail(TOM)
                client.rcpt(ANA)
                client.rset()
        assert counted() == {"clean": 2, "found": 1}
    for message_id, _ in messages:
        postfix.mailbox.one(message_id)


def test_a_client_may_greet_with_any_bytes(postfix, shared_gate):
    message_id, data = mail("Hello.")
    with change_of(shared_gate) as counted, socket.create_connection(("127.0.0.1", postfix.ports["shared"]), 60) as raw:
        talk = raw.makefile("rwb")
        for line in (
            b"HELO \xff\xfe\r\n",
            f"MAIL FROM:<{TOM}>\r\n".encode(),
            f"RCPT TO:<{ANA}>\r\n".encode(),
            b"DATA\r\n",
        ):
            talk.readline()
            talk.write(line)
            talk.flush()
        talk.readline()
        talk.write(data + b".\r\n")
        talk.flush()
        talk.readline()
        postfix.mailbox.one(message_id)
        assert counted() == {"clean": 1}


def test_a_thousand_recipients_pass(postfix, shared_gate):
    message = mail("Hello.")
    with change_of(shared_gate) as counted:
        passed(postfix, "shared", message, recipients=[f"someone{number}@customer.example" for number in range(1000)])
        assert counted() == {"clean": 1}


@pytest.mark.parametrize("fault", [CRASH, PANIC])
def test_a_fault_of_the_checker_lets_mail_pass(postfix, shared_gate, fault):
    with change_of(shared_gate) as counted:
        passed(postfix, "shared", mail(fault, FORBIDDEN))
        assert counted() == {"failed": 1}


def test_nothing_logged_holds_words_or_addresses(postfix, shared_gate):
    for line in ("See you on Monday.", FORBIDDEN, PRIVATE, CRASH):
        passed(postfix, "shared", mail(line))
    said = shared_gate.said()
    kept = shared_gate.counts_file.read_text(encoding="utf-8")
    for secret in ("Monday", "earn the fee", "seventy-one", "words of the mail", "@", "Quay"):
        assert secret not in said
        assert secret not in kept


def test_mail_is_refused_where_that_is_turned_on(postfix, gate):
    with gate("--mode", "reject", "--hold", "MC203") as refusing:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            postfix.send("gate", TOM, [ANA], mail(PRIVATE)[1])
        passed(postfix, "gate", mail(FORBIDDEN))
        assert refusing.raised() == {("MC203", "floor", "refused"): 1, ("MC202", "refund", "found"): 1}
    assert refused.value.smtp_code == 550
    said = refused.value.smtp_error.decode()
    assert said.startswith("5.7.1 ")
    assert "floor" in said
    assert "seventy" not in said


def test_mail_is_kept_back_where_that_is_turned_on(postfix, gate):
    message_id, data = mail(PRIVATE)
    with gate("--mode", "quarantine", "--hold", "MC203") as keeping:
        postfix.send("gate", TOM, [ANA], data)
        passed(postfix, "gate", mail(FORBIDDEN))
        assert keeping.raised() == {("MC203", "floor", "quarantined"): 1, ("MC202", "refund", "found"): 1}
    (held,) = postfix.held()
    postfix.drop_held()
    assert message_id.encode() in held
    assert message_id not in postfix.mailbox.ids()
    assert "milter-hold" in postfix.log()


def test_mail_over_its_budget_passes_unchecked(postfix, gate):
    with gate("--budget-ms", "100") as hurried:
        passed(postfix, "gate", mail(HANG, FORBIDDEN))
        assert hurried.counted() == {"over-budget": 1}


def test_mail_that_is_too_large_passes_unchecked(postfix, gate):
    with gate("--most-mb", "1") as small:
        passed(postfix, "gate", mail(*["All work and no play."] * 60_000, FORBIDDEN))
        assert small.counted() == {"too-large": 1}


def test_mail_passes_where_the_gate_is_down(postfix):
    passed(postfix, "gate", mail(FORBIDDEN))


def test_mail_passes_where_the_gate_is_down_as_postfix_takes_it_for_one_milter(postfix):
    passed(postfix, "braces", mail(FORBIDDEN))


def test_mail_is_deferred_where_postfix_was_not_told_to_accept(postfix):
    with pytest.raises(smtplib.SMTPResponseException) as deferred:
        postfix.send("defers", TOM, [ANA], mail("Hello.")[1])
    assert 400 <= deferred.value.smtp_code < 500


def test_mail_passes_where_the_gate_hangs(postfix, mail_system):
    port = int(mail_system.milter.rpartition(":")[2])
    with socket.create_server(("127.0.0.1", port)):
        # Connections are taken by the system, and nobody ever answers.
        passed(postfix, "hurried", mail(FORBIDDEN))


def test_mail_passes_where_a_check_never_ends(postfix, gate):
    with gate("--budget-ms", "1000") as stuck:
        # At the same time, and so long before the gate thinks that it is stuck for good.
        messages = [mail(HANG) for _ in range(3)]
        with ThreadPoolExecutor(3) as clients:
            list(clients.map(lambda message: postfix.send("gate", TOM, [ANA], message[1]), messages))
        for message_id, _ in messages:
            postfix.mailbox.one(message_id)
        assert stuck.counted() == {"over-budget": 3}
        assert stuck.end() == 0


def test_mail_passes_while_the_gate_stops(postfix, gate):
    with gate() as stopping:
        message = mail(SLOW)
        sending = threading.Thread(target=lambda: postfix.send("gate", TOM, [ANA], message[1]))
        sending.start()
        stopping.wait_for("weighing")
        assert stopping.end() == 0
        sending.join()
        postfix.mailbox.one(message[0])
        assert stopping.counted() == {"clean": 1}
