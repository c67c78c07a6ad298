"""MC302: customer not cleared."""

from __future__ import annotations

import re

from msgcheck.codes import Label
from msgcheck.identity import normalised
from msgcheck.in_words import day_in_words
from msgcheck.judge.interface import Case
from msgcheck.records import Cue, Customer, Document, Judgement, Reason, Statement

_QUOTED = re.compile(r"[\"“„«][^\"”“»]{15,}[\"”“»]")
MIN_NAME_IN_HOST = 5
"""Letters from which a name inside a longer mail domain, norrby-dairies, is taken for the customer's."""
_MAY_BE_NAMED = frozenset({"name", "logo", "quote"})


class Reference:
    """A customer is named or quoted beyond what it permitted.

    Permitted: Norrby may be described as "a Nordic dairy group", not named.
    Found:     "Norrby saved two hours a day."

    Lets pass: mail and decks for that customer itself, documents that stay inside, a permission that holds for the
    document's region and day.

    Known misses: a customer that is described so well that everybody knows it.
    """

    code = "MC302"
    label = Label.REFERENCE

    def check(self, case: Case) -> tuple[Judgement, ...]:
        """Return the statements that name a customer outside its permission."""
        if not case.audience.outward:
            return ()
        customers = {f"customer:{customer.name}": customer for customer in case.messaging.customers}
        found = []
        for statement in case.statements:
            if not statement.judged:
                continue
            for cue in statement.readings.names:
                customer = customers.get(cue.lemma)
                if customer is None or is_recipient(customer, case.document):
                    continue
                why = _why_not(customer, statement, case)
                if why:
                    found.append(self._judgement(statement, cue, why))
                    break
        return tuple(found)

    def _judgement(self, statement: Statement, cue: Cue, why: str) -> Judgement:
        """Return the judgement for one statement."""
        return Judgement(
            statement=statement,
            label=self.label,
            score=0.98,
            reasons=(Reason(code=self.code, what=why, score=0.98, found=(cue.start, cue.end)),),
        )


def is_recipient(customer: Customer, document: Document) -> bool:
    """Return whether a document is for this customer: its own mail, or a deck with its name in the title."""
    names = [normalised(name) for name in (customer.name, *customer.aliases)]
    if document.mail is not None:
        addresses = (*document.mail.recipients, document.mail.sender)
        labels = [_bare(label) for address in addresses for label in address.rpartition("@")[2].split(".")]
        return any(_names_host(_bare(name), label) for name in names for label in labels)
    title = normalised(f"{document.title} {document.blocks[0].text if document.blocks else ''}")
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) for name in names)


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _names_host(name: str, label: str) -> bool:
    """Return whether one part of a mail domain is a customer's; short names stand in many other words."""
    return bool(name) and (name == label or (len(name) >= MIN_NAME_IN_HOST and name in label))


def _why_not(customer: Customer, statement: Statement, case: Case) -> str:
    """Return why a customer may not be named here, "" where it may."""
    day, region = case.audience.day, case.audience.region
    if customer.naming not in _MAY_BE_NAMED:
        return f"{customer.name} may not be named"
    if customer.naming != "quote" and _QUOTED.search(statement.text):
        return f"{customer.name} may be named, not quoted"
    if customer.until is not None and day is not None and day > customer.until:
        return f"{customer.name} could be named until {day_in_words(customer.until)}"
    if customer.regions and region and region not in customer.regions:
        return f"{customer.name} may be named in {', '.join(customer.regions)} only"
    return ""
