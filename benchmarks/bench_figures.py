"""How well figures are read, and how well changed figures are told from kept ones.

Table 1, from a folder of number and unit cases (`recognizers_*.jsonl.gz`: input and expected results). A case
counts as right when every expected value is read from an overlapping stretch with a relative error of at most
1e-6 and an equivalent unit or currency, and nothing else of its group is read. "Of its group" means:

- NumberModel: figures that are plain numbers, shares and multiples. Those that carry a unit, a currency, a
  percent sign or a date are what other groups expect; in the number group they may be read or not, and an
  expected number is also found as the value of such a figure (`$20` is expected as 20).
- PercentModel: figures of kind percent.
- NumberRangeModel: only end values count: all ends of the expected ranges are values of figures that overlap
  them, those figures have no other values, and no range is read elsewhere. Which side is open is not compared,
  and single numbers elsewhere are not counted against the reader.
- CurrencyModel: figures of kind money. DimensionModel: figures of kind size (percent, durations and
  temperatures are other groups).

Left out: inputs that stand several times in the counted groups of one folder with different expectations, and
expected results without a value; a case keeps its other results. The remaining groups (ordinals, ages,
temperatures, dates, times, durations) are reported without a bar and by their stretches only where the
expected value is of a kind we do not compute.

Table 2, from a folder of labelled statements: how often `compare_figures` finds a changed value for rows
labelled `figure_changed`, and for rows labelled `consistent`. A statement is compared with the message named
by `message_id` and its variants; the comparison with the fewest changes counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from msgcheck.judge.figure_changes import FigureChanges, compare_figures
from msgcheck.records import Figure
from msgcheck.segment.readings.figures import read_figures
from msgcheck.segment.readings.unit_table import CURRENCY_CODES, CURRENCY_WORDS
from msgcheck.segment.readings.units import unit_after

COUNTED = ("NumberModel", "PercentModel", "NumberRangeModel", "CurrencyModel", "DimensionModel")
UNCOUNTED = (
    "OrdinalModel", "TemperatureModel", "AgeModel", "DateExtractor", "DatePeriodExtractor", "TimeExtractor",
    "DurationExtractor",
)  # fmt: skip
NUMBER_KINDS = frozenset({"number", "ratio", "multiple"})
CLOSE = 1e-6
LABELS = ("figure_changed", "consistent", "overstated", "understated", "contradicts", "reframed")

Case = dict[str, Any]


def close(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), 1e-30)


def span_of(result: Case) -> tuple[int, int]:
    start = int(result["Start"])
    return start, int(result["End"]) + 1 if "End" in result else start + int(result["Length"])


def overlaps(figure: Figure, span: tuple[int, int]) -> bool:
    return figure.start < span[1] and span[0] < figure.end


# --- table 1: values and units ---------------------------------------------------------------------


def value_of(result: Case) -> float | None:
    """Return the expected value, None where the case has none."""
    written = (result.get("Resolution") or {}).get("value")
    if written is None:
        return None
    try:
        return float(str(written).rstrip("%"))
    except ValueError:
        return None


def currency_of(name: str, code: str | None) -> str:
    """Return our code for an expected currency."""
    if code in CURRENCY_CODES:
        return CURRENCY_CODES[code][0]
    lower = name.lower()
    subunits = {"cent": "usd", "pence": "gbp", "penny": "gbp", "netherlands guilder": "nlg"}
    return subunits.get(lower) or CURRENCY_WORDS.get(lower) or (code or lower).lower()


def right_amount(figure: Figure, result: Case) -> bool:
    """Return whether `figure` is the expected amount in an equivalent unit."""
    value = value_of(result)
    resolution = result["Resolution"]
    name = str(resolution["unit"])
    if value is None:
        return False
    if result["TypeName"] == "currency":
        factor = 0.01 if name in {"Cent", "Pence", "Penny"} else 1.0
        return figure.unit == currency_of(name, resolution.get("isoCurrency")) and close(figure.value, value * factor)
    word = {"Pound": "pound weight", "Ton": "ton", "C": "celsius", "F": "fahrenheit"}.get(name, name.lower())
    unit = unit_after(f"2 {word}s", 1) or unit_after(f"2 {word}", 1)
    if name == "Pound":
        unit = unit_after("2 lbs", 1)
    return unit is not None and unit.unit.canonical == figure.unit and close(figure.value, unit.unit.value(value))


def is_right(group: str, case: Case) -> bool:
    """Return whether everything that is expected is read, and nothing else of the group."""
    figures = read_figures(case["input"])
    expected = [result for result in case["results"] if value_of(result) is not None or group == "NumberRangeModel"]
    match group:
        case "NumberModel":
            return _numbers_right(figures, expected)
        case "NumberRangeModel":
            return _ranges_right(figures, expected)
        case "PercentModel":
            own = [figure for figure in figures if figure.kind == "percent"]
            return _matched(own, expected, lambda figure, result: close(figure.value, value_of(result) or 0.0))
        case "CurrencyModel":
            return _matched([figure for figure in figures if figure.kind == "money"], expected, right_amount)
        case "DimensionModel":
            own = [figure for figure in figures if figure.kind == "size" and figure.unit != "celsius"]
            return _matched(own, expected, right_amount)
        case _:
            own = [figure for figure in figures if figure.kind == "size"]
            return _matched(own, expected, right_amount)


def _matched(own: Sequence[Figure], expected: Sequence[Case], test: Any) -> bool:
    """Return whether figures and expectations pair off without a rest."""
    rest = list(own)
    for result in expected:
        figure = next((one for one in rest if overlaps(one, span_of(result)) and test(one, result)), None)
        if figure is None:
            return False
        rest.remove(figure)
    return not rest


def _numbers_right(figures: Sequence[Figure], expected: Sequence[Case]) -> bool:
    rest = list(figures)
    for result in expected:
        value = value_of(result) or 0.0
        figure = next((one for one in rest if overlaps(one, span_of(result)) and _has_value(one, value)), None)
        if figure is None:
            return False
        if figure.value_max is None:
            rest.remove(figure)
    return not any(figure.kind in NUMBER_KINDS and figure.value_max is None for figure in rest)


def _has_value(figure: Figure, value: float) -> bool:
    values = (figure.value, figure.as_written[0], figure.value_max)
    return any(close(one, value) for one in values if one is not None)


def _ranges_right(figures: Sequence[Figure], expected: Sequence[Case]) -> bool:
    """Return whether the end values of all expected ranges are read, and no other bounded figure."""
    spans = [span_of(result) for result in expected]
    ends = {
        float(end)
        for result in expected
        for end in re.findall(r"-?[\d.]+", (result.get("Resolution") or {}).get("value") or "")
    }
    inside = [figure for figure in figures if any(overlaps(figure, span) for span in spans)]
    read = {value for figure in inside for value in (figure.value, figure.value_max) if value is not None}
    found = all(any(close(end, value) for value in read) for end in ends)
    invented = any(not any(close(end, value) for end in ends) for value in read)
    outside = [figure for figure in figures if figure not in inside and figure.kind in NUMBER_KINDS]
    return found and not invented and not any(figure.value_max is not None for figure in outside)


def load_cases(folder: Path) -> dict[str, list[Case]]:
    """Return the cases of every group, keyed by the group's name."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for path in sorted(folder.glob("recognizers_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                case = json.loads(line)
                groups[case["group"].partition("/")[2]].append(case)
    return groups


def contradictory(cases: Iterable[Case]) -> set[str]:
    """Return the inputs that several cases of one group expect different things of."""
    seen: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        seen[case["input"]].add(json.dumps([result.get("Resolution") for result in case["results"]], sort_keys=True))
    return {text for text, expectations in seen.items() if len(expectations) > 1}


def report_cases(groups: dict[str, list[Case]], *, failures: bool) -> None:
    left_out = {
        (group, text)
        for family in (("NumberModel", "PercentModel", "NumberRangeModel"), ("CurrencyModel",), ("DimensionModel",))
        for group in family
        for text in contradictory(groups[group])
    }
    print(f"contradictory inputs left out: {len(left_out)}\n")
    print(f"{'group':24} {'right':>6} {'of':>6} {'share':>8}")
    total: Counter[str] = Counter()
    for group in COUNTED:
        cases = [case for case in groups[group] if (group, case["input"]) not in left_out]
        wrong = [case for case in cases if not is_right(group, case)]
        total.update(right=len(cases) - len(wrong), of=len(cases))
        print(f"{group:24} {len(cases) - len(wrong):6} {len(cases):6} {1 - len(wrong) / max(1, len(cases)):8.1%}")
        if failures:
            show_failures(wrong)
    print(f"{'together':24} {total['right']:6} {total['of']:6} {total['right'] / max(1, total['of']):8.1%}\n")
    report_uncounted(groups)


def show_failures(wrong: Sequence[Case]) -> None:
    for case in wrong:
        expected = [(result["Text"], (result.get("Resolution") or {}).get("value")) for result in case["results"]]
        read = [(figure.text, figure.kind, figure.value, figure.value_max) for figure in read_figures(case["input"])]
        print(f"    {case['input'][:160]!r}\n        expected {expected}\n        read     {read}")


def report_uncounted(groups: dict[str, list[Case]]) -> None:
    """Print the groups without a bar: which of the expected stretches are read as a figure of the kind."""
    kinds = {
        "OrdinalModel": {"ordinal"},
        "TemperatureModel": {"size"},
        "AgeModel": {"duration"},
        "DateExtractor": {"date"},
        "DatePeriodExtractor": {"date", "duration", "frequency"},
        "TimeExtractor": {"time"},
        "DurationExtractor": {"duration"},
    }
    print(f"{'group without a bar':24} {'found':>6} {'of':>6} {'share':>8}")
    for group in UNCOUNTED:
        found = expected = 0
        for case in groups.get(group, ()):
            figures = [figure for figure in read_figures(case["input"]) if figure.kind in kinds[group]]
            for result in case["results"]:
                expected += 1
                found += any(overlaps(figure, span_of(result)) for figure in figures)
        print(f"{group:24} {found:6} {expected:6} {found / max(1, expected):8.1%}")


# --- table 2: changed and kept figures -------------------------------------------------------------


def best_comparison(statement: str, wordings: Sequence[str], read: dict[str, tuple[Figure, ...]]) -> FigureChanges:
    """Return the comparison with the wording that leaves the fewest changes."""
    comparisons = [
        compare_figures(read[wording], read[statement], approved_text=wording, found_text=statement)
        for wording in wordings
    ]
    return min(comparisons, key=lambda one: (len(one.value_changes), len(one.added), len(one.missing)))


def report_statements(folder: Path) -> None:
    counts: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    renamed: Counter[str] = Counter()
    bounded: Counter[str] = Counter()
    texts = 0
    seconds = 0.0
    for company in sorted(path for path in folder.iterdir() if (path / "messaging.yaml").exists()):
        messaging = yaml.safe_load((company / "messaging.yaml").read_text(encoding="utf-8"))
        wordings = {
            message["id"]: [message["text"], *(variant["text"] for variant in message.get("variants", ()))]
            for message in messaging["messages"]
        }
        rows = [json.loads(line) for line in (company / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
        everything = [text for texts_ in wordings.values() for text in texts_] + [row["statement"] for row in rows]
        begin = time.process_time()
        read = {text: read_figures(text) for text in everything}
        seconds += time.process_time() - begin
        texts += len(everything)
        for row in rows:
            if row["message_id"] not in wordings:
                continue
            best = best_comparison(row["statement"], wordings[row["message_id"]], read)
            counts[row["label"]] += 1
            changed[row["label"]] += bool(best.value_changes)
            renamed[row["label"]] += bool(best.value_changes or best.renamed)
            bounded[row["label"]] += bool(best.bound_changes)
    print(f"\n{folder}: a changed value is found in")
    print(f"{'label':16} {'rows':>6} {'changed':>9} {'or renamed':>11} {'bound':>8}")
    for label in LABELS:
        rows_of = max(1, counts[label])
        shares = (changed[label] / rows_of, renamed[label] / rows_of, bounded[label] / rows_of)
        print(f"{label:16} {counts[label]:6} {shares[0]:9.1%} {shares[1]:11.1%} {shares[2]:8.1%}")
    print(f"reading: {seconds / max(1, texts) * 1000:.3f} ms of processor time a text, {texts} texts")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", type=Path, help="folder with recognizers_*.jsonl.gz")
    parser.add_argument(
        "--statements", type=Path, action="append", help="folder of labelled statements; may be repeated"
    )
    parser.add_argument("--failures", action="store_true", help="show what went wrong in table 1")
    options = parser.parse_args()
    groups = load_cases(options.cases) if options.cases is not None and options.cases.is_dir() else {}
    if groups:
        report_cases(groups, failures=options.failures)
    else:
        print("skipped table 1: no folder with recognizers_*.jsonl.gz was given or found")
    for folder in options.statements or [Path(__file__).parent.parent / "corpora" / "statements" / "train"]:
        if folder.is_dir():
            report_statements(folder)
        else:
            print(f"skipped table 2: {folder} does not exist")
    return 0


if __name__ == "__main__":
    sys.exit(main())
