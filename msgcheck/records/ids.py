"""Ids that must not be mixed."""

from __future__ import annotations

from typing import NewType

MessageId = NewType("MessageId", str)
DocumentId = NewType("DocumentId", str)
"""The path as given, `outer/inner` for what lies inside a mail or mailbox."""
Fingerprint = NewType("Fingerprint", str)
