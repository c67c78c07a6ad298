"""MC401: wrong name."""

from __future__ import annotations

from msgcheck.codes import Label
from msgcheck.judge.interface import Case
from msgcheck.naming import places_of, wrong_names
from msgcheck.records import Judgement, Reason


class WrongTerm:
    """A name or term the messaging replaces by another, found literally.

    Use:   "Acme Flow"
    Found: "AcmeFlow"

    Lets pass: "formerly X", quotes, addresses, code, names of legal entities, a former name in a mail sent
    while it held. In its days of grace it counts little.

    Known misses: misspellings nobody listed.
    """

    code = "MC401"
    label = Label.WRONG_TERM

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return one judgement for each place a wrong name stands."""
        names = wrong_names(case.messaging, case.audience.day)
        return tuple(
            Judgement(
                statement=statement,
                label=self.label,
                score=0.99,
                reasons=(
                    Reason(
                        code=self.code,
                        what=f'"{wrong.wrong}" is called "{wrong.right}"',
                        score=0.99,
                        found=place,
                    ),
                ),
            )
            for statement in case.statements
            if statement.judged
            for wrong, place in places_of(statement.text, names)
        )
