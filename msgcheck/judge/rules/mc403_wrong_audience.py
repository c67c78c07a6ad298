"""MC403: meant for someone else."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.comparison import compare
from msgcheck.judge.dated import figures_differ, meant_for, pairs_on_message, says_as_well, says_it
from msgcheck.judge.figure_changes import compare_figures
from msgcheck.judge.interface import Case
from msgcheck.records import CURRENT, Audience, Judgement, Match, Reason, Wording


class WrongAudience:
    """The statement uses wording approved for another region, segment or persona.

    Approved (ABC): "€89 per month" for the EU, "£79 per month" for the UK.
    Found (XYZ):    "€89 per month" in a deck for the UK.

    Lets pass: documents whose audience nobody knows, wording that an approved line for these readers says as well.

    Known misses: a line for another industry without a segment in the messaging.
    """

    code = "MC403"
    label = Label.WRONG_AUDIENCE

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return the statements that are on message for somebody else."""
        audience = case.audience
        if not (audience.region or audience.segment or audience.persona):
            return ()
        found = []
        for judgement, match, others in pairs_on_message(case):
            if judgement.label is not Label.CONSISTENT or not says_it(match):
                continue
            siblings = [other for other in others if other.wording.source in CURRENT]
            why = _why(match, siblings, audience)
            if why:
                found.append(
                    Judgement(
                        statement=judgement.statement,
                        label=self.label,
                        score=0.97,
                        message_id=match.wording.id,
                        match=match,
                        reasons=(Reason(code=self.code, what=why, score=0.97),),
                    )
                )
        return tuple(found)


def _why(match: Match, siblings: list[Match], audience: Audience) -> str:
    """Return for whom the wording is meant instead, "" where it may be used here."""
    if not meant_for(match.wording, audience):
        if any(meant_for(other.wording, audience) and says_as_well(match, other) for other in siblings):
            return ""
        return f"it is approved for {_readers(match.wording)}"
    own = next((other for other in siblings if _replaces(other.wording, match.wording, audience)), None)
    if own is not None and figures_differ(compare(own)):
        return f"for {_readers(own.wording)} another figure is approved"
    return ""


def _replaces(other: Wording, wording: Wording, audience: Audience) -> bool:
    """Return whether another wording of the message stands for this one with these readers, figures and all."""
    if other.id != wording.id or other.approved is None or wording.approved is None:
        return False
    regional = bool(audience.region) and audience.region in other.approved.region
    segmental = bool(audience.segment) and audience.segment in other.approved.segment
    narrower = (regional and not wording.approved.region) or (segmental and not wording.approved.segment)
    return narrower and bool(
        compare_figures(
            wording.readings.figures, other.readings.figures, approved_text=wording.text, found_text=other.text
        ).value_changes
    )


def _readers(wording: Wording) -> str:
    """Return for whom a wording is approved, in words."""
    approved = wording.approved
    if approved is None:
        return "others"
    groups = (*approved.region, *approved.segment, *approved.persona)
    return " and ".join(group.upper() if len(group) <= 3 else group for group in groups) or "others"
