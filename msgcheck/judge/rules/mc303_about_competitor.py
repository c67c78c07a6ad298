"""MC303: about a competitor."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.interface import Case
from msgcheck.records import About, Form, Judgement, Readings, Reason, Statement


class AboutCompetitor:
    """The statement says something about a named competitor that is not approved.

    Found: "Kelvandra loses data whenever the network drops."

    Lets pass: questions, what the customer told us, a comparison the messaging approves, a name without a claim.

    Known misses: a competitor that is meant and not named.
    """

    code = "MC303"
    label = Label.ABOUT_COMPETITOR

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return the statements that claim something about a competitor."""
        approved = {judgement.statement.ordinal for judgement in case.judgements if _is_approved(judgement)}
        found = []
        for statement in case.statements:
            if not statement.judged or statement.ordinal in approved or not _claims(statement):
                continue
            cue = next(cue for cue in statement.readings.names if cue.lemma.startswith("competitor:"))
            found.append(
                Judgement(
                    statement=statement,
                    label=self.label,
                    score=0.95,
                    reasons=(
                        Reason(
                            code=self.code,
                            what=f"a statement about {cue.text}",
                            score=0.95,
                            found=(cue.start, cue.end),
                        ),
                    ),
                )
            )
        return tuple(found)


def _is_approved(judgement: Judgement) -> bool:
    """Return whether a statement says what an approved line says of the same competitor."""
    if judgement.label is not Label.CONSISTENT or judgement.match is None:
        return False
    return _competitors(judgement.statement.readings) <= _competitors(judgement.match.wording.readings)


def _competitors(readings: Readings) -> set[str]:
    return {cue.lemma for cue in readings.names if cue.lemma.startswith("competitor:")}


def _claims(statement: Statement) -> bool:
    """Return whether a statement claims something about a competitor in our name."""
    readings = statement.readings
    if readings.form is not Form.STATEMENT or readings.about in {About.CUSTOMER, About.NOBODY}:
        return False
    named = any(cue.lemma.startswith("competitor:") for cue in readings.names)
    return named and any(token.pos in {"VERB", "AUX", "ADJ"} for token in readings.tokens)
