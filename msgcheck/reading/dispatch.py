"""Paths and bytes -> documents, one after the other, whatever is wrong with the files.

Everything that is read passes through here: the files on disk and, through `nested`, what lies inside
them. One bad file never ends a run; what cannot be read comes out as `Skipped` with a reason.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError, InputError, MissingDependency, MsgcheckError
from msgcheck.identity import content_fingerprint
from msgcheck.reading.files import FoundFile, find_files
from msgcheck.reading.format_choice import Choice, choose
from msgcheck.reading.interface import FileInfo, Reader
from msgcheck.reading.language import with_languages
from msgcheck.reading.registry import built_in_reader, plugin_reader
from msgcheck.records import Block, BlockKind, Document, DocumentId, ReadResult, Skipped, Status, Unread

_LOGGER = logging.getLogger(__name__)
_HEAD_BYTES = 4096
_UNENCODABLE = dict.fromkeys(range(55296, 57344), "�") | {0: "\ufffd"}
"""Lone halves of surrogate pairs and zeros, which no report can hold; one for one, so that offsets stay."""


class ReadingObserver(Protocol):
    """Is told how far the reading has come."""

    def started(self, files: int) -> None:
        """Take note that this many files will be read."""
        ...

    def finished(self, file: FoundFile) -> None:
        """Take note that one file is done, read or not."""
        ...


def read_paths(
    paths: Sequence[Path | str],
    *,
    limits: ReadingLimits = ReadingLimits(),
    as_mail: bool = False,
    own_domains: tuple[str, ...] = (),
    observer: ReadingObserver | None = None,
) -> Iterator[ReadResult]:
    """Yield what is read from files and folders: each file first, then what lies inside it.

    Files are read while the results are taken. An empty folder yields nothing.

    Args:
        paths: files, and folders to be read with all that is under them.
        limits: how much of a hostile file is read.
        as_mail: read texts without headers as bodies of mails.
        own_domains: mail domains of the company.
        observer: told of the progress.

    Raises:
        InputError: a path does not exist; raised before anything is read, and names all that are missing.
    """
    found = find_files(paths)
    if found.missing:
        raise no_such_file(found.missing)
    return read_files(found.files, limits=limits, as_mail=as_mail, own_domains=own_domains, observer=observer)


def no_such_file(missing: Sequence[str]) -> InputError:
    """Return the error that names paths that do not exist."""
    return InputError("no such file or folder: " + ", ".join(missing))


def read_files(
    files: Sequence[FoundFile],
    *,
    limits: ReadingLimits = ReadingLimits(),
    as_mail: bool = False,
    own_domains: tuple[str, ...] = (),
    observer: ReadingObserver | None = None,
) -> Iterator[ReadResult]:
    """Yield what is read from files found by `find_files`; the other arguments are those of `read_paths`."""
    if observer is not None:
        observer.started(len(files))
    for file in files:
        name = f"{file.path.name}.eml" if file.mail else file.path.name
        info = FileInfo(id=file.id, name=name, as_mail=as_mail or file.mail, own_domains=own_domains, limits=limits)
        data = _file_bytes(file, info)
        if isinstance(data, Skipped):
            yield data
        else:
            yield from read_bytes(data, info, named=file.named)
        if observer is not None:
            observer.finished(file)


def read_bytes(data: bytes, info: FileInfo, *, named: bool = False) -> Iterator[ReadResult]:
    """Yield the document in `data`, then what lies inside it; it never raises for what `data` holds.

    Args:
        data: the whole file.
        info: its name and place.
        named: whether the user named the file, so that a type msgcheck does not read is worth a word.

    Raises:
        EnvironmentFailure: an installed plugin cannot be loaded.
    """
    if info.depth > info.limits.max_depth:
        yield _skipped(info, f"it lies more than {info.limits.max_depth} levels deep inside other files")
        return
    if len(data) > info.limits.max_bytes:
        yield _skipped(info, _too_large(len(data), info.limits))
        return
    try:
        plugin = plugin_reader(info, data[:_HEAD_BYTES])
        choice = Choice(info=info, format=info.suffix) if plugin else choose(data, info, named=named)
    except DocumentError as err:
        yield _skipped(info, err.message)
        return
    if isinstance(choice, Skipped):
        yield choice
        return
    reader = plugin or built_in_reader(choice.format)
    if reader is None:
        yield _skipped(info, "no reader knows this kind of file", known_type=named)
        return
    yield from _guarded(reader, data, choice.info)


def read_named(data: bytes, name: str) -> Iterator[ReadResult]:
    """Yield what is read of bytes that are known by a file name only, as `read_bytes` does."""
    return read_bytes(data, FileInfo(id=DocumentId(name), name=name), named=True)


def _guarded(reader: Reader, data: bytes, info: FileInfo) -> Iterator[ReadResult]:
    """Yield what `reader` reads, finished; whatever it raises becomes a `Skipped` with a reason."""
    nothing_yet = True
    reason = "there is nothing to read in it"
    try:
        for result in _quietly(reader.read(data, info, _nested)):
            yield _finished(result, info.limits) if isinstance(result, Document) else result
            nothing_yet = False
    except (DocumentError, MissingDependency) as err:
        reason = f"{err.message} ({err.hint})" if err.hint else err.message
    except MsgcheckError:
        raise
    except Exception as err:
        _LOGGER.debug("%s: the reader failed", info.id, exc_info=True)
        reason = _plain_reason(err)
    else:
        if not nothing_yet:
            return
    if nothing_yet:
        yield _skipped(info, reason)
    else:
        rest = replace(info, id=DocumentId(f"{info.id}/(the rest)"), parent=info.id)
        yield _skipped(rest, f"the rest was not read: {reason}")


def _quietly(results: Iterable[ReadResult]) -> Iterator[ReadResult]:
    """Yield `results` while the warnings of parsers, which no user can act on, are kept off the terminal."""
    iterator = iter(results)
    while True:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = next(iterator, None)
        if result is None:
            return
        yield result


def _nested(data: bytes, info: FileInfo) -> Iterable[ReadResult]:
    return read_bytes(data, info)


def _plain_reason(err: Exception) -> str:
    """Return what the failure of a parser means for the person whose file it is."""
    match err:
        case MemoryError():
            return "the file is too large or too deeply nested for the memory of this machine"
        case RecursionError():
            return "the file is nested too deeply"
        case TimeoutError():
            return "reading it took too long"
        case _:
            return f"the file is damaged or made in an unusual way ({type(err).__name__})"


def _file_bytes(file: FoundFile, info: FileInfo) -> bytes | Skipped:
    """Return the content of a file on disk, or why there is none."""
    path = file.path
    try:
        if path.is_symlink() and not path.exists():
            return _skipped(info, "it is a link that leads nowhere")
        if not path.is_file():
            return _skipped(info, "it is no ordinary file")
        size = path.stat().st_size
        if size > info.limits.max_bytes:
            return _skipped(info, _too_large(size, info.limits))
        return path.read_bytes()
    except PermissionError:
        return _skipped(info, "there is no permission to read it")
    except OSError as err:
        return _skipped(info, f"it cannot be opened: {err.strerror or type(err).__name__}")


def _too_large(size: int, limits: ReadingLimits) -> str:
    return f"it is too large: {size / 1e6:,.0f} MB, the limit is {limits.max_bytes / 1e6:,.0f} MB"


def _skipped(info: FileInfo, reason: str, *, known_type: bool = True) -> Skipped:
    return Skipped(id=info.id, parent=info.parent, format=info.suffix, reason=reason, known_type=known_type)


def _finished(document: Document, limits: ReadingLimits) -> Document:
    """Return `document` as the other stages get it: cut to the limits, encodable, with languages and fingerprint."""
    document = _within_limits(document, limits)
    blocks = tuple(_encodable(block) for block in document.blocks)
    document = with_languages(replace(document, blocks=blocks))
    said = (block.text for block in blocks if block.kind is not BlockKind.COMMENT)
    return replace(document, fingerprint=content_fingerprint(said))


def _within_limits(document: Document, limits: ReadingLimits) -> Document:
    found = len(document.blocks)
    if found <= limits.max_blocks:
        return document
    reason = f"only the first {limits.max_blocks:,} pieces of text were read"
    cut = Unread(kind="text blocks", found=found, read=limits.max_blocks, reason=reason)
    return replace(
        document,
        blocks=document.blocks[: limits.max_blocks],
        status=Status.PARTIAL,
        reason=document.reason or reason,
        unread=(*document.unread, cut),
    )


def _encodable(block: Block) -> Block:
    text = block.text.translate(_UNENCODABLE)
    return block if text == block.text else replace(block, text=text)
