"""The messaging's own tests: `examples.same` must come out on message, `examples.drift` must be raised.

They are warnings, not errors: the one that is wrong may be the judge.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgcheck.codes import BY_LABEL, CLEAN, Label
from msgcheck.house.interface import House, JudgeText, Level, Line, LintItem, item


def check_examples(house: House) -> Iterator[LintItem]:
    """Yield each example that is judged otherwise than it says; nothing where there is no judge."""
    if house.judge_text is None:
        return
    for line in house.lines():
        yield from _same(line, house.judge_text)
        yield from _drift(line, house.judge_text)


def _same(line: Line, judge_text: JudgeText) -> Iterator[LintItem]:
    for text in line.approved.same:
        judgement = judge_text(text)
        if judgement.label is Label.CONSISTENT:
            continue
        shown = BY_LABEL[judgement.label].shown_as if judgement.label in BY_LABEL else "saying nothing about us"
        what = (
            f"`examples.same` \"{text}\" comes out as '{shown}': move it to `drift`, or bring it nearer to the message"
        )
        yield item(Level.WARNING, "example-same", line.where, what, line.message.id)


def _drift(line: Line, judge_text: JudgeText) -> Iterator[LintItem]:
    for text in line.approved.drift:
        if judge_text(text).label in CLEAN | {Label.NOT_JUDGED}:
            what = f'`examples.drift` "{text}" is not raised: say in the message what it leaves open, or drop this'
            yield item(Level.WARNING, "example-drift", line.where, what, line.message.id)
