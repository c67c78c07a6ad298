"""The three reports on what is stored: on divergences, on a month or quarter, and on the weeks ahead.

Each kind says how its report is made from the store, loaded from JSON, shared and printed; `msgcheck report` does the
rest alike for all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from msgcheck.cli.options import now, stored_settings
from msgcheck.record_json import DIVERGENCES_SCHEMA_NAME, DRIFT_SCHEMA_NAME, HAND_OFF_SCHEMA_NAME
from msgcheck.records import Messaging, Period
from msgcheck.report.interface import ReportOptions

if TYPE_CHECKING:
    from msgcheck.config import Settings
    from msgcheck.history.interface import Store


class Printer(Protocol):
    """A format of one kind of report."""

    suffixes: tuple[str, ...]

    def render(self, report: Any, options: ReportOptions) -> str | bytes:
        """Return the whole report."""
        ...


class ReportKind(Protocol):
    """One of the reports."""

    def made(self, options: dict[str, Any]) -> Any:
        """Return the report on what is stored."""
        ...

    def loaded(self, text: str, *, where: str) -> Any:
        """Return the report that was written as JSON."""
        ...

    def shared(self, report: Any, messaging: Messaging) -> Any:
        """Return what others may read of it."""
        ...

    def named(self, name: str) -> Printer:
        """Return the format of a name."""
        ...

    def for_file(self, path: str) -> Printer:
        """Return the format of a suffix."""
        ...


class Divergences:
    """What is said against what is approved, over all that was scanned."""

    schema = DIVERGENCES_SCHEMA_NAME

    def made(self, options: dict[str, Any]) -> Any:
        """Return the report on what is stored."""
        from msgcheck.feedback.report_of import divergence_report

        created = now()
        with _opened(options) as (store, messaging, settings):
            return divergence_report(
                store,
                messaging,
                created=created,
                as_of=options["as_of"] or created.date(),
                shared=options["share"],
                least_sources=settings.proposals.sources,
                least_days=settings.proposals.days,
            )

    def loaded(self, text: str, *, where: str) -> Any:
        """Return the report that was written as JSON."""
        from msgcheck.record_json import divergences_from_json

        return divergences_from_json(text, where=where)

    def shared(self, report: Any, messaging: Messaging) -> Any:
        """Return what others may read of it."""
        from msgcheck.feedback.sharing import shared_view

        return shared_view(report, messaging)

    def named(self, name: str) -> Printer:
        """Return the format of a name."""
        from msgcheck.report.divergences.formats import divergence_renderer_named

        return divergence_renderer_named(name)

    def for_file(self, path: str) -> Printer:
        """Return the format of a suffix."""
        from msgcheck.report.divergences.formats import divergence_renderer_for_file

        return divergence_renderer_for_file(path)


@dataclass(frozen=True, slots=True)
class Drift:
    """One month or quarter; of a report that was written before, the period is its own."""

    period: Period | None = None
    compared_with: Period | None = None
    schema = DRIFT_SCHEMA_NAME

    def made(self, options: dict[str, Any]) -> Any:
        """Return the report on what is stored."""
        from msgcheck.feedback.drift.report_of import drift_report

        assert self.period is not None  # noqa: S101 - only a loaded one has none
        created = now()
        with _opened(options) as (store, messaging, settings):
            return drift_report(
                store,
                messaging,
                period=self.period,
                compared_with=self.compared_with,
                created=created,
                as_of=_day_of(self.period, options["as_of"], created),
                shared=options["share"],
                least_sources=settings.proposals.sources,
                least_days=settings.proposals.days,
            )

    def loaded(self, text: str, *, where: str) -> Any:
        """Return the report that was written as JSON."""
        from msgcheck.record_json import drift_from_json

        return drift_from_json(text, where=where)

    def shared(self, report: Any, messaging: Messaging) -> Any:
        """Return what others may read of it."""
        from msgcheck.feedback.drift.shared import shared_drift

        return shared_drift(report, messaging)

    def named(self, name: str) -> Printer:
        """Return the format of a name."""
        from msgcheck.report.drift.formats import drift_renderer_named

        return drift_renderer_named(name)

    def for_file(self, path: str) -> Printer:
        """Return the format of a suffix."""
        from msgcheck.report.drift.formats import drift_renderer_for_file

        return drift_renderer_for_file(path)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What changes in the coming weeks."""

    span: str = ""
    """As written: "6w"; "" for a sheet that was written before."""
    schema = HAND_OFF_SCHEMA_NAME

    def made(self, options: dict[str, Any]) -> Any:
        """Return the report on what is stored."""
        from msgcheck.feedback.hand_off import hand_off, last_day_ahead

        created = now()
        as_of: date = options["as_of"] or created.date()
        until = last_day_ahead(self.span, as_of)
        with _opened(options) as (store, messaging, _):
            return hand_off(store, messaging, created=created, as_of=as_of, until=until, shared=options["share"])

    def loaded(self, text: str, *, where: str) -> Any:
        """Return the report that was written as JSON."""
        from msgcheck.record_json import hand_off_from_json

        return hand_off_from_json(text, where=where)

    def shared(self, report: Any, messaging: Messaging) -> Any:
        """Return what others may read of it."""
        from msgcheck.feedback.hand_off import shared_hand_off

        return shared_hand_off(report, messaging)

    def named(self, name: str) -> Printer:
        """Return the format of a name."""
        from msgcheck.report.hand_off.formats import hand_off_renderer_named

        return hand_off_renderer_named(name)

    def for_file(self, path: str) -> Printer:
        """Return the format of a suffix."""
        from msgcheck.report.hand_off.formats import hand_off_renderer_for_file

        return hand_off_renderer_for_file(path)


def kind_written(text: str) -> ReportKind:
    """Return the kind of a report that was written as JSON; of anything else the first, which says what is wrong."""
    try:
        schema = json.loads(text).get("schema")
    except (ValueError, AttributeError, RecursionError):
        schema = None
    kinds = (Divergences(), Drift(), Ahead())
    return next((kind for kind in kinds if kind.schema == schema), kinds[0])


def _day_of(period: Period, as_of: date | None, created: datetime) -> date:
    """Return the day a period is reported of: as told, else its last day, or today while it lasts."""
    return as_of or min(period.last, created.date())


@contextmanager
def _opened(options: dict[str, Any]) -> Iterator[tuple[Store, Messaging, Settings]]:
    """Give the store with decisions.yaml taken in, the messaging and the settings."""
    from msgcheck.assembly import open_store_for
    from msgcheck.feedback.decisions_file import decisions_path, kept_in_step
    from msgcheck.messaging.load import load_messaging

    settings = stored_settings(options)
    messaging = load_messaging(settings.messaging)
    with open_store_for(settings) as store:
        kept_in_step(store, decisions_path(settings.messaging))
        yield store, messaging, settings
