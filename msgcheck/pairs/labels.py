"""Which label of a foreign model counts as which of ours.

Usual names of models for textual entailment are known; every other name has to be said in the settings, because a
guess would turn an "agree" into a "contradicts" without anybody noticing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from msgcheck.errors import ModelMismatch, SettingsError
from msgcheck.identity import canonical_json
from msgcheck.pairs.interface import NEVER, PAIR_LABELS, Floats2d, PairLabel
from msgcheck.pairs.probabilities import as_rows, log_softmax

_USUAL = {
    **{label.value: label for label in PAIR_LABELS},
    "entailment": PairLabel.CONSISTENT,
    "neutral": PairLabel.UNRELATED,
    "contradiction": PairLabel.CONTRADICTS,
    # Two-way models mean "does not follow", which is no more than neutral says.
    "not_entailment": PairLabel.UNRELATED,
}
_OURS = ", ".join(PAIR_LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelMap:
    """What each column of a model counts as."""

    columns: tuple[PairLabel, ...]

    def rows(self, logits: npt.NDArray[np.floating]) -> Floats2d:
        """Return rows as pair models give them.

        Args:
            logits: shape (n, m), a column for each of `columns`. Columns that count as the same label are added
                up as probabilities; a label without a column gets NEVER.
        """
        logs = log_softmax(logits)
        ours = np.full((len(logs), len(PAIR_LABELS)), NEVER, dtype=np.float64)
        for place, label in enumerate(PAIR_LABELS):
            same = [column for column, counts_as in enumerate(self.columns) if counts_as is label]
            if same:
                with np.errstate(invalid="ignore"):  # a row of NaN stays one, and becomes EVEN below
                    ours[:, place] = np.logaddexp.reduce(logs[:, same], axis=1)
        return as_rows(ours)


def read_written_labels(written: str) -> dict[str, PairLabel]:
    """Return what the setting `pairs.labels` says, by the model's label in lower case.

    Args:
        written: `entailment=consistent, neutral=unrelated`; empty for nothing.

    Raises:
        SettingsError: a part is no `theirs=ours`, names a label twice, or one of ours that does not exist.
    """
    found: dict[str, PairLabel] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        theirs, equals, ours = part.rpartition("=")
        if not equals or not theirs.strip() or _plain(ours) not in PAIR_LABELS:
            raise SettingsError(
                f"'pairs.labels' cannot hold '{part}'", hint=f"write their label, =, and one of {_OURS}"
            )
        if _plain(theirs) in found:
            raise SettingsError(f"'pairs.labels' names '{theirs.strip()}' twice", hint="keep one")
        found[_plain(theirs)] = PairLabel(_plain(ours))
    return found


def tag_of(written: Mapping[str, PairLabel]) -> str:
    """Return `.1a2b`, different for every set of written labels, to be put behind a model's name; "" for none.

    What labels count as changes every row, so rows of one set must not be remembered for another.
    """
    if not written:
        return ""
    listed = canonical_json({theirs: ours.value for theirs, ours in written.items()})
    return "." + hashlib.sha256(listed.encode()).hexdigest()[:4]


def label_map(model_labels: Sequence[str], written: Mapping[str, PairLabel], *, where: str) -> LabelMap:
    """Return what the columns of a model count as.

    Args:
        model_labels: the model's own names in the order of its columns.
        written: what the settings say, by lower-case name; it goes before the usual names.
        where: the model, for the messages.

    Raises:
        ModelMismatch: the model gives one score only, a label of it is not known, the settings name one that it
            does not have, or all count as the same.
    """
    if len(model_labels) < 2:
        raise ModelMismatch(
            "this model gives one score, not labels",
            where=where,
            hint="name a model for textual entailment (NLI); rankers and similarity models cannot tell drift",
        )
    theirs = [_plain(label) for label in model_labels]
    known = {**_USUAL, **written}
    unknown = [label for label in theirs if label not in known]
    missing = [label for label in written if label not in theirs]
    if unknown or missing or len(set(theirs)) < len(theirs):
        what = _named("not known", unknown) or _named("not its own", missing) or "two labels with the same name"
        raise ModelMismatch(
            f"{what}; its labels are {', '.join(model_labels)}, ours are {_OURS}",
            where=where,
            hint="say which counts as which in pairs.labels: entailment=consistent, neutral=unrelated, ...",
        )
    columns = tuple(known[label] for label in theirs)
    if len(set(columns)) < 2:
        raise ModelMismatch(f"all its labels count as {columns[0]}", where=where, hint="mend pairs.labels")
    return LabelMap(columns=columns)


def _named(what: str, labels: Sequence[str]) -> str:
    return f"{', '.join(labels)}: {what}" if labels else ""


def _plain(label: str) -> str:
    """Return a label in lower case with its parts joined by `_`: `Not Entailment` is `not_entailment`."""
    return re.sub(r"[\s_-]+", "_", label.strip().casefold())
