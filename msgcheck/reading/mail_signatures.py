"""Which of a writer's own lines are no message: signature, legal notice, footer of a mailing list.

Conservative on purpose: a line wrongly called a signature is never checked, so a closing with a mere name
stays own, and a block of contact data counts only at the end and without a sentence in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgcheck.reading.mail_phrases import CLOSING, DISCLAIMER, LIST_FOOTER, SENT_FROM
from msgcheck.records import Role

_DELIMITER = re.compile(r"\s*(?:-\s)?(?:--|—|––)\s*\Z")
_RULE = re.compile(r"\s*[_=*\-–—]{4,}\s*\Z")
_ARMOUR = re.compile(r"-----(BEGIN|END) PGP (SIGNED MESSAGE|SIGNATURE|MESSAGE|PUBLIC KEY BLOCK)-----\s*\Z")
_PHONE = re.compile(r"(?:\+|\(0|\b0|\(\d{3}\)|\b\d{3}[ .-]\d{3}[ .-])[\d\s()/.–-]{5,}\d")
_ADDRESS = re.compile(
    r"[^\s<>@]{1,64}@[^\s<>@]{1,255}\.[a-z]{2,}|\bhttps?://|\bwww\.|\blinkedin\.|\b[\w-]+\.(?:com|de|eu|fr|co\.uk|io|nl|org|net)\b"
)
_CONTACT_WORD = re.compile(
    r"\b(?:tel|telefon|telephone|phone|fon|mobile|mobil|cell|fax|office|direct|m|t|p|f|e|w|skype|web|e-?mail)\s*[.:|]"
    r"|\b(?:gmbh|ag|inc|ltd|llc|llp|plc|corp|s\.?a\.?r?\.?l?|b\.?v|n\.?v|s\.?r\.?l|s\.?p\.?a|kg|oy|a/s|aps)\b\.?"
    r"|\b(?:manager|director|head\s+of|chief|ceo|cto|cfo|coo|vp|vice\s+president|president|executive|engineer|consultant"
    r"|representative|specialist|founder|partner|analyst|geschäftsführer(?:in)?|leiter(?:in)?|vertrieb|berater(?:in)?"
    r"|directeur|directrice|responsable|gerente|director(?:a)?|direttore)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:\S+\s+){6,}\S+[.!?]\W*\Z")
_MAX_SIGNATURE_LINES = 15
_MAX_ENDING_LINES = 60
"""How many lines from the end a signature is looked for."""
_MAX_SIGNATURE_CHARS = 100
_MAX_CLOSING_CHARS = 80
_MAX_PARAGRAPH_CHARS = 2000
_MIN_WRAPPED_CHARS = 40


def label_own(lines: Sequence[str], *, signature: Sequence[bool] = ()) -> list[Role]:
    """Return a role for each line of one run of own lines: own, signature or disclaimer.

    Args:
        lines: consecutive lines without any that is quoted.
        signature: for each line whether the mail program marked it as signature; empty for unknown.
    """
    roles = [Role.OWN] * len(lines)
    for place, marked in enumerate(signature):
        if marked:
            roles[place] = Role.SIGNATURE
    _label_armour(lines, roles)
    _label_disclaimers(lines, roles)
    start = _signature_start(lines, roles)
    for place in range(start, len(lines)):
        if roles[place] is Role.OWN:
            roles[place] = Role.SIGNATURE
    return roles


def _label_armour(lines: Sequence[str], roles: list[Role]) -> None:
    """Label the lines a PGP signature puts around a text."""
    inside = ""
    for place, line in enumerate(lines):
        match = _ARMOUR.match(line)
        if match:
            inside = "" if match[1] == "END" else match[2]
        if match or inside not in ("", "SIGNED MESSAGE") or (inside and line.startswith("Hash: ")):
            roles[place] = Role.SIGNATURE


def _label_disclaimers(lines: Sequence[str], roles: list[Role]) -> None:
    """Label what is said in each paragraph about the mail itself, with a rule that stands above it."""
    rule_above: int | None = None
    for start, end in _paragraphs(lines):
        first = _notice_start(lines, start, end)
        if first is not None:
            first = rule_above if rule_above is not None and first == start else first
            roles[first:end] = [Role.DISCLAIMER] * (end - first)
        rule_above = (
            start if end == start + 1 and (_RULE.match(lines[start]) or _DELIMITER.match(lines[start])) else None
        )


def _notice_start(lines: Sequence[str], start: int, end: int) -> int | None:
    """Return the line of a paragraph with which a notice begins, None where there is none.

    Own lines may stand directly above it; the sentence the notice begins in belongs to it.
    """
    text = _joined(lines[start:end])
    matches = [match for pattern in (DISCLAIMER, LIST_FOOTER) if (match := pattern.search(text))]
    if not matches:
        return None
    left = min(match.start() for match in matches)
    place = start
    while place < end - 1 and left > len(lines[place].strip()):
        left -= len(lines[place].strip()) + 1
        place += 1
    while place > start and not _ends_sentence(lines[place - 1]):
        place -= 1
        if _RULE.match(lines[place]) or _DELIMITER.match(lines[place]):
            break
    if place > start and (_RULE.match(lines[place - 1]) or _DELIMITER.match(lines[place - 1])):
        return place - 1
    return place


def _ends_sentence(line: str) -> bool:
    """Return whether the next line begins something new: after a full stop, or a line too short to be wrapped."""
    line = line.rstrip()
    return line.endswith((".", "!", "?", ":", ",")) or len(line) < _MIN_WRAPPED_CHARS


def _joined(lines: Sequence[str]) -> str:
    return " ".join(line.strip() for line in lines[:_MAX_ENDING_LINES])[:_MAX_PARAGRAPH_CHARS]


def _signature_start(lines: Sequence[str], roles: Sequence[Role]) -> int:
    """Return the index of the first line of the signature, the number of lines where there is none."""
    own = [place for place, line in enumerate(lines) if line.strip() and roles[place] is Role.OWN]
    own = own[-_MAX_ENDING_LINES:]
    starts = (_delimited(lines, own), _sent_from(lines, own), _closed(lines, own), _contact_block(lines, own))
    return min((start for start in starts if start is not None), default=len(lines))


def _delimited(lines: Sequence[str], own: Sequence[int]) -> int | None:
    for number, place in enumerate(own):
        rest = own[number + 1 :]
        if _DELIMITER.match(lines[place]) and len(rest) <= _MAX_SIGNATURE_LINES:
            return place
        if (
            number
            and rest
            and _RULE.match(lines[place])
            and _is_contact_block([lines[below] for below in rest], min_contacts=1)
        ):
            return place
    return None


def _sent_from(lines: Sequence[str], own: Sequence[int]) -> int | None:
    """Return where what a telephone adds begins, if only more of its kind or a short block follows."""
    added = [bool(SENT_FROM.match(lines[place]) and len(lines[place]) <= 160) for place in own]
    for number, place in enumerate(own):
        if not added[number]:
            continue
        rest = [
            lines[below] for below, is_added in zip(own[number + 1 :], added[number + 1 :], strict=True) if not is_added
        ]
        if len(rest) <= max(4, sum(added[number:])) and not any(_is_prose(line) for line in rest):
            return place
        if len(rest) > 4:
            return None
    return None


def _closed(lines: Sequence[str], own: Sequence[int]) -> int | None:
    """Return where a closing with name and contact data begins."""
    for number, place in enumerate(own[1:], start=1):
        rest = [lines[below] for below in own[number + 1 :] if not SENT_FROM.match(lines[below])]
        closing = len(rest) <= _MAX_SIGNATURE_LINES and _is_closing(lines[place])
        if closing and rest and _is_contact_block(rest, min_contacts=1):
            return place
    return None


def _is_closing(line: str) -> bool:
    """Return whether a line closes a mail, in one language or in two with a stroke between."""
    return len(line) <= _MAX_CLOSING_CHARS and all(CLOSING.match(part) for part in re.split(r"[/|]", line))


def _contact_block(lines: Sequence[str], own: Sequence[int]) -> int | None:
    """Return where a last paragraph of mere contact data begins, if it has something above it."""
    if not own:
        return None
    start = own[-1]
    while start > 0 and lines[start - 1].strip():
        start -= 1
    block = [lines[place] for place in own if place >= start]
    if start > own[0] and 3 <= len(block) <= _MAX_SIGNATURE_LINES and _is_contact_block(block, min_contacts=2):
        reachable = any(_PHONE.search(line) or "@" in line for line in block)
        return start if reachable else None
    return None


def _is_contact_block(block: Sequence[str], *, min_contacts: int) -> bool:
    if any(_is_prose(line) or len(line) > _MAX_SIGNATURE_CHARS * 2 for line in block):
        return False
    contacts = sum(bool(_PHONE.search(line) or _ADDRESS.search(line) or _CONTACT_WORD.search(line)) for line in block)
    return contacts >= min_contacts and not any(line.lstrip().startswith(("- ", "* ", "• ", "1.")) for line in block)


def _is_prose(line: str) -> bool:
    return bool(_SENTENCE.search(line[:400])) or len(line.split()) > 20


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for place, line in enumerate([*lines, ""]):
        if line.strip():
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
