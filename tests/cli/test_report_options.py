"""Which report `msgcheck report` makes, and which options go together."""

from datetime import date

import click
import pytest

from msgcheck.cli.main import run
from msgcheck.cli.period_types import PeriodType
from msgcheck.records import Period, PeriodKind

NOVEMBER = Period(first=date(2026, 11, 1), kind=PeriodKind.MONTH)
FOURTH = Period(first=date(2026, 10, 1), kind=PeriodKind.QUARTER)
EITHER = PeriodType(PeriodKind.MONTH, PeriodKind.QUARTER)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setenv("MSGCHECK_NOW", "2026-12-03T09:00:00+00:00")


@pytest.mark.parametrize(
    ("written", "kind", "period"),
    [
        ("2026-11", PeriodKind.MONTH, NOVEMBER),
        (" last ", PeriodKind.MONTH, NOVEMBER),
        ("THIS", PeriodKind.MONTH, NOVEMBER.next()),
        ("2026-Q4", PeriodKind.QUARTER, FOURTH),
        ("2026q4", PeriodKind.QUARTER, FOURTH),
        ("last", PeriodKind.QUARTER, FOURTH.before()),
    ],
)
def test_period_type_reads_what_people_write(written, kind, period):
    assert PeriodType(kind).convert(written, None, None) == period


@pytest.mark.parametrize("written", ["2026-13", "2026-00", "November", "2026-11-03", "26-11", "1234-01", "2026-Q5", ""])
def test_period_type_says_how_to_write_it(written):
    with pytest.raises(click.UsageError, match="write it as 2026-11 or 2026-Q4, last or this"):
        EITHER.convert(written, None, None)


def test_period_type_of_months_takes_no_quarter():
    with pytest.raises(click.UsageError, match="is no month; write it as 2026-11"):
        PeriodType(PeriodKind.MONTH).convert("2026-Q4", None, None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--month", "2026-11", "--quarter", "2026-Q4"), "--month and --quarter do not go together"),
        (("--month", "2026-11", "--ahead", "6w"), "--month and --ahead do not go together"),
        (("--ahead", "6w", "--agenda"), "--ahead and --agenda do not go together"),
        (("--compare", "2026-10"), "--compare goes with --month or --quarter"),
        (("--month", "2026-11", "--compare", "2026-Q3"), "--compare needs a month here"),
        (("--month", "2026-11", "--compare", "2026-11"), "name another one"),
        (("--month", "2026-11", "--fail-on", "high"), "--fail-on does not go with"),
        (("--ahead", "6w", "--fail-on", "high"), "--fail-on does not go with"),
        (("--month", "Nov"), "write it as 2026-11"),
        (("--from", "x.json", "--month", "2026-11"), "--month does not go with --from"),
        (("--ahead", "6", "weeks"), '"6 weeks" is two words; write it as one: 6w'),
        (("--ahead=3", "Months"), "write it as one: 3m"),
        (("--ahead", "6w", "nonsense"), "unexpected extra argument (nonsense)"),
        (("--from", "x.json", "--ahead", "6w"), "--ahead does not go with --from"),
    ],
)
def test_report_refuses_options_that_do_not_go_together(arguments, says, capsys):
    assert run(["report", *arguments]) == 2
    assert says in capsys.readouterr().err
