"""The two slides drawn with python-pptx: native text boxes and tables, so that everybody can edit them.

Text is set in the largest size at which everything fits, and shortened with "…" where not even the smallest is
enough. The bytes depend on the content alone: dates are the report's, and the zip is packed without compression, whose
output differs between versions of zlib.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.util import Emu, Inches, Pt

from msgcheck.differing import Word
from msgcheck.report.divergences.fitting import height_pt
from msgcheck.report.divergences.marking import cut_words
from msgcheck.report.divergences.slide_content import AuditRow, Deck, PairRow, Reading
from msgcheck.report.plain_text import printable, shortened

_color: Any = RGBColor.from_string
"""Makes a colour of "1F2328"; python-pptx gives its colours no types."""
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_LEFT, _INNER = 0.5, 12.333
"""Left margin and width between the margins, in inches."""
_TITLE_ONLY = 5
"""Number of the layout "Title Only" in python-pptx's own template."""
_MARGIN_PT = 4.0
"""Space above and below the text of a cell."""
_SIDE_PT = 7.0
_SIZES_PT = (14.0, 13.0, 12.0, 11.0, 10.0)
_LENGTHS = (400, 240, 170, 120, 90, 60)
"""Characters of a text, tried in turn at the smallest size."""
_MAX_NOTES_CHARACTERS = 400
_MAX_TITLE_CHARACTERS, _MAX_HEADLINE_CHARACTERS = 30, 56
"""Of the first column, which would take the room from the sentences."""
_INK, _SOFT, _LINE = _color("1F2328"), _color("586069"), _color("1F5F66")
_HEAD, _ROWS, _ABC, _XYZ = (
    _color("E1E9E9"),
    (_color("FFFFFF"), _color("F5F7F7")),
    _color("EAF3EE"),
    _color("FBF0EA"),
)
_BANDS = {
    "ON_TRACK": _color("1D6B46"),
    "SLIPPING": _color("855A00"),
    "DECIDE": _color("9F2D20"),
}
_PAIR_WIDTHS = (2.6, 3.7, 3.7, 2.333)
_PAIR_HEIGHT = 5.55
_AUDIT_WIDTHS = (2.2, 2.6, 2.6)


def deck_bytes(deck: Deck) -> bytes:
    """Return the deck as a .pptx file; equal decks give equal bytes."""
    presentation = Presentation()
    _widen(presentation)
    _first_slide(presentation, deck)
    _second_slide(presentation, deck)
    _date(presentation, deck)
    out = io.BytesIO()
    presentation.save(out)
    return _repacked(out.getvalue(), deck.created)


def _widen(presentation: Any) -> None:
    """Make the slides 16:9, with the places of the master and its layouts at the same part of the width."""
    before = presentation.slide_width
    presentation.slide_width, presentation.slide_height = _WIDTH, _HEIGHT
    master = presentation.slide_master
    for sheet in (master, *master.slide_layouts):
        for shape in sheet.placeholders:
            if shape._element.spPr.xfrm is not None:  # noqa: SLF001 - inherited places move with their master
                left, width = shape.left, shape.width
                shape.left, shape.width = Emu(left * _WIDTH // before), Emu(width * _WIDTH // before)


def _first_slide(presentation: Any, deck: Deck) -> None:
    slide = _slide(presentation, deck.title)
    _box(slide, (_LEFT, 1.12, _INNER, 0.4), [[(deck.subtitle, False)]], size=13, color=_SOFT, max_characters=190)
    _audit_table(slide, deck)
    if deck.coverage:
        _box(slide, (_LEFT, 6.55, 7.4, 0.45), [[(deck.coverage, True)]], size=15, color=_INK, max_characters=110)
    left, width, height = 8.3, 4.53, 5.2
    _box(slide, (left, 1.7, width, 0.4), [[("What waits for marketing", True)]], size=15, color=_LINE)
    waiting, size = _fitting_lists(deck.waiting, width_pt=width * 72 - 2 * _SIDE_PT, height=height * 72)
    _box(slide, (left, 2.1, width, height), [[(what, True), (why, False)] for what, why in waiting], size=size)
    _notes(slide, deck.first_notes)


def _audit_table(slide: Any, deck: Deck) -> None:
    if not deck.audit:
        _box(slide, (_LEFT, 1.7, 7.4, 0.4), [[(deck.no_audit, False)]], size=15, color=_SOFT)
        return
    table = _table(slide, len(deck.audit) + 1, _AUDIT_WIDTHS, 1.7, "Audit numbers")
    for column, text in enumerate(("Where we stand", "The field", "Our own material")):
        _fill(table.cell(0, column), [[(text, True)]], size=13, background=_HEAD)
    table.rows[0].height = Inches(0.42)
    for index, row in enumerate(deck.audit, start=1):
        table.rows[index].height = Inches(0.85)
        _audit_cells(table, index, row)


def _audit_cells(table: Any, index: int, row: AuditRow) -> None:
    background = _ROWS[index % 2]
    _fill(table.cell(index, 0), [[(shortened(printable(row.name), 40), True)]], size=14, background=background)
    for column, reading in ((1, row.field), (2, row.own)):
        _reading(table.cell(index, column), reading, background)


def _reading(cell: Any, reading: Reading, background: RGBColor) -> None:
    _fill(cell, [[(reading.percent, True)], [(reading.words, False)]], size=12, background=background)
    paragraphs = cell.text_frame.paragraphs
    paragraphs[0].runs[0].font.size = Pt(20)
    if reading.color in _BANDS:
        for paragraph in paragraphs:
            paragraph.runs[0].font.color.rgb = _BANDS[reading.color]


def _second_slide(presentation: Any, deck: Deck) -> None:
    slide = _slide(presentation, deck.pairs_title)
    if not deck.pairs:
        _box(slide, (_LEFT, 1.2, _INNER, 0.4), [[(deck.no_pairs, False)]], size=16, color=_SOFT)
    else:
        rows, size, heights = _fitting_pairs(deck.pairs)
        table = _table(slide, len(rows) + 1, _PAIR_WIDTHS, 1.1, "Approved wording beside what is said in the field")
        for column, text in enumerate(("Message", "Approved (ABC)", "Said in the field (XYZ)", "To marketing")):
            _fill(table.cell(0, column), [[(text, True)]], size=13, background=_HEAD)
        table.rows[0].height = Inches(0.4)
        for index, (row, height) in enumerate(zip(rows, heights, strict=True), start=1):
            table.rows[index].height = Pt(height)
            _pair_cells(table, index, row, size)
    if deck.pairs_footer:
        _box(slide, (_LEFT, 7.0, _INNER, 0.35), [[(deck.pairs_footer, False)]], size=12, color=_SOFT)
    _notes(slide, deck.second_notes)


def _pair_cells(table: Any, index: int, row: PairRow, size: float) -> None:
    head = [[(row.title, True)], [(row.headline, False)], [(row.where, False)]]
    background = _ROWS[index % 2]
    _fill(table.cell(index, 0), head, size=size, background=background)
    for run in table.cell(index, 0).text_frame.paragraphs[2].runs:
        run.font.color.rgb = _SOFT
    _fill(table.cell(index, 1), [_runs(row.approved)], size=size, background=_ABC)
    _fill(table.cell(index, 2), [_runs(row.said)], size=size, background=_XYZ)
    _fill(table.cell(index, 3), [[(row.to_marketing, False)]], size=size, background=background)


def _fitting_pairs(pairs: Sequence[PairRow]) -> tuple[tuple[PairRow, ...], float, tuple[float, ...]]:
    """Return the rows, the size of their text and their heights in points, so that all fit on the slide."""
    room = _PAIR_HEIGHT * 72
    tries = [(size, _LENGTHS[0]) for size in _SIZES_PT] + [(_SIZES_PT[-1], length) for length in _LENGTHS[1:]]
    for size, length in tries:
        rows = tuple(_cut(row, length) for row in pairs)
        heights = tuple(_pair_height(row, size) for row in rows)
        if sum(heights) <= room:
            break
    # What is left over is shared out, so that few rows do not stick to the top.
    spare = min(14.0, max(0.0, room - sum(heights)) / len(heights))
    return rows, size, tuple(height + spare for height in heights)


def _cut(row: PairRow, max_characters: int) -> PairRow:
    return PairRow(
        title=shortened(_clean(row.title), _MAX_TITLE_CHARACTERS),
        headline=shortened(_clean(row.headline), _MAX_HEADLINE_CHARACTERS),
        where=_clean(row.where),
        approved=cut_words(row.approved, max_characters),
        said=cut_words(row.said, max_characters),
        to_marketing=shortened(_clean(row.to_marketing), int(max_characters * 0.6)),
    )


def _pair_height(row: PairRow, size: float) -> float:
    cells = ((row.title, row.headline, row.where), (_line(row.approved),), (_line(row.said),), (row.to_marketing,))
    heights = [
        height_pt(paragraphs, width_pt=width * 72 - 2 * _SIDE_PT, size_pt=size)
        for paragraphs, width in zip(cells, _PAIR_WIDTHS, strict=True)
    ]
    return max(heights) + 2 * _MARGIN_PT


def _fitting_lists(
    items: Sequence[tuple[str, str]], *, width_pt: float, height: float
) -> tuple[tuple[tuple[str, str], ...], float]:
    """Return items cut to fit, and the size of their text."""
    tries = [(size, _LENGTHS[2]) for size in _SIZES_PT] + [(_SIZES_PT[-1], length) for length in _LENGTHS[3:]]
    for size, length in tries:
        cut = tuple((shortened(_clean(what), length), shortened(_clean(why), length)) for what, why in items)
        texts = [f"{what} {why}".strip() for what, why in cut]
        # Half a line between two items.
        if height_pt(texts, width_pt=width_pt, size_pt=size) + len(texts) * size * 0.5 <= height:
            break
    return cut, size


def _slide(presentation: Any, title: str) -> Any:
    """Return a new slide with its title, a real one that outlines and screen readers find."""
    slide = presentation.slides.add_slide(presentation.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Inches(_LEFT), Inches(0.4), Inches(_INNER), Inches(0.7)
    frame = shape.text_frame
    frame.text = shortened(_clean(title), 90)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = 1  # left, as the rest
    font = paragraph.runs[0].font
    font.size, font.bold, font.color.rgb = Pt(26), True, _INK
    return slide


_Paragraphs = Sequence[Sequence[tuple[str, bool]]]
"""Paragraphs of runs, (text, whether bold) each."""


def _box(
    slide: Any,
    place: tuple[float, float, float, float],
    paragraphs: _Paragraphs,
    *,
    size: float = 12,
    color: RGBColor = _INK,
    max_characters: int = 400,
) -> None:
    """Add a text box at (left, top, width, height) in inches."""
    left, top, width, height = place
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = 0
    cut = [[(shortened(_clean(text), max_characters), bold) for text, bold in runs if text] for runs in paragraphs]
    _write(frame, cut, size=size, color=color)
    for paragraph in frame.paragraphs[1:]:
        paragraph.space_before = Pt(size * 0.5)


def _table(slide: Any, rows: int, widths: Sequence[float], top: float, description: str) -> Any:
    """Return a new table with a description for screen readers; its rows get their heights later."""
    place = (Inches(_LEFT), Inches(top), Inches(sum(widths)), Inches(0.4 * rows))
    frame = slide.shapes.add_table(rows, len(widths), *place)
    frame.name = description
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)  # noqa: SLF001 - python-pptx has no name for it
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    return table


def _fill(cell: Any, paragraphs: _Paragraphs, *, size: float, background: RGBColor) -> None:
    cell.margin_top = cell.margin_bottom = Pt(_MARGIN_PT)
    cell.margin_left = cell.margin_right = Pt(_SIDE_PT)
    cell.vertical_anchor = MSO_ANCHOR.TOP
    cell.fill.solid()
    cell.fill.fore_color.rgb = background
    _write(cell.text_frame, paragraphs, size=size, color=_INK)


def _write(frame: Any, paragraphs: _Paragraphs, *, size: float, color: RGBColor) -> None:
    for index, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        for position, (text, bold) in enumerate(runs):
            run = paragraph.add_run()
            run.text = _clean(text) if position == 0 else f" {_clean(text)}"
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, color


def _line(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def _runs(words: Sequence[Word]) -> list[tuple[str, bool]]:
    """Return the words as runs, those that differ bold."""
    runs: list[tuple[str, bool]] = []
    for word in words:
        if runs and runs[-1][1] == word.changed:
            runs[-1] = (f"{runs[-1][0]} {word.text}", word.changed)
        else:
            runs.append((word.text, word.changed))
    return runs


def _notes(slide: Any, lines: Sequence[str]) -> None:
    text = "\n".join(shortened(_clean(line), _MAX_NOTES_CHARACTERS) for line in lines)
    slide.notes_slide.notes_text_frame.text = text


def _clean(text: str) -> str:
    """Return `text` without what XML cannot hold."""
    return "".join(character for character in printable(text) if ord(character) & 0xFFFE != 0xFFFE)


def _date(presentation: Any, deck: Deck) -> None:
    properties = presentation.core_properties
    moment = deck.created.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = moment
    properties.title = shortened(_clean(deck.title), 200)
    properties.author = properties.last_modified_by = "msgcheck"
    properties.revision = 1


def _repacked(data: bytes, created: datetime) -> bytes:
    """Return the same zip, its parts stored as they are under the report's date."""
    moment = created.astimezone(UTC)
    date_time = (max(1980, moment.year), moment.month, moment.day, moment.hour, moment.minute, moment.second // 2 * 2)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, date_time)
            info.create_system = 0
            target.writestr(info, source.read(name))
    return out.getvalue()
