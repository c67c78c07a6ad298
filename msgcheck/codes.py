"""The finding codes, for ever: code, label, the words people see, and what each means.

A code whose meaning changes gets a new number; the old one stays as an alias. Reports, `explain`, the
documentation and the rules all read this one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a statement does with the approved messaging."""

    CONSISTENT = "consistent"
    NOT_A_CLAIM = "not_a_claim"
    CONTRADICTS = "contradicts"
    FIGURE_CHANGED = "figure_changed"
    OVERSTATED = "overstated"
    UNDERSTATED = "understated"
    REFRAMED = "reframed"
    OUTDATED = "outdated"
    FORBIDDEN = "forbidden"
    INTERNAL = "internal"
    EMBARGOED = "embargoed"
    EXPIRED = "expired"
    UNSUPPORTED = "unsupported"
    REFERENCE = "reference"
    ABOUT_COMPETITOR = "about_competitor"
    WRONG_TERM = "wrong_term"
    MISSING = "missing"
    WRONG_AUDIENCE = "wrong_audience"
    NOT_JUDGED = "not_judged"


CLEAN = frozenset({Label.CONSISTENT, Label.NOT_A_CLAIM})

STATEMENT_LABELS = (
    Label.CONSISTENT,
    Label.CONTRADICTS,
    Label.FIGURE_CHANGED,
    Label.OVERSTATED,
    Label.UNDERSTATED,
    Label.REFRAMED,
    Label.OUTDATED,
    Label.FORBIDDEN,
    Label.UNSUPPORTED,
    Label.NOT_A_CLAIM,
)
"""The ten labels a labelled statement may carry; the others are findings beside the label."""


class Severity(StrEnum):
    """How much a finding matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"

    @property
    def rank(self) -> int:
        """Return 3 for high down to 0 for none, so that severities can be compared."""
        return {"high": 3, "medium": 2, "low": 1, "none": 0}[self.value]


class Lane(StrEnum):
    """What happens with a finding."""

    ASK = "ask"
    SUGGEST = "suggest"
    NOTE = "note"
    SILENT = "silent"
    """Below every threshold: kept for evaluation, never shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One finding code."""

    code: str
    label: Label
    shown_as: str
    """The words people see; never the code or the label."""
    meaning: str


CODES: tuple[Code, ...] = (
    Code(
        code="MC101",
        label=Label.CONTRADICTS,
        shown_as="says the opposite",
        meaning="Cannot be true together with the approved line.",
    ),
    Code(
        code="MC102",
        label=Label.FIGURE_CHANGED,
        shown_as="figure changed",
        meaning="The same claim with another number, date, price, unit or level.",
    ),
    Code(
        code="MC103",
        label=Label.OVERSTATED,
        shown_as="promises more",
        meaning="Stronger than approved: a condition dropped, a guarantee or superlative added, the scope widened.",
    ),
    Code(
        code="MC104",
        label=Label.UNDERSTATED,
        shown_as="promises less",
        meaning="Weaker than approved: softened, narrowed, the benefit reduced.",
    ),
    Code(
        code="MC105",
        label=Label.REFRAMED,
        shown_as="different point",
        meaning="About the same thing, but the point was replaced: another benefit, category or audience.",
    ),
    Code(code="MC201", label=Label.OUTDATED, shown_as="old line", meaning="Repeats wording that was retired."),
    Code(code="MC202", label=Label.FORBIDDEN, shown_as="do not say", meaning="Says what the messaging rules out."),
    Code(
        code="MC203",
        label=Label.INTERNAL,
        shown_as="internal note",
        meaning="Repeats a line that must not leave the company.",
    ),
    Code(
        code="MC204", label=Label.EMBARGOED, shown_as="too early", meaning="Uses a line before the date it may be used."
    ),
    Code(
        code="MC205",
        label=Label.EXPIRED,
        shown_as="no longer valid",
        meaning="Uses a line after the date it was valid until.",
    ),
    Code(
        code="MC301",
        label=Label.UNSUPPORTED,
        shown_as="no approved source",
        meaning="A claim about us that no approved line backs.",
    ),
    Code(
        code="MC302",
        label=Label.REFERENCE,
        shown_as="customer not cleared",
        meaning="Names, quotes or recognisably describes a customer beyond what was permitted.",
    ),
    Code(
        code="MC303",
        label=Label.ABOUT_COMPETITOR,
        shown_as="about a competitor",
        meaning="States something about a competitor that is not approved.",
    ),
    Code(
        code="MC401",
        label=Label.WRONG_TERM,
        shown_as="wrong name",
        meaning="Uses a name or term the messaging replaces by another.",
    ),
    Code(code="MC402", label=Label.MISSING, shown_as="missing", meaning="A line that is required here is absent."),
    Code(
        code="MC403",
        label=Label.WRONG_AUDIENCE,
        shown_as="meant for someone else",
        meaning="Uses wording approved for another region, segment or persona.",
    ),
)

BY_CODE = {entry.code: entry for entry in CODES}
BY_LABEL = {entry.label: entry for entry in CODES}
OTHER_WORDING = frozenset({"MC103", "MC104", "MC105"})
"""Codes of wording that may say the same after all. A changed figure, the opposite, an old or ruled out line, a claim
without a source and a wrong name are never the same: whoever wants them has to change the messaging itself."""
