"""For whom a document is used: from the settings' patterns and the table of accounts.

What is not known stays empty, and what depends on it does not fire.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from msgcheck.config import DocumentSettings, Settings
from msgcheck.errors import SettingsError
from msgcheck.records import Audience, Document, DocumentId, MailHeaders

_KEYS = ("persona", "segment", "region", "team", "stage", "audience", "owner", "we")
_FREE_MAIL = frozenset(
    {
        "aol.com", "bluewin.ch", "free.fr", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net", "googlemail.com",
        "hotmail.com", "hotmail.co.uk", "icloud.com", "live.com", "mail.com", "me.com", "msn.com", "orange.fr",
        "outlook.com", "proton.me", "protonmail.com", "t-online.de", "web.de", "yahoo.com", "yahoo.co.uk", "ymail.com",
    }
)  # fmt: skip
"""Domains under which everybody can have a mailbox: they tell nothing of whom somebody works for."""
_ACCOUNT_COLUMNS = ("account", "domains", "region", "segment", "stage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One line of the table of accounts."""

    name: str
    domains: tuple[str, ...]
    region: str = ""
    segment: str = ""
    stage: str = ""


@dataclass(slots=True, kw_only=True)
class AudienceBook:
    """Knows for whom each document is used; what lies inside a mail goes where the mail goes."""

    settings: Settings
    company_domains: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    _mails: dict[DocumentId, MailHeaders] = field(default_factory=dict)

    def audience_of(self, document: Document) -> Audience:
        """Return the audience of a document; a mail must be asked for before its attachments, and these right after."""
        if document.parent is None:
            self._mails.clear()  # who checks for months must not remember every mail
        mail = document.mail or (self._mails.get(document.parent) if document.parent else None)
        if mail is not None:
            self._mails[document.id] = mail
        return audience_for(
            document.id,
            settings=self.settings,
            sender=mail.sender if mail else "",
            recipients=mail.recipients if mail else (),
            company_domains=self.company_domains,
            accounts=self.accounts,
        )

    def account_of(self, document: Document) -> str:
        """Return the customer that a mail, or what lies inside it, was sent to; "" where that is unknown.

        Its audience must have been asked for right before.
        """
        mail = document.mail or self._mails.get(document.id)
        if mail is None:
            return ""
        return account_for(mail.recipients, company_domains=self.company_domains, accounts=self.accounts)


def account_for(
    recipients: Sequence[str], *, company_domains: Iterable[str] = (), accounts: Sequence[Account] = ()
) -> str:
    """Return the one account among recipients outside the company, by its name in the table or else by its domain.

    Where they belong to several, the one that the table knows counts, and none where that is not one either. Domains
    under which everybody can have a mailbox stand for nobody, and where it is not known which domains are ours, only
    the table tells.

    Args:
        recipients: addresses.
        company_domains: our own domains.
        accounts: from `load_accounts`.
    """
    own = [domain.casefold().lstrip("@") for domain in company_domains]
    outside = [address for address in _one_a_domain(recipients) if not _is_in(address, own)]
    named = {account.name or account.domains[0] for account in _accounts_of(outside, accounts)}
    if len(named) == 1:
        return named.pop()
    domains = {_domain(address) for address in outside} - _FREE_MAIL - {""}
    return domains.pop() if own and not named and len(domains) == 1 else ""


def audience_for(
    document_id: str,
    *,
    settings: Settings,
    sender: str = "",
    recipients: Sequence[str] = (),
    company_domains: Iterable[str] = (),
    accounts: Sequence[Account] = (),
) -> Audience:
    """Return for whom a document is used.

    What `documents` in the settings says goes before the table of accounts, and that before what the
    recipients' domains tell.

    Args:
        document_id: path as given, `outer/inner` inside a mail.
        settings: with the patterns.
        sender: address of a mail's sender.
        recipients: addresses of a mail's recipients.
        company_domains: our own domains; mail only to these is inside.
        accounts: from `load_accounts`.
    """
    values: dict[str, str] = {}
    if recipients:
        values.update(_from_recipients(recipients, tuple(company_domains)))
        values.update(_from_accounts(recipients, accounts))
    folder = settings.source.parent if settings.source else Path()
    for entry in settings.documents:
        if _matches(entry, document_id, folder, sender, recipients):
            values.update({key: getattr(entry, key) for key in _KEYS if getattr(entry, key)})
    return Audience(
        persona=values.get("persona", ""),
        segment=values.get("segment", ""),
        region=values.get("region", ""),
        team=values.get("team", ""),
        stage=values.get("stage", ""),
        audience=values.get("audience", ""),
        owner=values.get("owner", ""),
        we=values.get("we", "us"),
    )


def load_accounts(path: Path) -> tuple[Account, ...]:
    """Return the accounts of a CSV file with the columns account, domains, region, segment, stage.

    Several domains of one account are separated by semicolons, commas or spaces.

    Raises:
        SettingsError: the file cannot be read or lacks the column domains.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as err:
        raise SettingsError("the table of accounts cannot be read", where=str(path), hint="save it as UTF-8") from err
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter, restval="", restkey="")
    rows.fieldnames = [str(name).strip().casefold() for name in rows.fieldnames or ()]
    if "domains" not in rows.fieldnames:
        raise SettingsError(
            "the table of accounts has no column 'domains'",
            where=f"{path}:1",
            hint=f"use {', '.join(_ACCOUNT_COLUMNS)}",
        )
    return tuple(
        Account(
            name=_cell(row, "account"),
            domains=tuple(
                domain.lstrip("@") for domain in re.split(r"[;,\s]+", _cell(row, "domains").casefold()) if domain
            ),
            region=_cell(row, "region"),
            segment=_cell(row, "segment"),
            stage=_cell(row, "stage"),
        )
        for row in rows
    )


def _cell(row: Mapping[str, str], name: str) -> str:
    return (row.get(name) or "").strip()


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip(" >").casefold()


def _within(domain: str, other: str) -> bool:
    """Return whether `domain` is `other` or lies in it."""
    return bool(other) and (domain == other or domain.endswith("." + other))


def _from_recipients(recipients: Sequence[str], company_domains: Sequence[str]) -> dict[str, str]:
    """Return inside or outside; nothing where it is not known which domains are ours."""
    own = [domain.casefold().lstrip("@") for domain in company_domains]
    if not own:
        return {}
    ours = all(_is_in(address, own) for address in _one_a_domain(recipients))
    return {"audience": "inside" if ours else "outside"}


def _from_accounts(recipients: Sequence[str], accounts: Sequence[Account]) -> dict[str, str]:
    """Return what all accounts among the recipients have in common."""
    found = _accounts_of(recipients, accounts)
    values: dict[str, str] = {}
    for key in ("region", "segment", "stage"):
        given = {getattr(account, key) for account in found}
        if len(given) == 1:
            values[key] = given.pop()
    return {key: value for key, value in values.items() if value}


def _accounts_of(recipients: Sequence[str], accounts: Sequence[Account]) -> list[Account]:
    """Return the account of each domain of a recipient that has one: the one with the longest domain that fits."""
    of_domain: dict[str, Account] = {}
    for account in accounts:
        for domain in account.domains:
            of_domain.setdefault(domain, account)
    found: list[Account] = []
    for address in _one_a_domain(recipients):
        labels = _domain(address).split(".")
        longest_first = (".".join(labels[place:]) for place in range(len(labels)))
        found.extend([of_domain[domain] for domain in longest_first if domain in of_domain][:1])
    return found


def _one_a_domain(recipients: Sequence[str]) -> tuple[str, ...]:
    """Return the first recipient of each domain: a mail to thousands goes to few."""
    first: dict[str, str] = {}
    for address in recipients:
        first.setdefault(_domain(address), address)
    return tuple(first.values())


def _is_in(address: str, domains: Iterable[str]) -> bool:
    """Return whether an address lies in one of these domains."""
    return any(_within(_domain(address), domain) for domain in domains)


def _matches(entry: DocumentSettings, document_id: str, folder: Path, sender: str, recipients: Sequence[str]) -> bool:
    """Return whether all patterns of an entry match; an entry without a pattern matches nothing."""
    if not (entry.match or entry.sender or entry.recipient):
        return False
    if entry.match and not _path_matches(entry.match, document_id, folder):
        return False
    if entry.sender and not (sender and _address_matches(entry.sender, sender)):
        return False
    return not entry.recipient or any(_address_matches(entry.recipient, address) for address in recipients)


def _path_matches(pattern: str, document_id: str, folder: Path) -> bool:
    path = Path(document_id)
    candidates = {path.as_posix()}
    absolute = Path.cwd() / path
    for base in (folder.absolute(), Path.cwd()):
        if absolute.is_relative_to(base):
            candidates.add(absolute.relative_to(base).as_posix())
    wanted = _pattern(pattern if "/" in pattern else f"**/{pattern}")
    return any(wanted.fullmatch(candidate) for candidate in candidates)


def _address_matches(pattern: str, address: str) -> bool:
    bare = address.rpartition("<")[2].strip(" >")
    if "@" not in pattern and "*" not in pattern:
        return _within(_domain(bare), pattern.casefold())
    return _pattern(pattern).fullmatch(bare) is not None


@lru_cache(maxsize=512)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression: `*` within a folder, `**` over folders, case ignored."""
    parts: list[str] = []
    for token in re.findall(r"\*\*/|\*\*|\*|\?|\[[^\]]+\]|.", pattern.removeprefix("./"), re.DOTALL):
        match token:
            case "**/":
                parts.append("(?:.*/)?")
            case "**":
                parts.append(".*")
            case "*":
                parts.append("[^/]*")
            case "?":
                parts.append("[^/]")
            case _ if len(token) > 1:
                parts.append("[" + token[1:-1].replace("\\", "\\\\").replace("!", "^", 1).replace("[", r"\[") + "]")
            case _:
                parts.append(re.escape(token))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
