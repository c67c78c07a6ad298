"""Plots of a share over time as inline SVG, drawn by hand: no script, no font, no library.

Colours, widths and type come from the style of the page, so that a plot follows its light and dark view and prints in
black: series differ by the shape of their points and the dashes of their line as well. A place without enough documents
stays empty, and the line does not cross it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgcheck.report.drift.shares import share_interval
from msgcheck.report.html_text import escaped

_WIDTH, _HEIGHT = 480, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 18, 66
_SCALES = ((0.25, 0.05), (0.5, 0.1), (1.0, 0.25))
"""(top of the value axis, step between its marks); the first that holds all intervals."""
_MAX_PLACES = 12
"""Periods in one plot; more would print their numbers over each other."""
_POINT = 4.0
_WHISKER = 3.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One period on the time axis."""

    label: str
    """"Nov"."""
    year: int
    part: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A share over time."""

    anchor: str
    """Unique on the page; ids are made of it."""
    title: str
    description: str
    """What can be seen, for those who cannot."""
    value_axis: str
    """What is measured, with its unit: "% of documents carrying it"."""
    time_axis: str
    places: tuple[Place, ...]
    """Oldest first."""
    css: str
    """Class of the series: its colour, dashes and points."""
    square: bool = False
    """Points as squares instead of circles."""
    mark: float | None = None
    """Where something changed, in places from the left: 1.5 is the middle of the second; a line is drawn there."""
    mark_label: str = ""
    expected: float | None = None
    """Share that was to be expected of the last place, 0 to 1: a short line is drawn there."""


def latest(places: Sequence[Place]) -> tuple[Place, ...]:
    """Return the latest places, as many as fit into one plot."""
    return tuple(places[-_MAX_PLACES:])


def svg(plot: Plot) -> str:
    """Return the plot as an `svg` element with title, description, axes, units and numbers of documents."""
    intervals = [share_interval(place.part, place.whole) for place in plot.places]
    top, step = _scale([bounds for bounds in intervals if bounds is not None])
    names = f"{plot.anchor}-t {plot.anchor}-d"
    parts = [
        f'<svg class="plot" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="{names}">',
        f'<title id="{plot.anchor}-t">{escaped(plot.title)}</title>',
        f'<desc id="{plot.anchor}-d">{escaped(plot.description)}</desc>',
        _value_axis(plot, top, step),
        _time_axis(plot),
        _mark(plot),
        _expected(plot, top),
        _series(plot, intervals, top),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def _scale(intervals: Sequence[tuple[float, float]]) -> tuple[float, float]:
    highest = max((high for _, high in intervals), default=1.0)
    return next((scale for scale in _SCALES if highest <= scale[0]), _SCALES[-1])


def _x(plot: Plot, places: float) -> float:
    """Return where a place is, in places from the left: 0.5 is the middle of the first."""
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) / max(1, len(plot.places)) * places


def _y(share: float, top: float) -> float:
    room = _HEIGHT - _TOP - _BOTTOM
    return _TOP + room * (1 - share / top)


def _value_axis(plot: Plot, top: float, step: float) -> str:
    lines, labels = [], []
    for number in range(round(top / step) + 1):
        share = number * step
        y = _number(_y(share, top))
        lines.append(f"M{_LEFT} {y}H{_WIDTH - _RIGHT}")
        labels.append(
            f'<text x="{_LEFT - 8}" y="{_number(_y(share, top) + 4)}" class="tick end">{round(100 * share)}</text>'
        )
    middle = _number((_TOP + _HEIGHT - _BOTTOM) / 2)
    title = f'<text class="axis mid" transform="translate(14 {middle}) rotate(-90)">{escaped(plot.value_axis)}</text>'
    return f'<path class="grid" d="{"".join(lines)}"/>{"".join(labels)}{title}'


def _time_axis(plot: Plot) -> str:
    base = _HEIGHT - _BOTTOM
    parts = []
    for index, place in enumerate(plot.places):
        x = _number(_x(plot, index + 0.5))
        parts.append(f'<text x="{x}" y="{base + 17}" class="tick mid">{escaped(place.label)}</text>')
        parts.append(f'<text x="{x}" y="{base + 32}" class="count mid">{place.whole:,}</text>')
    parts.append(f'<text x="{_LEFT - 8}" y="{base + 32}" class="count end">of</text>')
    middle = _number((_LEFT + _WIDTH - _RIGHT) / 2)
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 8}" class="axis mid">{escaped(plot.time_axis)}</text>')
    return "".join(parts)


def _mark(plot: Plot) -> str:
    if plot.mark is None:
        return ""
    x = _x(plot, plot.mark)
    late = x > _WIDTH / 2
    label = f'<text x="{_number(x + (-5 if late else 5))}" y="{_TOP - 4}" class="count{" end" if late else ""}">'
    line = f'<path class="changed-at" d="M{_number(x)} {_TOP}V{_HEIGHT - _BOTTOM}"/>'
    return f"{line}{label}{escaped(plot.mark_label)}</text>"


def _expected(plot: Plot, top: float) -> str:
    """Return the short line at the share that was to be expected of the last place."""
    if plot.expected is None or not 0 <= plot.expected <= top:
        return ""
    last = len(plot.places)
    y = _number(_y(plot.expected, top))
    return f'<path class="expected" d="M{_number(_x(plot, last - 1))} {y}H{_number(_x(plot, last))}"/>'


def _series(plot: Plot, intervals: Sequence[tuple[float, float] | None], top: float) -> str:
    line: list[str] = []
    whiskers: list[str] = []
    points: list[str] = []
    last_drawn = False
    for index, (place, bounds) in enumerate(zip(plot.places, intervals, strict=True)):
        if bounds is None:
            last_drawn = False
            continue
        x, y = _x(plot, index + 0.5), _y(min(1.0, place.part / place.whole), top)
        low, high = (_y(bound, top) for bound in bounds)
        line.append(f"{'L' if last_drawn else 'M'}{_number(x)} {_number(y)}")
        whiskers.append(
            f"M{_number(x)} {_number(low)}V{_number(high)}"
            f"M{_number(x - _WHISKER)} {_number(low)}h{_number(2 * _WHISKER)}"
            f"M{_number(x - _WHISKER)} {_number(high)}h{_number(2 * _WHISKER)}"
        )
        points.append(_point(x, y, square=plot.square, reported=index == len(plot.places) - 1))
        last_drawn = True
    if not points:
        middle, height = _number((_LEFT + _WIDTH - _RIGHT) / 2), _number(_TOP + (_HEIGHT - _TOP - _BOTTOM) * 0.4)
        return f'<text x="{middle}" y="{height}" class="axis mid">too few documents to make a share of</text>'
    return (
        f'<g class="{escaped(plot.css)}"><path class="whisker" d="{"".join(whiskers)}"/>'
        f'<path class="line" d="{"".join(line)}"/>{"".join(points)}</g>'
    )


def _point(x: float, y: float, *, square: bool, reported: bool) -> str:
    """Return one point, filled where it is of the period reported."""
    css = ' class="reported"' if reported else ""
    if square:
        left, high = _number(x - _POINT), _number(y - _POINT)
        return f'<rect{css} x="{left}" y="{high}" width="{_number(2 * _POINT)}" height="{_number(2 * _POINT)}"/>'
    return f'<circle{css} cx="{_number(x)}" cy="{_number(y)}" r="{_number(_POINT + 0.5)}"/>'


def _number(value: float) -> str:
    """Return a length without digits that nobody sees."""
    return f"{value:.1f}".removesuffix(".0")
