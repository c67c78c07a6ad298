"""Whose words a document is: ours, somebody else's, or not to be told.

What a stranger's deck claims is none of our claims, and neither is what a customer writes to us. A document that
does not so much as name us is judged only where it comes near an approved line.
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgcheck.records import Audience, Document, Judgement, Messaging

NEAR_COSINE = 0.6
"""From here on a statement is about one of our messages even in a document that does not name us."""


class Author(StrEnum):
    """Whose words a document is."""

    OURS = "ours"
    THEIRS = "theirs"
    UNKNOWN = "unknown"


def author_of(document: Document, messaging: Messaging, audience: Audience, *, around: Author | None) -> Author:
    """Return whose words a document is.

    Mail is ours if one of our domains sent it, or if nobody knows our domains or its sender. What lies inside a mail
    has the mail's author. Anything else is ours if the settings say who owns it, or if it names us or a product.

    Args:
        document: as it was read.
        messaging: names and domains.
        audience: what the settings say of the document.
        around: whose the mail or mailbox is that the document lies in; None for a file on disk.
    """
    if document.mail is not None:
        domain = document.mail.sender.rpartition("@")[2].lower()
        known = tuple(name.lower() for name in messaging.company.domains)
        if not domain or not known or any(domain == name or domain.endswith(f".{name}") for name in known):
            return Author.OURS
        return Author.THEIRS
    if around in {Author.OURS, Author.THEIRS}:
        return around
    return Author.OURS if audience.owner or _names_us(document, messaging) else Author.UNKNOWN


def counts_in_unknown(judgement: Judgement) -> bool:
    """Return whether a judgement counts though nobody knows whose words they are: it comes near one of our lines."""
    return judgement.match is not None and judgement.match.cosine >= NEAR_COSINE


def _names_us(document: Document, messaging: Messaging) -> bool:
    """Return whether a document names our company, or a product by its full name, anywhere."""
    names = (messaging.company.name, *messaging.company.aliases, *(product.name for product in messaging.products))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in names)})(?!\w)", re.IGNORECASE)
    return any(pattern.search(text) for text in (document.title, *(block.text for block in document.blocks)))
