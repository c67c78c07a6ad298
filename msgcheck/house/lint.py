"""Runs all checks over the house."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgcheck.embed.interface import Embedder
from msgcheck.house.checks.contradictions import check_never_say, check_terms
from msgcheck.house.checks.duplicates import check_duplicates
from msgcheck.house.checks.evidence import check_evidence
from msgcheck.house.checks.examples import check_examples
from msgcheck.house.checks.gaps import check_gaps
from msgcheck.house.checks.references import check_customers, check_limits, check_references
from msgcheck.house.checks.validity import check_retired, check_validity
from msgcheck.house.checks.variants import check_variants
from msgcheck.house.interface import Check, House, JudgeText, LintItem
from msgcheck.records import Messaging
from msgcheck.segment.interface import Segmenter

CHECKS: tuple[Check, ...] = (
    check_never_say,
    check_terms,
    check_duplicates,
    check_evidence,
    check_validity,
    check_retired,
    check_variants,
    check_references,
    check_limits,
    check_customers,
    check_examples,
    check_gaps,
)


def lint(
    messaging: Messaging,
    *,
    segmenter: Segmenter,
    today: date,
    soon_days: int = 30,
    personas: Sequence[str] = (),
    embedder: Embedder | None = None,
    judge_text: JudgeText | None = None,
) -> tuple[LintItem, ...]:
    """Return what the messaging itself could do better, in the order of files and lines.

    Args:
        messaging: as loaded.
        segmenter: reads figures, names and comparisons of the approved texts.
        today: the day dates are compared with.
        soon_days: how many days ahead an end of validity is announced.
        personas: personas known from elsewhere, as from the settings.
        embedder: compares messages by meaning; without it, they are compared by letters.
        judge_text: judges the `examples`; without it they are not tried out.
    """
    from msgcheck.wordings import vocabulary_of  # imports numpy, which `--help` must not wait for

    texts = [text for message in messaging.messages for text in (message.text, *(v.text for v in message.variants))]
    unique = list(dict.fromkeys(texts))
    readings = segmenter.read_texts(unique, vocabulary_of(messaging))
    house = House(
        messaging=messaging,
        readings=dict(zip(unique, readings, strict=True)),
        today=today,
        soon_days=soon_days,
        personas=tuple(personas),
        embedder=embedder,
        judge_text=judge_text,
    )
    order = {path: place for place, path in enumerate(messaging.paths)}
    items = [found for check in CHECKS for found in check(house)]
    return tuple(
        sorted(
            items,
            key=lambda one: (
                order.get(one.mistake.path, -1),
                one.mistake.line,
                one.mistake.column,
                one.check,
                one.mistake.what,
            ),
        )
    )
