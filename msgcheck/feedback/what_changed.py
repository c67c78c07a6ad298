"""What changed, as a clause for people, from the key of a change: "30% became 50%", "“up to” is missing"."""

from __future__ import annotations

from msgcheck.feedback.clustering import is_reworded
from msgcheck.feedback.figure_words import figure_in_words, figures_in_words

_BY_CODE = {
    "MC101": "it says the opposite",
    "MC102": "another figure is said",
    "MC103": "more is said than is approved",
    "MC104": "less is said than is approved",
    "MC105": "another point is said",
    "MC201": "the old line is said",
    "MC202": "it says what we never say",
    "MC204": "it is said before its day",
    "MC205": "it is said after its last day",
    "MC301": "no approved line says it",
    "MC302": "it says more of a customer than is cleared",
    "MC303": "it is said of a competitor and is not approved",
    "MC403": "it is approved for other readers",
}
_NEVER_TOLD = frozenset({"MC203", "MC302"})
"""Neither an internal line nor a customer is named."""
_KINDS = frozenset("guarantee absolute superlative softener limit condition negation".split())
_SHOWN = {"absolute": "word like “always”", "superlative": "word like “best”", "softener": "word like “may”"}


def what_changed(code: str, change: str, *, approved: str = "", said: str = "") -> str:
    """Return what changed as one clause, without words of the writer's but figures; "" where it may not be told.

    Args:
        code: finding code.
        change: key of the change, see `Finding.change`.
        approved: the approved line. Where it holds the figure of the key, the clause has it as written there.
        said: a sentence with the change, for the other figure; "" where none is kept.
    """
    if code in _NEVER_TOLD:
        return _BY_CODE.get(code, "") if code != "MC203" else ""
    told = "" if is_reworded(change) else _told(change, approved=approved, said=said)
    return told or _BY_CODE.get(code, "")


def parts_changed(change: str, *, approved: str = "", said: str = "") -> tuple[str, str]:
    """Return (words of the approved line, what stands in their place) as the key names them; "" for nothing.

    Both are "" where the key names no words, but a kind of them or only that something was reworded.

    Args:
        change: key of the change.
        approved: the approved line, for its figure as written there.
        said: a sentence with the change, for the other figure; "" where none is kept.
    """
    if is_reworded(change):
        return "", ""
    verb, _, rest = change.partition(" ")
    before, arrow, after = rest.partition(" > ")
    named = rest.partition(" ")[0] not in _KINDS
    match verb:
        case "figure" if arrow:
            return figures_in_words(before, after, approved=approved, said=said)
        case "term" if arrow:
            return after, before
        case "added" if named:
            figure = rest.removeprefix("figure ")
            return "", figure_in_words(figure) if figure != rest else rest
        case "dropped" if named:
            return rest, ""
        case _ if " > " in change:
            bound, _, found = change.partition(" > ")
            return bound, found
        case _:
            return "", ""


def _told(change: str, *, approved: str, said: str) -> str:
    """Return the clause of a key that names the change; "" for one that names none."""
    verb, _, rest = change.partition(" ")
    before, arrow, after = rest.partition(" > ")
    match verb:
        case "figure" if arrow:
            return " became ".join(figures_in_words(before, after, approved=approved, said=said))
        case "added":
            figure = rest.removeprefix("figure ")
            return f"{figure_in_words(figure) if figure != rest else _thing(rest)} was added"
        case "dropped":
            return f"{_thing(rest)} is missing"
        case "term" if arrow:
            return f"“{after}” became “{before}”"
        case "opposite":
            return f"“{rest.removeprefix('of ')}” became its opposite"
        case "negated":
            return "a “not” was added or dropped"
        case "meant":
            return f"it is approved {rest}"
        case "not" if rest.startswith("for "):
            return f"another figure is approved {rest}"
        case _ if " > " in change:
            bound, _, found = change.partition(" > ")
            return f"“{bound}” became “{found}”"
        case _:
            return ""


def _thing(rest: str) -> str:
    """Return what was added or dropped: a kind of word, a condition as the messaging has it, or a bound."""
    kind, _, detail = rest.partition(" ")
    if kind not in _KINDS:
        return f"“{rest}”"
    if kind == "condition" and detail:
        return f"“{detail}”" if " " in detail else f"a condition with “{detail}”"
    return f"a {_SHOWN.get(kind, kind)}"
