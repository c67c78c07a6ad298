"""Which reader reads which format.

Readers are imported when the first file of their format turns up, so that reading one text file does not
load the libraries for all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import cast

from msgcheck.plugins import READERS, load_plugins
from msgcheck.reading.interface import FileInfo, Reader

_BUILT_IN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pptx", "PptxReader", ("pptx", "pptm", "potx", "potm", "ppsx", "ppsm")),
    ("docx", "DocxReader", ("docx", "docm", "dotx", "dotm")),
    ("xlsx", "XlsxReader", ("xlsx", "xlsm", "xltx", "xltm")),
    ("delimited", "DelimitedReader", ("csv", "tsv")),
    ("pdf", "PdfReader", ("pdf",)),
    ("html_page", "HtmlPageReader", ("html", "htm", "xhtml")),
    ("markdown", "MarkdownReader", ("md", "markdown")),
    ("rtf", "RtfReader", ("rtf",)),
    ("eml", "EmlReader", ("eml",)),
    ("mbox", "MboxReader", ("mbox",)),
    ("msg", "MsgReader", ("msg",)),
    ("tnef", "TnefReader", ("tnef",)),
    ("libreoffice", "LibreOfficeReader", ("ppt", "pps", "pot", "odp", "otp", "doc", "dot", "odt", "ott")),
    ("plain_text", "PlainTextReader", ("txt", "text")),
)
"""Module in `msgcheck.reading`, class in it, formats by suffix."""

_BY_FORMAT = {suffix: (module, name) for module, name, formats in _BUILT_IN for suffix in formats}


def known_formats() -> frozenset[str]:
    """Return the suffixes of all formats that a built-in reader reads."""
    return frozenset(_BY_FORMAT)


def built_in_reader(suffix: str) -> Reader | None:
    """Return the built-in reader of a format, or None."""
    entry = _BY_FORMAT.get(suffix)
    return _instance(*entry) if entry else None


def built_in_readers() -> Iterator[Reader]:
    """Yield every built-in reader."""
    for module, name, _ in _BUILT_IN:
        yield _instance(module, name)


def plugin_reader(info: FileInfo, head: bytes) -> Reader | None:
    """Return the reader of an installed plugin that takes this file, or None.

    Plugins are asked before the built-in readers, so that one can replace a reader.

    Raises:
        EnvironmentFailure: an installed plugin cannot be loaded.
    """
    readers = cast("tuple[Reader, ...]", load_plugins(READERS))
    return next((reader for reader in readers if reader.accepts(info, head)), None)


@lru_cache(maxsize=32)
def _instance(module: str, name: str) -> Reader:
    return cast("Reader", getattr(import_module(f"msgcheck.reading.{module}"), name)())
