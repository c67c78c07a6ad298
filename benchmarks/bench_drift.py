"""How often the drift report calls drift that is there, and how often drift that is not.

    python benchmarks/bench_drift.py [--seeds 200] [--output FILE.md]

Thirty messages of 40 documents a month (ten in each of four segments) over twelve months; one document in ten drifts by
itself. From month seven on, in a message of the scenario

    sudden            40 % drift
    slow              8 points more each month: 18 %, 26 %, 34 % ...
    segment           40 % drift in one of the four segments
    marketing changed the message is reworded: all documents say the old wording, then two thirds, then one third
    none              nothing changes

Every month's report is made by the function the report uses. *Quiet* are the months of a message in which nothing has
changed by then; they should be called neither more nor less drifting.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import special

from msgcheck.feedback.drift.calls import Counts, Series, called
from msgcheck.records import Call, Called
from msgcheck.wilson import wilson_interval

MESSAGES = 30
MONTHS = 12
SEGMENTS = ("retail", "banking", "health", "public")
BASE = 0.1
BEGINS = 6
"""Index of the month in which the scenario begins: half a year is known by then."""
FIRST_REPORT = 2
"""Index of the first month with enough history for a report to say something."""
DRIFTS = 0.4
POINTS_A_MONTH = 0.08
OLD_WORDING = (1.0, 2 / 3, 1 / 3)
"""Share that still says the old wording in the month of the change and the two after."""
MOST_FALSE = 0.05

Shares = npt.NDArray[np.float64]


class Scenario(StrEnum):
    """What happens to a message."""

    SUDDEN = "sudden"
    SLOW = "slow"
    SEGMENT = "segment"
    CHANGED = "marketing changed"
    NONE = "none"


DRIFTING = (Scenario.SUDDEN, Scenario.SLOW, Scenario.SEGMENT)
LEAST_FOUND = {Scenario.SUDDEN: (1, 0.95), Scenario.SLOW: (2, 0.80)}
"""Reports within which drift is wanted to be found, and how often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One way of making the documents."""

    title: str
    mix: Mapping[Scenario, int]
    """Messages of each scenario; the others are quiet."""
    documents: int = 40
    """Documents of a message a month."""
    clustering: float = 0.0
    """Correlation of documents within a message's month (beta-binomial)."""
    bases: tuple[float, float] = (BASE, BASE)
    """Lowest and highest share that drifts by itself; evenly between."""
    months: int = MONTHS
    begins: int = BEGINS
    first_report: int = FIRST_REPORT
    correct: bool = True


def shares_of(scenario: Scenario, base: float, setting: Setting) -> Shares:
    """Return the share that drifts by segment and month."""
    shares = np.full((len(SEGMENTS), setting.months), base)
    since = np.arange(setting.months) - setting.begins
    begun = since >= 0
    match scenario:
        case Scenario.SUDDEN:
            shares[:, begun] = DRIFTS
        case Scenario.SLOW:
            shares[:, begun] = np.minimum(base + POINTS_A_MONTH * (since[begun] + 1), 1.0)
        case Scenario.SEGMENT:
            shares[0, begun] = DRIFTS
        case Scenario.CHANGED:
            for month, share in enumerate(OLD_WORDING, start=setting.begins):
                if month < setting.months:
                    shares[:, month] = max(share, base)
        case Scenario.NONE:
            pass
    return shares


def drawn(shares: Shares, documents: int, clustering: float, random: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return how many documents drift where each does so with its share, or with one that varies about it."""
    if clustering:
        strength = 1 / clustering - 1
        certain = (shares <= 0) | (shares >= 1)
        inner = np.where(certain, 0.5, shares)
        # The same chance moves all segments: where it lies among equals is drawn once a month.
        place = np.broadcast_to(random.uniform(size=shares.shape[1]), shares.shape)
        shares = np.where(certain, shares, special.betaincinv(inner * strength, (1 - inner) * strength, place))
    return random.binomial(documents, shares)


def scenarios_of(setting: Setting) -> list[Scenario]:
    """Return the scenario of each message."""
    changed = [scenario for scenario, count in setting.mix.items() for _ in range(count)]
    return [*changed, *[Scenario.NONE] * (MESSAGES - len(changed))]


def messages_of(setting: Setting, random: np.random.Generator) -> list[Series]:
    """Return all months of all messages."""
    lowest, highest = setting.bases
    each = setting.documents // len(SEGMENTS)
    rest = setting.documents - each * len(SEGMENTS)
    sizes = np.array([each + (place < rest) for place in range(len(SEGMENTS))])[:, None]
    made = []
    for place, scenario in enumerate(scenarios_of(setting)):
        shares = shares_of(scenario, float(random.uniform(lowest, highest)), setting)
        drifting = drawn(shares, np.broadcast_to(sizes, shares.shape), setting.clustering, random)
        segments = [
            tuple(Counts(drifting=int(part), documents=int(size)) for part in row)
            for row, (size,) in zip(drifting, sizes, strict=True)
        ]
        made.append(
            Series(
                key=f"message-{place:02}",
                periods=tuple(Counts(drifting=int(part), documents=setting.documents) for part in drifting.sum(axis=0)),
                segments=tuple(zip(SEGMENTS, segments, strict=True)),
                changed=setting.begins if scenario is Scenario.CHANGED else None,
            )
        )
    return made


def until(series: Series, month: int) -> Series:
    """Return what was known of a message at the end of a month."""
    return Series(
        key=series.key,
        periods=series.periods[: month + 1],
        segments=tuple((name, periods[: month + 1]) for name, periods in series.segments),
        changed=series.changed if series.changed is not None and series.changed <= month else None,
    )


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was called, over all seeds of a setting."""

    setting: Setting
    quiet: int = 0
    """Months of messages in which nothing had changed."""
    false: int = 0
    """Of these, called drift."""
    less: int = 0
    """Of these, called to drift less."""
    found: dict[Scenario, list[int]] = field(default_factory=dict)
    """Of each scenario, reports into it until drift was called; 99 where it never was."""
    named: int = 0
    """Of segment drift called within two months, the right segment named."""
    changed: dict[Call, int] = field(default_factory=dict)
    """Calls on messages that were reworded, in the month of the change and the three after."""
    late: dict[Call, int] = field(default_factory=dict)
    """The same later on."""

    def add(self, scenarios: Sequence[Scenario], reports: Mapping[int, Sequence[Called]]) -> None:
        """Count the reports of one seed."""
        for place, scenario in enumerate(scenarios):
            calls = {month: report[place] for month, report in reports.items()}
            for month, one in calls.items():
                since = month - self.setting.begins
                if scenario is Scenario.CHANGED and since >= 0:
                    counted = self.changed if since <= len(OLD_WORDING) else self.late
                    counted[one.call] = counted.get(one.call, 0) + 1
                elif scenario is Scenario.NONE or since < 0:
                    self.quiet += 1
                    self.false += one.call is Call.DRIFTING
                    self.less += one.call is Call.RECOVERING
            if scenario in DRIFTING:
                self._look(scenario, [calls[month] for month in sorted(calls) if month >= self.setting.begins])

    def _look(self, scenario: Scenario, calls: Sequence[Called]) -> None:
        month = next((place for place, one in enumerate(calls) if one.call is Call.DRIFTING), 99)
        self.found.setdefault(scenario, []).append(month)
        if scenario is Scenario.SEGMENT and month < 2:
            self.named += calls[month].segment == SEGMENTS[0]

    def within(self, scenario: Scenario, months: int) -> tuple[int, int]:
        """Return how many drifting messages were found within so many reports, and of how many."""
        found = self.found.get(scenario, [])
        return sum(month < months for month in found), len(found)


def measured(setting: Setting, seeds: int) -> Tally:
    """Return what is called in all reports of all seeds."""
    tally = Tally(setting=setting)
    scenarios = scenarios_of(setting)
    for seed in range(seeds):
        series = messages_of(setting, np.random.default_rng(seed))
        reports = {
            month: called([until(one, month) for one in series], correct=setting.correct)
            for month in range(setting.first_report, setting.months)
        }
        tally.add(scenarios, reports)
    return tally


MIXED = dict.fromkeys((*DRIFTING, Scenario.CHANGED), 6)
# After three reports of drift nothing more is asked.
UNTIL = BEGINS + 3
AS_DESCRIBED = "As described"
SETTINGS: dict[str, tuple[Setting, ...]] = {
    AS_DESCRIBED: (
        Setting(title="6 of each scenario", mix=MIXED),
        *(
            Setting(title=f"1 {scenario} among 29 quiet", mix={scenario: 1}, months=UNTIL, first_report=BEGINS)
            for scenario in DRIFTING
        ),
        Setting(title="30 quiet", mix={}),
    ),
    "Without the correction": (
        Setting(title="6 of each scenario", mix=MIXED, correct=False, months=UNTIL),
        Setting(title="30 quiet", mix={}, correct=False, first_report=BEGINS),
    ),
    "Documents a month": tuple(
        Setting(title=f"{count} documents, 6 of each", mix=MIXED, documents=count, months=UNTIL, first_report=BEGINS)
        for count in (10, 20, 80)
    ),
    "Months known before": tuple(
        Setting(title=f"{count} months, 6 of each", mix=MIXED, begins=count, months=count + 3, first_report=count)
        for count in (3, 9)
    ),
    "Messages that differ: 2 % to 30 % drift by themselves": (
        Setting(title="6 of each scenario", mix=MIXED, bases=(0.02, 0.3), months=UNTIL),
        Setting(title="30 quiet", mix={}, bases=(0.02, 0.3), first_report=BEGINS),
    ),
    "Documents that hang together: correlation 0.05 within a message's month": (
        Setting(title="6 of each scenario", mix=MIXED, clustering=0.05, months=UNTIL),
        Setting(title="30 quiet", mix={}, clustering=0.05, first_report=BEGINS),
    ),
}


def in_hundred(share: float) -> str:
    """Return a share in per cent with at most one decimal."""
    return f"{round(100 * share, 1):g} %"


def percent(part: int, whole: int) -> str:
    """Return a share in per cent with one decimal, a dash where there is none."""
    return f"{100 * part / whole:.1f} %" if whole else "-"


def with_interval(part: int, whole: int) -> str:
    """Return a share with its 95 % interval."""
    if not whole:
        return "-"
    low, high = wilson_interval(part, whole)
    return f"{100 * part / whole:.1f} % ({100 * low:.1f} to {100 * high:.1f})"


def row_of(tally: Tally) -> list[str]:
    """Return the cells of a setting."""
    cells = [tally.setting.title, with_interval(tally.false, tally.quiet), percent(tally.less, tally.quiet)]
    for scenario in DRIFTING:
        found = [percent(*tally.within(scenario, months)) for months in (1, 2, 3)]
        cells.append("-" if found == ["-"] * 3 else " / ".join(found))
    return cells


def table(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| setting | quiet: called more | quiet: called less | sudden | slow | segment |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for tally in tallies:
        yield f"| {' | '.join(row_of(tally))} |"


def notes(tally: Tally) -> Iterator[str]:
    """Yield what was said of messages that were reworded, and which segments were named."""
    for words, counted in (("in that month and the three after", tally.changed), ("later", tally.late)):
        whole = sum(counted.values())
        if whole:
            said = ", ".join(f"*{call}* {percent(counted.get(call, 0), whole)}" for call in Call if counted.get(call))
            yield f"- Reworded messages, {words}: {said}."
    within, _ = tally.within(Scenario.SEGMENT, 2)
    if within:
        named = percent(tally.named, within)
        yield f"- Drift in one segment that was found within two months: the right one named in {named}."


def wanted(tallies: Sequence[Tally]) -> Iterator[str]:
    """Yield what is wanted of all settings, and the worst of them."""
    false = max(tally.false / tally.quiet for tally in tallies)
    most = in_hundred(MOST_FALSE)
    yield f"- Wanted: at most {most} of quiet messages called more; the worst of these {in_hundred(false)}."
    for scenario, (reports, least) in LEAST_FOUND.items():
        found = min(part / whole for part, whole in (tally.within(scenario, reports) for tally in tallies) if whole)
        within = "the first report" if reports == 1 else f"the first {reports} reports"
        yield (
            f"- Wanted: {scenario} drift found in {within} in at least {in_hundred(least)}; "
            f"the worst of these {in_hundred(found)}."
        )


def page(seeds: int) -> Iterator[str]:
    """Yield all lines as they are measured."""
    yield f"{MESSAGES} messages, {seeds} seeds. Quiet: per message and month, with the 95 % interval. Drift: found in"
    yield "the report of the first month / one of the first two / of the first three."
    for title, settings in SETTINGS.items():
        tallies = [measured(setting, seeds) for setting in settings]
        yield from ("", f"**{title}**", "", *table(tallies))
        if title == AS_DESCRIBED:
            yield from ("", *notes(tallies[0]), *wanted(tallies))


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--output", type=Path)
    chosen = parser.parse_args(arguments)
    begun = datetime.now(tz=UTC)
    lines = []
    for line in page(chosen.seeds):
        print(line, flush=True)
        lines.append(line)
    print(f"\n{(datetime.now(tz=UTC) - begun).total_seconds():.0f} s", file=sys.stderr)
    if chosen.output:
        chosen.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
