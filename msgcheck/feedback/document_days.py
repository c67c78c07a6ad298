"""The day of a document: as told, of a mail its header, else its own metadata, its mail's day, its file's, today's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from msgcheck.records import DayFrom, Document, DocumentId

_EARLIEST = date(1990, 1, 1)
"""Before this day no document was written that anybody sends; broken clocks and zip tools leave such dates."""
_OF_TEMPLATES = frozenset({"2013-01-27T09:14:16", "2013-12-23T23:15:00"})
"""Times that the templates of python-pptx and python-docx bring along; they tell nothing of the document."""


@dataclass(frozen=True, slots=True)
class Dated:
    """The day of a document, and where it is from."""

    day: date
    day_from: DayFrom


class DocumentDays:
    """Dates the documents of one scan; what lies inside a mail is asked for after the mail.

    Args:
        today: the day of a document that tells none.
        as_of: the day of every document, where one was given.
        file_day: the day a file was last written, None where there is no such file.
    """

    def __init__(self, *, today: date, as_of: date | None, file_day: Callable[[DocumentId], date | None]) -> None:
        self._today = today
        self._as_of = as_of
        self._file_day = file_day
        self._known: dict[DocumentId, Dated] = {}

    def of(self, document: Document) -> Dated:
        """Return the day of a document."""
        self._known[document.id] = dated = self._dated(document)
        return dated

    def _dated(self, document: Document) -> Dated:
        if self._as_of is not None:
            return Dated(self._as_of, DayFrom.AS_OF)
        if document.mail is not None and document.created is not None and self._can_be(document.created):
            return Dated(document.created.date(), DayFrom.MAIL)
        written = next((time for time in (document.modified, document.created) if time and self._can_be(time)), None)
        if written is not None:
            return Dated(written.date(), DayFrom.METADATA)
        if document.parent in self._known:
            return self._known[document.parent]
        of_file = self._file_day(document.id)
        if of_file is not None and _EARLIEST <= of_file <= self._today:
            return Dated(of_file, DayFrom.FILE)
        return Dated(self._today, DayFrom.AS_OF)

    def _can_be(self, time: datetime) -> bool:
        """Return whether a document can have been written then."""
        template = time.replace(tzinfo=None, microsecond=0).isoformat() in _OF_TEMPLATES
        return not template and _EARLIEST <= time.date() <= self._today
