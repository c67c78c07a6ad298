"""Every exception msgcheck raises on purpose, in one tree.

An error is data: a code, one sentence, the place it concerns and what mends it. Colour is added only
where it is printed. `InputError` is the user's to mend, `EnvironmentFailure` the machine's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that is wrong in a file a person wrote."""

    path: str
    line: int
    """From 1; 0 where the whole file is meant."""
    column: int
    """From 1; 0 where the whole line is meant."""
    what: str
    """What is wrong, and how to mend it, in one sentence."""

    def __str__(self) -> str:
        """Return `path:line:column: what`, the form editors make clickable."""
        return f"{self.path}:{self.line}:{self.column}: {self.what}"


class MsgcheckError(Exception):
    """Anything msgcheck raises on purpose.

    Args:
        message: one sentence saying what is wrong.
        where: file, or file with line, that it concerns; empty where there is none.
        hint: what to do about it, in one sentence; empty where nothing helps.
    """

    code = "error"

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Return place, message and hint in one line."""
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint}"


class InputError(MsgcheckError):
    """Something the user can mend."""

    code = "input"


class SettingsError(InputError):
    """A setting in a file, the environment or on the command line cannot be used."""

    code = "settings"


class MessagingError(InputError):
    """The messaging files hold mistakes; all of them are listed in `mistakes`."""

    code = "messaging"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class UnknownPersona(InputError):
    """Nothing in the messaging is made for such a persona; the hint names those it is made for."""

    code = "unknown_persona"


class TableError(InputError):
    """A table that shall be imported holds mistakes; all of them are listed in `mistakes`, nothing was imported."""

    code = "table"

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{one.path}:{one.line}: {one.what}" for one in self.mistakes))


class DocumentError(InputError):
    """A document cannot be read; the message is the reason shown in reports."""

    code = "document"


class UnsupportedDocument(DocumentError):
    """No reader knows this kind of file."""

    code = "unsupported"


class MissingDependency(InputError):
    """An optional package or program is not installed; the hint is the command that installs it."""

    code = "missing_dependency"


class EnvironmentFailure(MsgcheckError):
    """The machine, not the input, stands in the way."""

    code = "environment"


class ModelUnavailable(EnvironmentFailure):
    """A model cannot be found or loaded."""

    code = "model_unavailable"


class ModelMismatch(EnvironmentFailure):
    """Two models were mixed, or a model's files are not the ones expected."""

    code = "model_mismatch"


class StoreError(EnvironmentFailure):
    """Something cannot be written to or read from the local store."""

    code = "store"
