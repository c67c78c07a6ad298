"""What an approved line is about, as far as severity depends on it.

Three plain sources, no model: words of the line, who owns it, and its type. A line may have several
topics. The word lists were written for English copy and checked on `corpora/statements/train`
(`benchmarks/bench_severity.py`).
"""

from __future__ import annotations

import re
from enum import StrEnum

from msgcheck.records import Approved, Message, MessageType


class Topic(StrEnum):
    """A matter where a wrong word costs more than embarrassment."""

    PRICE = "price"
    CONTRACT = "contract"
    SLA = "sla"
    CERTIFICATION = "certification"
    LEGAL = "legal"
    SECURITY = "security"
    SAFETY = "safety"
    AVAILABILITY = "availability"


_AMOUNT = (
    r"(?:[€£$¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:[€£$¥]|p\b(?!\.)|cents?\b|euros?\b|pounds?\b|dollars?\b"
    r"|EUR\b|USD\b|GBP\b|CHF\b))(?! (?:million|billion))"
)
"""A sum of money that somebody may be asked for; thresholds ("orders above £500") are none without such a word."""

_WORDS: dict[Topic, re.Pattern[str]] = {
    Topic.PRICE: re.compile(
        rf"\b(?:costs?|pric(?:e[sd]?|ing)|charged?|billed|pays?|from|at|for|is|are)\b[^.;]{{0,40}}?{_AMOUNT}"
        rf"|{_AMOUNT}(?:\s?/|,? (?:an?|per|each|every|apiece)\b)"
        r"|\b(?:pric(?:es?|ing)|fees?(?! earners?)|tariffs?|commission|surcharges?|discounts?|rebates?|refund\w*)\b",
        re.IGNORECASE,
    ),
    Topic.CONTRACT: re.compile(
        r"\b(?:contractual\w*|cancel\w*|terminat\w+|notice period|days' notice|penalt\w+|indemn\w+"
        r"|warrant(?:y|ies|ed)|guarant\w+|minimum term|lock-in|money back)\b",
        re.IGNORECASE,
    ),
    Topic.SLA: re.compile(
        r"\b(?:SLAs?|service[- ]level|uptime|service credits?|we credit|availability (?:commitment|guarantee)"
        r"|guaranteed? (?:response|delivery|repair))\b",
        re.IGNORECASE,
    ),
    Topic.CERTIFICATION: re.compile(
        r"\b(?:ISO(?:[ /]\w+)?[ -]\d+|SOC ?[123]|PCI(?: |-)?DSS|HIPAA|GDPR|FedRAMP|HITRUST|FDA|EN \d{3,}"
        r"|CE[- ]mark\w*|certifi(?:ed|cations?)|accredited (?:to|by|for)"
        r"|audited|complian\w+|compl(?:y|ies) with"
        r"|licensed|approved for|registered with|[a-z]+-registered)\b",
        re.IGNORECASE,
    ),
    Topic.LEGAL: re.compile(
        r"\b(?:legally|legal (?:advice|duty|basis|requirement|obligation)s?"
        r"|laws?(?! firms?)|lawful\w*|liab\w+|consent|personal data|privacy|data protection|permission"
        r"|(?:legal|tax|medical|investment|financial) advice|does not replace"
        r"|own(?:s|ership of)? (?:their|your|the|its)(?: own)? (?:data|content|images?|recordings?))\b",
        re.IGNORECASE,
    ),
    Topic.SECURITY: re.compile(
        r"\b(?:encrypt\w*|secur(?:e|ed|ity)|breach\w*|passwords?|biometric\w*|penetration test\w*|customer keys?"
        r"|(?:data|records?|recordings?|images?|numbers?|copies|prints?|faces) "
        r"(?:\w+ ){0,3}?(?:stored|hosted|held|kept|leaves?|deleted|stays?)"
        r"|(?:stored|hosted|processed) (?:only )?in|train (?:\w+ ){0,3}models?"
        r"|(?:sells?|shares?) (?:\w+ ){0,4}(?:data|records?|details|names|addresses)"
        r"|data cent(?:re|er)s?|logs are kept|is logged)\b",
        re.IGNORECASE,
    ),
    Topic.SAFETY: re.compile(
        r"\b(?:(?<!brand-)safe(?:ty(?! stock)|ly)?|injur\w+|hazard\w*|fire[- ](?:rated|resist\w+)|toxic\w*"
        r"|allerg\w+|recordable|incident rate|trapped|accidents?|clinical(?:ly)?|doses?|emergenc(?:y|ies))\b",
        re.IGNORECASE,
    ),
    Topic.AVAILABILITY: re.compile(
        r"\b(?:99[.,]\d+ ?%|availability[^.]{0,40}\d|\d ?%[^.]{0,40}availability"
        r"|not (?:yet )?available|generally available)",
        re.IGNORECASE,
    ),
}

_OWNERS: tuple[tuple[re.Pattern[str], Topic], ...] = (
    (re.compile(r"legal|complian|privacy|regulat", re.IGNORECASE), Topic.LEGAL),
    (re.compile(r"secur|infosec|\bciso\b", re.IGNORECASE), Topic.SECURITY),
    (re.compile(r"pric|commercial|financ|payment|billing", re.IGNORECASE), Topic.PRICE),
    (re.compile(r"safety|quality|clinical|medical", re.IGNORECASE), Topic.SAFETY),
)

_GUARANTEE = re.compile(
    r"\bguarant\w+|\bpromise[sd]?\b|\bwithout (?:exception|fail)\b"
    r"|\b(?:no matter|whatever happens|under any circumstances)\b"
    r"|\b100 ?%",
    re.IGNORECASE,
)


_SAVED = re.compile(r"\b(?:sav(?:e[sd]?|ings?)|spent|turnover|revenue|raised \S+ from|in avoided)\b", re.IGNORECASE)
"""Money that is somebody's result, not our price."""
_TELLS_OF_RESULTS = frozenset({MessageType.PROOF_POINT, MessageType.BOILERPLATE})
"""What lines of these types say of money was earned, spent or saved by somebody; they ask nobody to pay."""


def topics_of_text(text: str) -> frozenset[Topic]:
    """Return the topics whose words stand in `text`."""
    return frozenset(topic for topic, words in _WORDS.items() if words.search(text))


def topics_of_message(message: Message | None, wording: Approved | None = None) -> frozenset[Topic]:
    """Return the topics of a message by its words, its owner and its type; empty for None."""
    if message is None:
        return frozenset()
    text = wording.text if wording is not None else message.text
    owner = (wording.owner if wording is not None else None) or message.owner or ""
    topics = set(topics_of_text(text))
    topics.update(topic for pattern, topic in _OWNERS if pattern.search(owner))
    if _SAVED.search(text) or message.type in _TELLS_OF_RESULTS:
        topics.discard(Topic.PRICE)
    if message.kind in {"price", "term"}:
        topics.add(Topic.PRICE if message.kind == "price" else Topic.CONTRACT)
    if message.type is MessageType.DISCLAIMER:
        topics.add(Topic.LEGAL)
    return frozenset(topics)


def is_guarantee(text: str) -> bool:
    """Return whether `text` guarantees something."""
    return _GUARANTEE.search(text) is not None
