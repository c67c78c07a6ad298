from __future__ import annotations

from datetime import datetime

import pytest

from msgcheck.reading.number_format import shown, shown_text


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        (89, "General", "89"),
        (0.1 + 0.2, "General", "0.3"),
        (0.3, "0%", "30%"),
        (0.125, "0.0%", "12.5%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (89, '"€"#,##0.00', "€89.00"),
        (89, "[$€-407] #,##0", "€ 89"),
        (89, '0 "per user"', "89 per user"),
        (-5, "0;[Red]-0", "-5"),
        (45000, "dd/mm/yyyy", "2023-03-15"),
        (1e9, "0.00E+00", "1000000000"),
        (" text ", "@", "text"),
        (datetime(2026, 3, 1, 9, 30), "General", "2026-03-01 09:30"),  # noqa: DTZ001 - sheets know no zones
    ],
)
def test_shown_looks_like_the_sheet(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


def test_shown_text_leaves_words_alone() -> None:
    assert shown_text("n/a", "0%") == "n/a"
