"""How faithfully a message has to be kept, where its owner says so.

The judge weighs every message alike. `tier: exact` raises any other wording of the line, even one that means the same;
`tier: loose` lets pass what only promises less. `strict` is how the judge works anyway.
"""

from __future__ import annotations

from dataclasses import replace

from msgcheck.codes import BY_LABEL, Label
from msgcheck.judge.comparison import compare
from msgcheck.records import CURRENT, Judgement, Match, Message, Reason, Tier

SAYS_LINE = 0.6
"""Share of the line's content words from which a statement is taken to say the line in other words."""
SURE = 0.97


def by_tier(judgement: Judgement, message: Message | None) -> Judgement:
    """Return the judgement as the tier of its message has it.

    Args:
        judgement: of the judge.
        message: the message it is about; None for none.
    """
    pair = judgement.match
    if message is None or pair is None or pair.wording.source not in CURRENT:
        return judgement
    own = pair.wording.approved.tier if pair.wording.approved else None
    match own or message.tier:
        case Tier.EXACT if judgement.label is Label.CONSISTENT and judgement.score > 0 and _says_line(pair):
            what = "this line has to stand word for word"
            reason = Reason(code=BY_LABEL[Label.REFRAMED].code, what=what, score=SURE)
            return replace(judgement, label=Label.REFRAMED, score=SURE, reasons=(reason,))
        case Tier.LOOSE if judgement.label is Label.UNDERSTATED:
            return replace(judgement, label=Label.CONSISTENT, score=0.0, reasons=())
        case _:
            return judgement


def _says_line(match: Match) -> bool:
    """Return whether a statement says the line in other words; one repeated to the letter has score 0."""
    pair = compare(match)
    return len(pair.shared) >= SAYS_LINE * (len(pair.shared) + len(pair.lost))
