"""Each message over time: its figures by period, what they allow to be said, how it was taken up, what stands now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgcheck.feedback.drift.adoption import adoption
from msgcheck.feedback.drift.calls import called
from msgcheck.feedback.drift.carrying import RETIRED, Carrier, Carriers
from msgcheck.feedback.drift.changes import MessageChanges, place_of
from msgcheck.feedback.drift.eligible import EligibleDocuments
from msgcheck.feedback.drift.figures import figures_of
from msgcheck.feedback.drift.judges import places_of
from msgcheck.feedback.drift.series import message_series
from msgcheck.records import Adoption, Called, Message, MessageDrift, Messaging, Period, PeriodFigures
from msgcheck.validity import not_before


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesOverTime:
    """Makes the part of a report that goes message by message.

    `eligible` and `carriers` hold every period shown and the one compared with.
    """

    messaging: Messaging
    shown: Sequence[Period]
    """Oldest first; the last one is reported."""
    compared_with: Period
    until: date
    """The last day that counts."""
    eligible: Mapping[Period, EligibleDocuments]
    carriers: Mapping[Period, Carriers]
    stock: Carriers
    """The documents that say each message now, sent mail aside."""
    changes: MessageChanges
    other_judge: Collection[Period] = ()
    """Periods that another judge judged than the one reported."""

    def messages(self) -> tuple[MessageDrift, ...]:
        """Return every message, in order of the messaging."""
        changed = {
            message.id: self.changes.changed_on(message, until=self.until) for message in self.messaging.messages
        }
        other_judge = places_of(self.other_judge, self.shown)
        series = [
            message_series(
                message.id,
                [self._carriers(message, period) for period in self.shown],
                changed=place_of(changed[message.id], self.shown),
                other_judge=other_judge,
            )
            for message in self.messaging.messages
        ]
        calls = called(series, kind=self.shown[-1].kind)
        return tuple(
            self._message(message, changed_on=changed[message.id], call=call)
            for message, call in zip(self.messaging.messages, calls, strict=True)
        )

    def _message(self, message: Message, *, changed_on: date | None, call: Called) -> MessageDrift:
        stock = self.stock.get(message.id, ())
        periods = tuple(self._figures(message, period) for period in self.shown)
        by_period = {figures.period: figures for figures in periods}
        compared = by_period.get(self.compared_with) or self._figures(message, self.compared_with)
        return MessageDrift(
            message_id=message.id,
            text=message.text,
            owner=message.owner or "",
            products=message.applies_to,
            periods=periods,
            compared=compared,
            called=call,
            changed_on=changed_on,
            adoption=self._adoption(message, changed_on),
            stock=len(stock),
            stock_retired=sum(RETIRED in carrier.codes for carrier in stock),
        )

    def _figures(self, message: Message, period: Period) -> PeriodFigures:
        carriers = self._carriers(message, period)
        eligible = self.eligible[period].count(message, carriers)
        return figures_of(message.id, period, eligible=eligible, carriers=carriers)

    def _adoption(self, message: Message, changed_on: date | None) -> Adoption | None:
        """Return how a message was taken up, None where it is not known when it was approved, or it was long ago.

        It is approved on its first day; an old message was so anew when it was reworded.
        """
        began = not_before(message, message)
        is_launch = began is not None and began <= self.until and place_of(began, self.shown) is not None
        approved_on = began if is_launch else changed_on
        place = place_of(approved_on, self.shown)
        if approved_on is None or place is None:
            return None
        written: list[tuple[date, str, bool]] = []
        for period in self.shown[place:]:
            carriers = self._carriers(message, period)
            on_message = {carrier.document.key for carrier in carriers if carrier.is_on_message}
            written += [
                (document.day, document.family, document.key in on_message)
                for document in self.eligible[period].documents(message, carriers)
            ]
        return adoption(approved_on, written, until=self.until)

    def _carriers(self, message: Message, period: Period) -> tuple[Carrier, ...]:
        return self.carriers[period].get(message.id, ())
