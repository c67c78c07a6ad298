from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from builders_pdf import make_pdf
from builders_reading import make_ole, make_zip, read_all, read_document, skipped

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError, EnvironmentFailure, InputError
from msgcheck.reading import dispatch
from msgcheck.reading.dispatch import read_paths
from msgcheck.reading.files import FoundFile, find_files
from msgcheck.reading.interface import FileInfo, ReadNested
from msgcheck.records import Block, BlockKind, Document, DocumentId, ReadResult, Skipped, Status

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256))
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
LINE = b"We answer every call within one working day.\n"


class FakeReader:
    """Yields what it is given, then raises what it is given."""

    formats = ("txt",)

    def __init__(self, *results: ReadResult, failure: BaseException | None = None) -> None:
        self.results = results
        self.failure = failure

    def accepts(self, info: FileInfo, head: bytes) -> bool:
        return True

    def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
        yield from self.results
        if self.failure:
            raise self.failure


def use_reader(monkeypatch: pytest.MonkeyPatch, reader: FakeReader) -> None:
    monkeypatch.setattr(dispatch, "plugin_reader", lambda info, head: reader)


def document(*blocks: Block) -> Document:
    return Document(id=DocumentId("a.txt"), format="txt", blocks=blocks)


def line(text: str, kind: BlockKind = BlockKind.LINE) -> Block:
    return Block(text=text, kind=kind, location="line 1")


# --- which reader ------------------------------------------------------------------------------------


def test_read_bytes_names_a_picture_that_is_called_a_deck():
    assert skipped("deck.pptx", JPEG).reason == "it is a JPEG picture, not a PowerPoint file"


def test_read_bytes_counts_a_renamed_picture_as_a_known_type():
    assert skipped("deck.pptx", JPEG).known_type


def test_read_bytes_says_that_text_in_pictures_is_not_read():
    result = skipped("logo.png", PNG)
    assert (result.reason, result.known_type) == ("a picture; text in pictures is not read", True)


def test_read_bytes_names_an_empty_file():
    assert skipped("deck.pptx", b"").reason == "the file is empty"


def test_read_bytes_leaves_an_empty_file_of_unknown_type_aside():
    assert not skipped("AUTOEXEC.BAT", b"").known_type


def test_read_bytes_reads_a_pdf_whatever_it_is_called():
    assert read_document("deck.pptx", make_pdf(["Returns are free."])).format == "pdf"


def test_read_bytes_keeps_the_id_of_a_renamed_file():
    assert read_document("deck.pptx", make_pdf(["Returns are free."])).id == "deck.pptx"


def test_read_bytes_reads_rich_text_that_is_called_word():
    assert read_document("offer.doc", rb"{\rtf1\ansi Returns are free.\par}").format == "rtf"


def test_read_bytes_reads_a_web_page_that_is_called_word():
    assert read_document("offer.doc", b"<html><body><p>Returns are free.</p></body></html>").format == "html"


@pytest.mark.parametrize("name", ["deck.pptx", "offer.docx", "prices.xlsx", "offer.doc", "deck.ppt", "offer.pdf"])
def test_read_bytes_says_that_a_text_is_no_office_file(name: str):
    assert "it is a plain text file, not" in skipped(name, LINE).reason


def test_read_bytes_says_that_binary_content_is_no_text():
    assert skipped("notes.txt", bytes(range(256)) * 4).reason == "it is not a text file"


def test_read_bytes_keeps_markdown_that_begins_with_markup():
    assert read_document("page.md", b"<html><p>Returns are free.</p></html>\n").format == "md"


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptedSummary"])
def test_read_bytes_names_an_encrypted_office_file(stream: str):
    assert "encrypted with a password" in skipped("deck.pptx", make_ole(stream)).reason


def test_read_bytes_names_an_encrypted_word_97_file():
    start = b"\xec\xa5\xc1\x00\x00\x00\x00\x00\x00\x00\x00\x01"
    assert "encrypted with a password" in skipped("a.doc", make_ole("WordDocument", first_stream=start)).reason


def test_read_bytes_names_an_encrypted_open_document():
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.presentation",
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    }
    assert "encrypted with a password" in skipped("deck.odp", make_zip(parts)).reason


def test_read_bytes_hints_how_to_export_keynote():
    result = skipped("deck.key", make_zip({"Index/Presentation.iwa": b"", "Index/Slide.iwa": b""}))
    assert (result.reason, result.known_type) == ("a Keynote file is not read; export it as .pptx or PDF", True)


@pytest.mark.parametrize(
    ("name", "data"),
    [("data.bin", b"\x01\x02\x03\x04" * 9), ("code.py", b"print()\n"), ("a.zip", make_zip({"a": b"b"})), ("x", LINE)],
)
def test_read_bytes_leaves_unknown_types_in_folders_aside(name: str, data: bytes):
    assert not skipped(name, data).known_type


def test_read_bytes_counts_an_unknown_type_that_the_user_named():
    assert skipped("data.bin", b"\x01\x02\x03\x04" * 9, named=True).known_type


# --- limits ------------------------------------------------------------------------------------------


def test_read_bytes_stops_at_the_limit_of_bytes():
    assert "too large" in skipped("a.txt", LINE, limits=ReadingLimits(max_bytes=10)).reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.rtf"])
def test_read_bytes_stops_at_the_limit_of_texts(name: str):
    data = b"{\\rtf1 We ship." if name == "a.rtf" else LINE
    assert "too large for a text" in skipped(name, data, limits=ReadingLimits(max_text_bytes=5)).reason


def test_read_bytes_stops_at_the_limit_of_nesting():
    info = FileInfo(id=DocumentId("a.txt"), name="a.txt", depth=7)
    (result,) = dispatch.read_bytes(LINE, info)
    assert isinstance(result, Skipped)
    assert "6 levels deep" in result.reason


def test_read_bytes_cuts_a_document_at_the_limit_of_blocks_and_says_so():
    (result,) = read_all("a.txt", LINE * 5, limits=ReadingLimits(max_blocks=3))
    assert isinstance(result, Document)
    assert (len(result.blocks), result.status) == (3, Status.PARTIAL)
    assert result.unread[-1].found == 5


# --- failures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (ZeroDivisionError("x"), "damaged or made in an unusual way"),
        (RecursionError(), "nested too deeply"),
        (MemoryError(), "memory of this machine"),
        (TimeoutError(), "took too long"),
        (DocumentError("it is written in invisible ink", hint="warm it"), "it is written in invisible ink (warm it)"),
    ],
)
def test_read_bytes_turns_what_a_parser_raises_into_a_reason(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, words: str
):
    use_reader(monkeypatch, FakeReader(failure=failure))
    assert words in skipped("a.txt", LINE).reason


def test_read_bytes_says_so_where_a_parser_fails_half_way(monkeypatch: pytest.MonkeyPatch):
    use_reader(monkeypatch, FakeReader(document(line("one")), failure=ValueError("x")))
    first, rest = read_all("a.txt", LINE)
    assert isinstance(first, Document)
    assert isinstance(rest, Skipped)
    assert (rest.parent, rest.reason.split(":")[0]) == ("a.txt", "the rest was not read")


def test_read_bytes_skips_a_file_of_which_a_reader_makes_nothing(monkeypatch: pytest.MonkeyPatch):
    use_reader(monkeypatch, FakeReader())
    assert skipped("a.txt", LINE).reason == "there is nothing to read in it"


def test_read_bytes_passes_on_failures_of_the_machine(monkeypatch: pytest.MonkeyPatch):
    use_reader(monkeypatch, FakeReader(failure=EnvironmentFailure("no room left")))
    with pytest.raises(EnvironmentFailure, match="no room left"):
        read_all("a.txt", LINE)


def test_read_bytes_keeps_warnings_of_parsers_to_itself(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
):
    class WarningReader(FakeReader):
        def read(self, data: bytes, info: FileInfo, nested: ReadNested) -> Iterable[ReadResult]:
            import warnings

            warnings.warn("odd font", UserWarning, stacklevel=1)
            yield document(line("one"))

    use_reader(monkeypatch, WarningReader())
    assert isinstance(read_all("a.txt", LINE)[0], Document)
    assert not recwarn.list


def test_read_bytes_replaces_what_no_report_can_hold(monkeypatch: pytest.MonkeyPatch):
    use_reader(monkeypatch, FakeReader(document(line("half \ud83d and zero \x00 end"))))
    (result,) = read_all("a.txt", LINE)
    assert isinstance(result, Document)
    assert result.blocks[0].text == "half \ufffd and zero \ufffd end"


def test_read_bytes_leaves_comments_out_of_the_fingerprint(monkeypatch: pytest.MonkeyPatch):
    use_reader(
        monkeypatch, FakeReader(document(line("one two")), document(line("one two"), line("no!", BlockKind.COMMENT)))
    )
    plain, commented = read_all("a.txt", LINE)
    assert isinstance(plain, Document)
    assert isinstance(commented, Document)
    assert plain.fingerprint == commented.fingerprint


# --- paths -------------------------------------------------------------------------------------------


def ids(paths: list[Path]) -> list[str]:
    return [Path(file.id).name for file in find_files(paths).files]


def test_read_paths_names_every_path_that_does_not_exist(tmp_path: Path):
    with pytest.raises(InputError) as error:
        read_paths([tmp_path / "one.pptx", tmp_path / "two.pptx"])
    assert "one.pptx" in str(error.value)
    assert "two.pptx" in str(error.value)


def test_read_paths_reads_a_folder_in_sorted_order(tmp_path: Path):
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(LINE)
    assert [Path(result.id).name for result in read_paths([tmp_path])] == ["a.txt", "b.txt", "c.txt"]


def test_read_paths_goes_on_after_a_bad_file(tmp_path: Path):
    (tmp_path / "a.pptx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "b.txt").write_bytes(LINE)
    assert [type(result) for result in read_paths([tmp_path])] == [Skipped, Document]


def test_read_paths_reads_lazily(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(LINE)
    results = read_paths([tmp_path])
    next(results)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(results), Skipped)


def test_read_paths_tells_the_observer_of_every_file(tmp_path: Path):
    told: list[object] = []

    class Observer:
        def started(self, files: int) -> None:
            told.append(files)

        def finished(self, file: FoundFile) -> None:
            told.append(file.path.name)

    (tmp_path / "a.txt").write_bytes(LINE)
    (tmp_path / "b.bin").write_bytes(b"\x01")
    list(read_paths([tmp_path], observer=Observer()))
    assert told == [2, "a.txt", "b.bin"]


def test_read_paths_says_that_there_is_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Path) -> bytes:
        raise PermissionError

    path = tmp_path / "a.txt"
    path.write_bytes(LINE)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (result,) = read_paths([path])
    assert isinstance(result, Skipped)
    assert result.reason == "there is no permission to read it"


def test_read_paths_opens_no_pipe(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")
    (result,) = read_paths([tmp_path])
    assert isinstance(result, Skipped)
    assert result.reason == "it is no ordinary file"


def test_read_paths_names_a_link_that_leads_nowhere(tmp_path: Path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (result,) = read_paths([tmp_path])
    assert isinstance(result, Skipped)
    assert "leads nowhere" in result.reason


def test_find_files_leaves_out_what_is_no_document(tmp_path: Path):
    for name in (".hidden.txt", "~$deck.pptx", "Thumbs.db", "deck.txt"):
        (tmp_path / name).write_bytes(LINE)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "notes.txt").write_bytes(LINE)
    assert ids([tmp_path]) == ["deck.txt"]


def test_find_files_takes_a_hidden_file_that_is_named(tmp_path: Path):
    (tmp_path / ".hidden.txt").write_bytes(LINE)
    assert ids([tmp_path / ".hidden.txt"]) == [".hidden.txt"]


def test_find_files_survives_a_link_that_leads_back_up(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(LINE)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert ids([tmp_path]) == ["a.txt"]


def test_find_files_takes_the_same_file_once(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(LINE)
    assert ids([tmp_path, tmp_path / "a.txt"]) == ["a.txt"]


def test_find_files_tells_folders_without_files(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    assert find_files([tmp_path]).empty == (str(tmp_path),)


def test_find_files_takes_the_files_of_a_maildir_as_mail(tmp_path: Path):
    for folder in ("cur", "new", "tmp", ".Sent/cur", ".Sent/new"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / f"17.M1.{folder.replace('/', '')}:2,S").write_bytes(LINE)
    files = find_files([tmp_path]).files
    assert [file.path.parent.relative_to(tmp_path).as_posix() for file in files] == [
        ".Sent/cur",
        ".Sent/new",
        "cur",
        "new",
    ]
    assert all(file.mail for file in files)


def test_find_files_makes_ids_that_can_be_written(tmp_path: Path):
    try:
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
        path.write_bytes(LINE)
    except OSError:
        pytest.skip("this file system holds no such names")
    (file,) = find_files([tmp_path]).files
    assert file.id.encode("utf-8").endswith("caf\ufffd.txt".encode())
