"""Variants that promise another figure than their message."""

from __future__ import annotations

from collections.abc import Iterator

from msgcheck.house.checks.figures import bound_is_dropped, figure_key, result_figures
from msgcheck.house.interface import House, Level, LintItem, item
from msgcheck.records import Figure, Message


def check_variants(house: House) -> Iterator[LintItem]:
    """Yield each variant with a figure its message does not hold, or with "up to" left out.

    A variant that names a region, a segment or dates may have figures of its own.
    """
    for message in house.messaging.messages:
        for variant in message.variants:
            if variant.region or variant.segment or variant.valid_from or variant.valid_until:
                continue
            where = variant.where or message.where
            strange = _strange(house, message, variant.text)
            if strange is not None:
                figure, bounded = strange
                if bounded is None:
                    what = (
                        f"the figure '{figure.text.strip()}' is not in the message: correct it, "
                        "or name the region, segment or dates it holds for"
                    )
                else:
                    what = (
                        f"the message says '{bounded.comparator} {bounded.text.strip()}', "
                        f"the variant '{figure.text.strip()}': keep the bound"
                    )
                yield item(Level.WARNING, "variant-figure", where, what, message.id)


def _strange(house: House, message: Message, text: str) -> tuple[Figure, Figure | None] | None:
    """Return the first figure that differs, with the bounded figure of the message it is a bare copy of."""
    approved = result_figures(house.readings[message.text])
    # "six days" may be "six" where the unit is plain: the number as written counts, too
    values = {value for figure in approved for value in (*figure_key(figure)[1:3], figure.as_written[0])}
    for figure in result_figures(house.readings[text]):
        same = [other for other in approved if figure_key(other) == figure_key(figure)]
        if same and all(bound_is_dropped(other, figure) for other in same):
            return figure, same[0]
        known = figure.as_written[0] in values or set(figure_key(figure)[1:3]) <= {*values, None}
        if not same and approved and not known:
            return figure, None
    return None
