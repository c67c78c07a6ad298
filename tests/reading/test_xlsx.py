from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from builders_office import at, parts_of, read_one, saved, texts, unread, zipped
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from msgcheck.config import ReadingLimits
from msgcheck.errors import DocumentError
from msgcheck.reading.xlsx import XlsxReader
from msgcheck.records import BlockKind, Document


def read(data: bytes, name: str = "prices.xlsx", **options: object) -> Document:
    return read_one(XlsxReader(), data, name, **options)  # type: ignore[arg-type]


def price_list() -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Prices"
    sheet.append(["Price list"])
    sheet.append(["Plan", "Price", "Discount", "From"])
    sheet.append(["Flow", 89, 0.15, datetime(2026, 3, 1)])  # noqa: DTZ001 - sheets know no zones
    sheet.append(["Flow Max", 1190.5, None, None])
    sheet["B3"].number_format = "[$€-407]#,##0.00"
    sheet["C3"].number_format = "0%"
    sheet["B4"].number_format = '#,##0.00 "EUR"'
    sheet["B4"].comment = Comment("ask legal", "Ada")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    other = workbook.create_sheet("Drafts")
    other["A1"] = "not yet"
    other.sheet_state = "hidden"
    return saved(workbook)


@pytest.fixture(scope="module")
def prices() -> Document:
    return read(price_list())


@pytest.mark.parametrize(
    ("cell", "text"),
    [("A1", "Price list"), ("B3", "€89.00"), ("C3", "15%"), ("D3", "2026-03-01"), ("B4", "1,190.50 EUR")],
)
def test_xlsx_reader_shows_cells_as_people_see_them(prices: Document, cell: str, text: str) -> None:
    assert at(prices, f"sheet Prices cell {cell}").text == text


def test_xlsx_reader_gives_cells_their_heads_below_a_title_row(prices: Document) -> None:
    assert at(prices, "sheet Prices cell C3").heads == ("Flow", "Discount")


def test_xlsx_reader_marks_hidden_rows_columns_and_sheets(prices: Document) -> None:
    hidden = {block.location for block in prices.blocks if block.hidden}
    assert hidden == {
        "sheet Prices cell D2",
        "sheet Prices cell D3",
        "sheet Prices cell A4",
        "sheet Prices cell B4",
        "sheet Prices cell B4 comment",
        "sheet Drafts cell A1",
    }


def test_xlsx_reader_reads_comments(prices: Document) -> None:
    block = at(prices, "sheet Prices cell B4 comment")
    assert (block.text, block.kind) == ("ask legal", BlockKind.COMMENT)
    assert unread(prices)["comments"] == (1, 1)


def test_xlsx_reader_reads_charts_drawn_on_a_sheet() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Region", "Share"])
    sheet.append(["North", 3])
    chart = BarChart()
    chart.title = "marker-chart"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=2), titles_from_data=True)
    sheet.add_chart(chart, "D1")
    document = read(saved(workbook))
    assert [block.text for block in document.blocks if block.kind is BlockKind.CHART] == ["marker-chart"]
    assert unread(document)["charts"] == (1, 1)


def test_xlsx_reader_is_not_slowed_by_a_cell_in_the_last_row() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["XFD1048576"] = "far away"
    assert texts(read(saved(workbook))) == ["far away"]


def test_xlsx_reader_refuses_sheets_above_the_limit() -> None:
    with pytest.raises(DocumentError, match="sheets of the file"):
        read(price_list(), limits=ReadingLimits(max_sheet_bytes=100))


def test_xlsx_reader_says_that_sheets_are_damaged() -> None:
    parts = parts_of(price_list())
    with pytest.raises(DocumentError, match="sheets cannot be read"):
        read(zipped({**parts, "xl/workbook.xml": b"<workbook"}))


def test_xlsx_reader_reads_dates_without_time_as_days() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = date(2026, 12, 24)
    assert texts(read(saved(workbook))) == ["2026-12-24"]
