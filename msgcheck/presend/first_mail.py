"""A mail to get ready with: whoever has checked it has loaded and used all that a real one needs."""

from __future__ import annotations

import secrets
from email.message import EmailMessage
from itertools import islice

from msgcheck.records import Messaging

FIRST_MAIL = "first.eml"
_LINES = 8
"""Wordings in it, about as much as a mail says."""


def first_mail(messaging: Messaging) -> bytes:
    """Return an answer above the mail it answers, of approved wordings spoilt by words that no mail had before.

    What is remembered from an earlier run would need no model, and a line repeated to the letter no pair model: either
    would leave them to be loaded with somebody's mail.
    """
    token = secrets.token_hex(4)
    wordings = islice((message.text for message in messaging.messages), _LINES)
    lines = [f"As we told you about order {token}: {wording}" for wording in wordings] or [messaging.company.name]
    quoted = [f"> {line}" for line in lines]
    mail = EmailMessage()
    mail["Subject"] = "Re: your question"
    mail.set_content("\n\n".join(["Hi Kim,", *lines, "Best,", "Jo", "On Monday, Kim wrote:", *quoted]) + "\n")
    return mail.as_bytes()
