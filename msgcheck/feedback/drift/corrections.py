"""What customers were told in a period and should be told otherwise, by what it is about.

Everything grave counts, so that an empty list is no all-clear over something that is known. What touches a matter on
which people rely when they buy goes by its word: a price, a contract, a certificate and the like; what is ruled out,
too early or internal by that; the rest are claims. Wording that marketing has taken up, or lets somebody try, need not
be put right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from msgcheck.codes import BY_LABEL, Label, Severity
from msgcheck.feedback.drift.by_period import Judged
from msgcheck.feedback.drift.carrying import Meanings
from msgcheck.findings.topics import Topic, topics_of_message, topics_of_text
from msgcheck.records import Answer, Correction, Divergence, DocumentKey, FindingKey, Messaging, StoredFinding

_MAIL = "email"
_SAYS = {Topic.SLA: "SLA"}
"""How topics are written that are no words."""
_CLAIM = "claim"
"""What touches no matter with a word of its own."""
_FORBIDDEN = BY_LABEL[Label.FORBIDDEN]
_WORDLESS = {entry.code: entry.shown_as for entry in (BY_LABEL[Label.EMBARGOED], BY_LABEL[Label.INTERNAL])}
"""Lines of which not even the matter may be told."""
_TOLD = frozenset({Answer.FIX, Answer.REJECT})
"""Answers of which notes to the field tell that the wording has to go."""
_TAKEN_UP = frozenset({Answer.ADOPT, Answer.ADOPT_FOR, Answer.TEST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Finds what has to be put right.

    `standing` are the findings that still hold; `edit_of` is the edit each finding is one of.
    """

    messaging: Messaging
    meanings: Meanings
    standing: Mapping[DocumentKey, Collection[StoredFinding]]
    edit_of: Mapping[FindingKey, Divergence]

    def of(self, documents: Iterable[Judged]) -> tuple[Correction, ...]:
        """Return what is to be put right in the outward documents of a period: most documents first, claims last."""
        families: dict[str, dict[DocumentKey, str]] = defaultdict(dict)
        untold: set[str] = set()
        for judged in documents:
            document = judged.document
            if not document.audience.outward or (document.family != _MAIL and not judged.is_the_fields):
                continue
            for finding in self._grave(document.key):
                about = self._about(finding)
                families[about][document.key] = document.family
                if not self._is_told(finding):
                    untold.add(about)
        found = [
            Correction(
                about=about,
                mails=sum(family == _MAIL for family in said_in.values()),
                documents=sum(family != _MAIL for family in said_in.values()),
                told=about not in untold,
            )
            for about, said_in in families.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.about == _CLAIM, -one.mails - one.documents, one.about)))

    def _grave(self, document: DocumentKey) -> Iterator[StoredFinding]:
        """Yield the findings of a document that have to be put right."""
        for finding in self.standing.get(document, ()):
            if finding.severity is Severity.HIGH and not self._is_taken_up(finding):
                yield finding

    def _about(self, finding: StoredFinding) -> str:
        """Return what a finding is about in a word or three: "price", "do not say", "claim"."""
        if finding.code in _WORDLESS:
            return _WORDLESS[finding.code]
        topic = self._topic(finding)
        if topic is not None:
            return _SAYS.get(topic, topic.value)
        return _FORBIDDEN.shown_as if finding.code == _FORBIDDEN.code else _CLAIM

    def _topic(self, finding: StoredFinding) -> Topic | None:
        """Return what a finding is about: its message, else the words of either side; of several topics the first.

        A finding counts once, or two mails with one wrong price would be four corrections.
        """
        sources = (
            topics_of_message(self.meanings.entry(finding.message_id)),
            topics_of_text(finding.approved),
            topics_of_text(finding.text or ""),
        )
        topics = next((found for found in sources if found), frozenset())
        return next((topic for topic in Topic if topic in topics), None)

    def _is_told(self, finding: StoredFinding) -> bool:
        edit = self.edit_of.get(finding.key)
        return edit is not None and edit.decision is not None and edit.decision.answer in _TOLD

    def _is_taken_up(self, finding: StoredFinding) -> bool:
        edit = self.edit_of.get(finding.key)
        return edit is not None and edit.decision is not None and edit.decision.answer in _TAKEN_UP
