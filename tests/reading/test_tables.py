from __future__ import annotations

from msgcheck.reading.tables import Cell, Heads


def grid(*rows: str) -> list[Cell]:
    """Return a cell for each letter."""
    return [
        Cell(row=row_number, column=column_number, text=letter)
        for row_number, row in enumerate(rows, start=1)
        for column_number, letter in enumerate(row, start=1)
    ]


def test_heads_of_a_body_cell_are_those_of_its_row_and_column() -> None:
    assert Heads(grid("abc", "def")).of(Cell(row=2, column=3)) == ("d", "c")


def test_heads_of_the_first_row_and_column_are_none() -> None:
    heads = Heads(grid("ab", "cd"))
    assert heads.of(Cell(row=1, column=2)) == heads.of(Cell(row=2, column=1)) == ()


def test_heads_are_sought_below_a_row_that_is_one_title() -> None:
    assert Heads(grid("t", "ab", "cd")).of(Cell(row=3, column=2)) == ("c", "b")


def test_heads_of_a_cell_below_a_wide_head_are_that_head() -> None:
    cells = [Cell(row=1, column=1), Cell(row=1, column=2, columns=2, text="wide"), *grid("", "abc")]
    assert Heads(cells).of(Cell(row=2, column=3)) == ("a", "wide")


def test_heads_ignore_cells_that_a_merged_one_covers() -> None:
    cells = [*grid("ab", "cd"), Cell(row=2, column=1, text="beneath", covered=True)]
    assert Heads(cells).of(Cell(row=2, column=2)) == ("c", "b")


def test_heads_of_a_list_in_one_column_are_none() -> None:
    assert Heads(grid("a", "b")).of(Cell(row=2, column=1)) == ()


def test_heads_take_no_heed_of_an_absurd_span() -> None:
    cells = [Cell(row=1, column=1, text="a"), Cell(row=1, column=2, columns=10**12, text="b"), *grid("", "cd")]
    assert Heads(cells).of(Cell(row=2, column=2)) == ("c", "b")
