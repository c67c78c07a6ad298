"""The figures of an evaluation, each with its name, its head in tables, and what it means in plain words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of `Scores`."""

    name: str
    """Field of `Scores`."""
    head: str
    """At most nine characters, for the terminal."""
    title: str
    about: str
    lower_is_better: bool = False


FIGURES: tuple[Figure, ...] = (
    Figure(
        name="auroc",
        head="AUROC",
        title="AUROC",
        about="how often a drifted statement gets a higher score than a clean one; 0.5 is chance",
    ),
    Figure(
        name="ap",
        head="AP",
        title="average precision",
        about="precision, averaged over the places of the drifted statements when all are ranked by score",
    ),
    Figure(
        name="alarm_precision",
        head="alarm P",
        title="alarm precision",
        about="share of what is raised that has drifted",
    ),
    Figure(
        name="alarm_recall",
        head="alarm R",
        title="alarm recall",
        about="share of what has drifted that is raised",
    ),
    Figure(name="alarm_f1", head="alarm F1", title="alarm F1", about="harmonic mean of the two"),
    Figure(
        name="recall_at_p95",
        head="R@P95",
        title="recall at 95 % precision",
        about="most drift that is found while 95 % of what is raised has drifted",
    ),
    Figure(
        name="fa_consistent",
        head="FA cons.",
        title="false alarms, on message",
        about="share of the statements on message that are raised",
        lower_is_better=True,
    ),
    Figure(
        name="fa_consistent_hard",
        head="FA hard",
        title="false alarms, hard ones",
        about="the same for those that were marked as hard to tell",
        lower_is_better=True,
    ),
    Figure(
        name="fa_not_a_claim",
        head="FA n.a.c.",
        title="false alarms, no claim",
        about="share of the statements that claim nothing about us that are raised",
        lower_is_better=True,
    ),
    Figure(
        name="high_recall",
        head="high R",
        title="recall, high severity",
        about="share of the drift of high severity that is raised",
    ),
    Figure(
        name="severity_agreement",
        head="severity",
        title="severity agreement",
        about="share of what was rightly raised whose severity is the labelled one",
    ),
    Figure(
        name="label_macro_f1",
        head="label F1",
        title="label F1",
        about="F1 of each of the ten labels, averaged so that rare ones count as much as frequent ones",
    ),
    Figure(
        name="label_accuracy",
        head="label acc.",
        title="label accuracy",
        about="share of the statements with the right one of ten labels",
    ),
    Figure(
        name="match_accuracy",
        head="match",
        title="right message",
        about="share of the statements about a message that are held against the right one",
    ),
)

IN_TERMINAL = tuple(
    figure for figure in FIGURES if figure.name not in {"ap", "alarm_precision", "alarm_recall", "label_accuracy"}
)
"""What fits into a line."""
