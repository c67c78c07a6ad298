"""What the counts of each edit allow to be said, by the same test as for messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgcheck.feedback.drift.calls import called
from msgcheck.feedback.drift.changes import MessageChanges, place_of
from msgcheck.feedback.drift.judges import judged_otherwise, places_of
from msgcheck.feedback.drift.looked_up import LookedUp
from msgcheck.feedback.drift.series import Among, edit_series
from msgcheck.records import Called, DivergenceId, MessageId, Period


def called_edits(looked_up: LookedUp, changes: MessageChanges, *, until: date) -> Mapping[DivergenceId, Called]:
    """Return what is said of each edit that the field makes in the period.

    An edit is counted among the documents that say its message; one without a message among all that make claims.

    Args:
        looked_up: what is stored.
        changes: of messages and lines.
        until: the last day that counts.
    """
    among = _AmongByPeriod(looked_up)
    edits = looked_up.edits_said()
    other_judge = places_of(judged_otherwise(looked_up), looked_up.shown)
    series = [
        edit_series(
            edit.id,
            [looked_up.said_in[period].get(edit.id, ()) for period in looked_up.shown],
            [among.of(period, looked_up.meanings.message(edit.message_id)) for period in looked_up.shown],
            changed=place_of(changes.moved_on(edit, until=until), looked_up.shown),
            other_judge=other_judge,
        )
        for edit in edits
    ]
    calls = called(series, kind=looked_up.period.kind)
    return {edit.id: call for edit, call in zip(edits, calls, strict=True)}


class _AmongByPeriod:
    """Keeps what edits are counted among, for many edits are of one message."""

    def __init__(self, looked_up: LookedUp) -> None:
        self._looked_up = looked_up
        self._made: dict[tuple[Period, MessageId | None], Among] = {}

    def of(self, period: Period, message_id: MessageId | None) -> Among:
        """Return the documents of a period that say a message; of no message those that make claims."""
        key = period, message_id
        if key not in self._made:
            self._made[key] = self._among(period, message_id)
        return self._made[key]

    def _among(self, period: Period, message_id: MessageId | None) -> Among:
        if message_id is not None:
            carriers = self._looked_up.carriers[period].get(message_id, ())
            return Among.of(carrier.document for carrier in carriers)
        judged = self._looked_up.by_period.fields_of(period)
        return Among.of(one.document for one in judged if one.document.claims)
