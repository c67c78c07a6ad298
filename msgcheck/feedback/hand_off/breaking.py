"""Which documents a change makes wrong: those that stand now and carry the wording, as far as the last scans know.

Sent mail has gone and is never counted. What a deck says word by word is not stored, so where another wording of the
same message goes on, a deck counts only if the one that ends was made for its readers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgcheck.feedback.hand_off.events import Concerned
from msgcheck.feedback.known_decisions import Edit
from msgcheck.feedback.state import State
from msgcheck.history.interface import Store
from msgcheck.records import Approved, Breaking, DocumentKey, StoredDocument, StoredFinding
from msgcheck.validity import meant_for

_MAIL = "email"
_NAMES = "MC401"
_MISSING = "MC402"
_TOO_EARLY = "MC204"
_NO_WORDING = frozenset({_NAMES, _MISSING})
"""Codes of findings that are no wording of their message: a name, and a line that is not there."""
_CHANNEL_OF = {"deck": "slide"}

Carried = Mapping[DocumentKey, int]
"""Document -> statements concerned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The documents that stand now, with what each carries."""

    documents: Mapping[DocumentKey, StoredDocument]
    carried: Mapping[str, Carried]
    """Message or retired line -> the documents that say it, on message or not."""
    edited: Mapping[Edit, Carried]
    """(message, code, change) -> the documents it is found in."""
    too_early: Mapping[str, frozenset[DocumentKey]]
    """Message -> the documents that say it before they may."""

    @classmethod
    def of(cls, store: Store) -> Standing:
        """Return what stands, by the latest scan of each document."""
        state = State.of(store)
        documents = {one.key: one for one in state.documents if one.family != _MAIL and not one.private}
        findings = [one for one in state.findings if one.document in documents]
        too_early: dict[str, set[DocumentKey]] = defaultdict(set)
        for finding in findings:
            if finding.code == _TOO_EARLY and finding.message_id is not None:
                too_early[finding.message_id].add(finding.document)
        return cls(
            documents=documents,
            carried=_carried(documents.values(), findings),
            edited=_edited(findings),
            too_early={message: frozenset(keys) for message, keys in too_early.items()},
        )

    def wrong_by(self, concerned: Concerned) -> Carried:
        """Return the documents that a change makes wrong, each with its statements, at least 1."""
        found: Counter[DocumentKey] = Counter()
        for edit in concerned.edits:
            for document, statements in self.edited.get(edit, {}).items():
                if _uses(self.documents[document], concerned):
                    found[document] += statements
        for message in sorted(concerned.ids):
            early = self.too_early.get(message, frozenset()) if message in concerned.starting else frozenset()
            for document, statements in self.carried.get(message, {}).items():
                if document not in early and _uses(self.documents[document], concerned):
                    found[document] += statements
        return found

    def breaking(self, wrong: Carried) -> tuple[Breaking, ...]:
        """Return documents one by one, by path."""
        listed = [
            Breaking(
                document=self.documents[key].path,
                family=self.documents[key].family,
                statements=statements,
                owner=self.documents[key].audience.owner,
            )
            for key, statements in wrong.items()
        ]
        return tuple(sorted(listed, key=lambda one: (one.document, one.family, one.statements)))

    def families(self, wrong: Iterable[DocumentKey]) -> tuple[tuple[str, int], ...]:
        """Return how many documents of each family, most first."""
        counts = Counter(self.documents[key].family for key in wrong)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _carried(documents: Iterable[StoredDocument], findings: Iterable[StoredFinding]) -> Mapping[str, Carried]:
    """Return the documents that say each message: as approved, nearly, or otherwise."""
    counts: dict[str, Counter[DocumentKey]] = defaultdict(Counter)
    for document in documents:
        for message, statements in document.used:
            counts[message][document.key] += statements
    for finding in findings:
        if finding.message_id is not None and finding.code not in {*_NO_WORDING, _TOO_EARLY}:
            counts[finding.message_id][finding.document] += finding.count
    for document in documents:
        for message, _ in document.nearness:
            counts[message][document.key] = max(1, counts[message][document.key])
    return {message: +carried for message, carried in counts.items()}


def _edited(findings: Iterable[StoredFinding]) -> Mapping[Edit, Carried]:
    counts: dict[Edit, Counter[DocumentKey]] = defaultdict(Counter)
    for finding in findings:
        counts[finding.message_id, finding.code, finding.change][finding.document] += max(1, finding.count)
    return counts


def _uses(document: StoredDocument, concerned: Concerned) -> bool:
    """Return whether what a document says of a message is one of the wordings that end, as far as can be told."""
    if not concerned.ending:
        return True
    fitting = [wording for wording in concerned.ending if meant_for(wording, document.audience)]
    if not any(meant_for(wording, document.audience) for wording in concerned.staying):
        return bool(fitting)
    return any(_made_for(wording, document) for wording in fitting)


def _made_for(wording: Approved, document: StoredDocument) -> bool:
    """Return whether a wording names the readers or the kind of a document."""
    audience = document.audience
    return (
        (audience.persona != "" and audience.persona in wording.persona)
        or (audience.segment != "" and audience.segment in wording.segment)
        or (audience.region != "" and audience.region in wording.region)
        or _CHANNEL_OF.get(document.family, "") in wording.channel
    )
