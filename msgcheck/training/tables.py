"""Prints what a calibration or a fit changed, and what it rests on."""

from __future__ import annotations

from msgcheck.judge.calibration import Calibration
from msgcheck.training.combination import Fit
from msgcheck.training.recalibrate import Bar, Figures, Outcome

_BARS = ("note", "suggest", "ask")
_HELD_OUT = ("auroc", "alarm_f1", "recall_at_p95", "fa_consistent", "fa_not_a_claim", "label_macro_f1")


def recalibration_table(outcome: Outcome) -> str:
    """Return what a calibration on labelled rows changed and rests on."""
    was = "before" if outcome.was_calibrated else "before (not calibrated)"
    lines = [
        f"{outcome.rows} labelled rows, {outcome.clean} of them clean.",
        "After: each row is read by what was fitted to the others.",
        "",
        f"{'':<20}{was:>26}{'after':>12}",
        _row("calibration error", outcome.before.calibration_error, outcome.after.calibration_error, "{:.3f}"),
    ]
    for place, name in enumerate(_BARS):
        for side in ("clean", "drift"):
            before, after = (_share(figures, side, place) for figures in (outcome.before, outcome.after))
            lines.append(_row(f"{name}: {side} rows", before, after, "{:.0%}"))
    reading = outcome.calibration.recalibration
    lines += ["", f"Log-odds are read as {reading.slope:.2f} times themselves, {reading.bias:+.2f}.", ""]
    lines.extend(_rests_on(bar) for bar in outcome.bars)
    lines += ["", f"They belong to {outcome.calibration.models}."]
    return "\n".join(lines)


def fit_table(fitted: Fit, calibration: Calibration, *, clean_documents: bool) -> str:
    """Return the figures of a fit on companies it did not see, and its bars."""
    lines = [f"Of companies the trees did not see ({fitted.held_out.n} labelled statements):"]
    lines.extend(f"  {name:<20}{getattr(fitted.held_out, name):>8.3f}" for name in _HELD_OUT)
    lines.append(f"  {'calibration error':<20}{fitted.calibration_error:>8.3f}")
    rests = "clean documents" if clean_documents else "clean labelled statements alone; give --clean for documents"
    lines.append(f"Bars, fixed on {rests}:")
    lines.append(f"  {'raise':<20}{calibration.raise_at:>8.4f}")
    lines.extend(f"  {name:<20}{getattr(calibration.thresholds, name):>8.4f}" for name in _BARS)
    lines.append(f"They belong to {calibration.models}.")
    return "\n".join(lines)


def _row(title: str, before: float, after: float, form: str) -> str:
    return f"{title:<20}{form.format(before):>26}{form.format(after):>12}"


def _share(figures: Figures, side: str, place: int) -> float:
    return (figures.clean if side == "clean" else figures.drift)[place]


def _rests_on(bar: Bar) -> str:
    """Return one bar and why it is where it is."""
    head = f"{bar.name:<8}{bar.value:.4f}  {bar.moved}: {bar.over} of {bar.clean} clean rows reach it"
    promised = f"{bar.most * 100:g}% may"
    if bar.moved == "kept" and bar.clean < bar.rows_needed:
        return f"{head}, {promised}; to lower it takes {bar.rows_needed:,} clean rows or more"
    return f"{head}, {promised}"
