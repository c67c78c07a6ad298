"""Whose mail it is: ours where its envelope's sender is, outward where one of the envelope's recipients is not ours.

A name without a domain belongs to the mail server it was given to, so it is ours. Where nobody said which domains are
ours, no mail is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_MOST_DOMAIN_CHARS = 255
"""What is longer is no domain, and takes long to look at; a client may say it in every recipient."""


@dataclass(frozen=True, slots=True)
class OwnDomains:
    """The domains of the company; those below them are its own, too."""

    names: frozenset[str]

    @classmethod
    def of(cls, domains: Iterable[str]) -> OwnDomains:
        """Return the domains, however they are written: `@Acme.example`, `müller.example`."""
        return cls(frozenset(_canonical(domain.lstrip("@")) for domain in domains) - {""})

    def hold(self, address: str) -> bool:
        """Return whether an address of an envelope is ours; "", the sender of bounces, is nobody's."""
        if not address or not self.names:
            return False
        written = address.rpartition("@")[2] if "@" in address else ""
        if len(written) > _MOST_DOMAIN_CHARS:
            return False
        domain = _canonical(written)
        if not domain:
            return True
        labels = domain.split(".")
        return any(".".join(labels[start:]) in self.names for start in range(len(labels)))


def envelope_address(text: bytes) -> str:
    """Return the address in what a client said after MAIL FROM or RCPT TO, whatever bytes it holds."""
    return text.strip().removeprefix(b"<").removesuffix(b">").decode("utf-8", errors="replace")


def _canonical(domain: str) -> str:
    """Return a domain as it is compared: lower case, and in the ASCII form where it has one."""
    bare = domain.strip().rstrip(".").casefold()
    try:
        return bare.encode("idna").decode("ascii")
    except UnicodeError:  # a label that is empty or too long
        return bare
