"""One edit with its counts: of the period, of what stands now in our own material, or since it was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.feedback.counting import counted
from msgcheck.feedback.divergences import INTERNAL
from msgcheck.feedback.drift.edits_said import SaidIn
from msgcheck.feedback.drift.few_words import FewWords
from msgcheck.feedback.drift.settled import Fall
from msgcheck.feedback.groups_shown import OTHER, shown_groups
from msgcheck.feedback.sources import copies, independent_sources
from msgcheck.records import Call, Called, Divergence, DivergenceId, EditCount, StoredDocument

UNCALLED = Called(call=Call.INSUFFICIENT)
"""Of an edit that nothing is said of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCounts:
    """Counts edits."""

    said_now: SaidIn
    """Documents of the field in the period."""
    said_before: SaidIn
    """Documents of the field in the period compared with."""
    called: Mapping[DivergenceId, Called]
    few_words: FewWords

    def of_period(self, divergence: Divergence) -> EditCount | None:
        """Return an edit as the field made it in the period, None where it did not."""
        said_in = self.said_now.get(divergence.id, ())
        if not said_in:
            return None
        return self._edit(
            divergence,
            said_in,
            before=len(self.said_before.get(divergence.id, ())),
            since=divergence.spread.first_seen,
            called=self.called.get(divergence.id, UNCALLED),
        )

    def of_own_material(self, divergence: Divergence, said_in: Sequence[StoredDocument], *, template: str) -> EditCount:
        """Return an edit that the field copied from our own material, with the documents in which it stands now."""
        return self._edit(divergence, said_in, before=0, since=divergence.spread.first_seen, template=template)

    def since_answered(self, divergence: Divergence, fall: Fall) -> EditCount:
        """Return an edit with its counts when it was decided on and now."""
        since = divergence.decision.decided_on if divergence.decision is not None else None
        return self._edit(divergence, fall.now, before=fall.before, since=since)

    def _edit(
        self,
        divergence: Divergence,
        said_in: Sequence[StoredDocument],
        *,
        before: int,
        since: date | None,
        called: Called = UNCALLED,
        template: str = "",
    ) -> EditCount:
        is_secret = divergence.code == INTERNAL
        approved_part, said_part = self.few_words.of(divergence)
        return EditCount(
            divergence=divergence.id,
            message_id=divergence.message_id,
            code=divergence.code,
            what="" if is_secret else divergence.what,
            approved="" if is_secret else divergence.approved,
            said="" if is_secret else divergence.said or self.few_words.said(divergence),
            approved_part=approved_part,
            said_part=said_part,
            families=counted(document.family for document in said_in),
            documents=len(said_in),
            sources=len(independent_sources(said_in)),
            before=before,
            segment=_segment(said_in),
            since=since,
            called=called,
            copies=copies(said_in),
            template=template,
        )


def _segment(said_in: Sequence[StoredDocument]) -> str:
    """Return the segment that more than half of the documents are for, "" where it may not be shown."""
    shown = shown_groups((document.audience.segment, document) for document in said_in)
    return next((name for name, count in shown if name != OTHER and 2 * count > len(said_in)), "")
