"""What stands for a divergence: one sentence of the field, the approved line beside it, and who owns that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from msgcheck.feedback.wording_likeness import Floats1d, unit_vector
from msgcheck.identity import normalised
from msgcheck.records import Messaging, StoredFinding


def representative(findings: Sequence[StoredFinding]) -> StoredFinding:
    """Return the finding whose sentence stands for all.

    The sentence said most often; of equal ones the one nearest to all others, then the earliest. Where no text is
    kept it is the first finding.

    Args:
        findings: at least one, by key.
    """
    kept = [finding for finding in findings if finding.text is not None]
    if not kept:
        return findings[0]
    words = [normalised(finding.text or "") for finding in kept]
    said = Counter(words)
    most = max(said.values())
    firsts: dict[str, StoredFinding] = {}
    for finding, same in zip(kept, words, strict=True):
        firsts.setdefault(same, finding)
    commonest = [finding for same, finding in firsts.items() if said[same] == most]
    if len(commonest) == 1:
        return commonest[0]
    middles = _middles(kept)
    return max(commonest, key=lambda finding: (_nearness(finding, middles), -finding.key))


def approved_line(findings: Sequence[StoredFinding], chosen: StoredFinding, messaging: Messaging) -> str:
    """Return the approved line to set beside what is said: ABC.

    The line the chosen sentence was compared with, as long as it holds; else the message's present one. For lines that
    were retired or ruled out it is the one to say instead.

    Args:
        findings: of one edit.
        chosen: the one that stands for them.
        messaging: as it is now.
    """
    message = messaging.message(chosen.message_id) or messaging.message(_instead(chosen, messaging))
    if message is None:
        return chosen.approved or next((finding.approved for finding in findings if finding.approved), "")
    entries = (message, *message.variants)
    holding = {normalised(text): text for entry in entries for text in (entry.text, *entry.same)}
    return chosen.approved if normalised(chosen.approved) in holding else message.text


def owner_of(finding: StoredFinding, messaging: Messaging) -> str:
    """Return who owns the message, or the line to say in its place; "" where the messaging names nobody."""
    for note in messaging.internal_only:
        if note.id == finding.message_id:
            return note.owner or ""
    message = messaging.message(finding.message_id) or messaging.message(_instead(finding, messaging))
    return (message.owner or "") if message is not None else ""


def _instead(finding: StoredFinding, messaging: Messaging) -> str | None:
    """Return the id of the message that takes the place of a retired or ruled-out line."""
    for retired in messaging.retired:
        if retired.id == finding.message_id:
            return retired.replaced_by
    return next((entry.instead for entry in messaging.never_say if entry.id == finding.message_id), None)


def _middles(findings: Sequence[StoredFinding]) -> dict[int, npt.NDArray[np.float64]]:
    """Return the mean of the vectors of each length, by that length."""
    rows: dict[int, list[Floats1d]] = {}
    for finding in findings:
        vector = unit_vector(finding.vector)
        if vector is not None:
            rows.setdefault(len(vector), []).append(vector)
    return {length: np.mean(np.stack(same), axis=0, dtype=np.float64) for length, same in rows.items()}


def _nearness(finding: StoredFinding, middles: Mapping[int, npt.NDArray[np.float64]]) -> float:
    """Return the mean cosine of a sentence with all whose mean is given, rounded; 0 without a vector.

    The mean of the cosines is the cosine with the mean, so that each vector is looked at once.
    """
    vector = unit_vector(finding.vector)
    return round(float(middles[len(vector)] @ vector), 6) if vector is not None else 0.0
