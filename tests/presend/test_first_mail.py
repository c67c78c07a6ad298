"""The mail to get ready with: like a real one, and like none before it."""

from dataclasses import replace
from email import message_from_bytes, policy

from msgcheck.messaging.load import load_messaging
from msgcheck.presend.first_mail import first_mail


def body_of(mail):
    return message_from_bytes(mail, policy=policy.default).get_content()


def house(tmp_path):
    (tmp_path / "house.yaml").write_text(
        "version: 1\ncompany: {name: Acme}\nmessages:\n  - {id: setup, type: claim, text: Set-up takes ten days.}\n",
        encoding="utf-8",
    )
    return load_messaging(tmp_path)


def test_wordings_are_spoilt_by_words_that_no_mail_had_before(tmp_path):
    one, other = (body_of(first_mail(house(tmp_path))) for _ in range(2))
    (line,) = (line for line in one.splitlines() if line.startswith("As"))
    assert line.endswith("Set-up takes ten days.")
    assert line not in other


def test_it_has_a_quoted_part(tmp_path):
    assert "> As we told you" in body_of(first_mail(house(tmp_path)))


def test_messaging_without_messages_has_one_too(tmp_path):
    assert "Acme" in body_of(first_mail(replace(house(tmp_path), messages=())))
