from datetime import date
from pathlib import Path

import pytest

from msgcheck.codes import Label
from msgcheck.embed.hashing import HashingEmbedder
from msgcheck.house.interface import Level
from msgcheck.house.lint import lint
from msgcheck.messaging.load import load_messaging
from msgcheck.records import DocumentId, Judgement, Statement
from msgcheck.segment.plain_segmenter import PlainSegmenter

TODAY = date(2026, 11, 20)
WHOLE = """
company: {name: Acme}
products: [{name: Acme Flow, aliases: [Flow], wrong: [AcmeFlow]}]
messages:
  - {id: pos, type: positioning, text: Acme Flow is the onboarding software for growing teams.}
  - {id: val, type: value_proposition, text: Acme Flow cuts onboarding time by up to 30%., evidence: study}
  - {id: dif, type: differentiator, text: Acme Flow is set up by your own people., evidence: docs}
  - {id: fine, type: disclaimer, text: Your results may vary.}
"""


def items(tmp_path: Path, text: str, **options):
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    return lint(load_messaging(path), segmenter=PlainSegmenter(), today=TODAY, **options)


def checks(tmp_path: Path, more: str, **options) -> list[str]:
    return [item.check for item in items(tmp_path, WHOLE + more, **options)]


def message(text: str, more: str = "", type_: str = "claim") -> str:
    return f'  - {{id: new, type: {type_}, text: "{text}"{", " if more else ""}{more}}}\n'


def variant(text: str, more: str = "") -> str:
    own = f'text: "{text}"{", " if more else ""}{more}'
    return message("Acme Flow saves up to 30% of paper.", f"evidence: study, variants: [{{{own}}}]")


def judged(label: Label):
    return lambda text: Judgement(
        statement=Statement(text=text, document=DocumentId(""), location=""), label=label, score=0.5
    )


def test_lint_finds_nothing_in_a_house_in_order(tmp_path):
    assert checks(tmp_path, "") == []


def test_lint_item_says_where_what_and_how_to_mend(tmp_path):
    (item,) = items(tmp_path, WHOLE + message("Flow is used by 400 customers."))
    assert (item.level, item.check, item.message_id) == (Level.WARNING, "no-evidence", "new")
    assert (item.mistake.line, item.mistake.column) == (9, 5)
    assert item.mistake.what == "holds a figure ('400') without evidence: name its source under `evidence:`"


@pytest.mark.parametrize(
    "text",
    [
        "We serve 400 customers.",
        "Flow is certified to ISO 27001.",
        "Flow is the best choice.",
        "Flow is faster than paper.",
    ],
)
def test_lint_asks_for_evidence(tmp_path, text):
    assert checks(tmp_path, message(text)) == ["no-evidence"]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("We serve 400 customers.", "evidence: list"),
        ("Flow costs €40 a month.", "kind: price"),
        ("Flow keeps papers in order.", ""),
        ("Flow sends a monthly letter.", ""),
    ],
)
def test_lint_asks_for_no_evidence_where_none_is_due(tmp_path, text, more):
    assert checks(tmp_path, message(text, more)) == []


def test_lint_asks_for_no_evidence_of_a_disclaimer(tmp_path):
    assert checks(tmp_path, message("Measured in 12 firms.", type_="disclaimer")) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("valid_until: 2026-11-19", ["expired"]),
        ("valid_until: 2026-11-20", ["expires-soon"]),
        ("valid_until: 2026-12-20", ["expires-soon"]),
        ("valid_until: 2026-12-21", []),
        ("review_by: 2026-11-19", ["review-due"]),
        ("review_by: 2026-11-20", []),
    ],
)
def test_lint_compares_dates_with_the_clock(tmp_path, more, expected):
    assert checks(tmp_path, message("Flow keeps papers in order.", more)) == expected


def test_lint_finds_a_variant_out_of_date(tmp_path):
    assert checks(tmp_path, variant("Save up to 30% of paper.", "valid_until: 2026-01-01")) == ["expired"]


def test_lint_finds_a_retired_line_without_replacement(tmp_path):
    assert checks(tmp_path, "retired:\n  - {id: old, text: Acme Run is new.}\n") == ["no-replacement"]
    assert checks(tmp_path, "retired:\n  - {id: old, text: Acme Run is new., replaced_by: pos}\n") == []


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("Save up to 40% of paper.", "", ["variant-figure"]),
        ("Save 30% of paper.", "", ["variant-figure"]),
        ("Save up to 30% of paper.", "", []),
        ("Save a lot of paper.", "", []),
        ("Save up to 40% of paper.", "region: uk", []),
        ("Save up to 40% of paper.", "segment: retail", []),
        ("Save up to 40% of paper.", "valid_from: 2026-01-01", []),
    ],
)
def test_lint_compares_figures_of_variants(tmp_path, text, more, expected):
    assert checks(tmp_path, variant(text, more)) == expected


def test_lint_finds_near_duplicates_by_letters(tmp_path):
    found = items(tmp_path, WHOLE + message("Acme Flow is the onboarding software for the growing teams."))
    assert [item.check for item in found] == ["near-duplicate"]
    assert "'pos'" in found[0].mistake.what


def test_lint_finds_near_duplicates_with_an_embedder(tmp_path):
    more = message("Acme Flow is the onboarding software for growing teams")
    assert checks(tmp_path, more, embedder=HashingEmbedder()) == ["near-duplicate"]


def test_lint_lets_near_duplicates_for_different_regions_pass(tmp_path):
    text = WHOLE.replace("growing teams.}", "growing teams., region: uk}")
    more = message("Acme Flow is the onboarding software for all growing teams.", "region: us", "positioning")
    assert [item.check for item in items(tmp_path, text + more)] == []


def test_lint_finds_the_same_line_with_another_figure(tmp_path):
    more = message("Acme Flow cuts onboarding time by up to 40%.", "evidence: study")
    assert checks(tmp_path, more) == ["conflicting-figures"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("never_say:\n  - {id: n, text: set up by your own people}\n", ["never-say-approved"]),
        ("internal_only:\n  - {id: n, text: set up by your own people}\n", ["internal-approved"]),
        ("retired:\n  - {id: n, text: Your results may vary, replaced_by: pos}\n", ["retired-approved"]),
        ("never_say:\n  - {id: n, text: own peopl}\n", []),
    ],
)
def test_lint_finds_approved_lines_the_house_rules_out(tmp_path, more, expected):
    assert checks(tmp_path, more) == expected


def test_lint_never_shows_the_text_of_internal_only(tmp_path):
    text = WHOLE + "internal_only:\n  - {id: n, text: set up by your own people}\n"
    assert all("own people" not in item.mistake.what for item in items(tmp_path, text))


def test_lint_finds_wrong_terms_in_approved_lines(tmp_path):
    assert checks(tmp_path, message("AcmeFlow keeps papers in order.")) == ["wrong-term"]


@pytest.mark.parametrize(
    ("customer", "more", "expected"),
    [
        ("naming: name", "", []),
        ("naming: none", "", ["customer-not-cleared"]),
        ("naming: logo", "", ["customer-not-cleared"]),
        ("naming: name, until: 2026-01-01", "", ["customer-not-cleared"]),
        ("naming: quote, regions: [uk]", "", ["customer-region"]),
        ("naming: quote, regions: [uk]", "region: uk", []),
    ],
)
def test_lint_checks_the_permission_of_customers(tmp_path, customer, more, expected):
    text = message("Northwind keeps its papers with Flow.", more, "proof_point")
    assert checks(tmp_path, text + f"customers: [{{name: Northwind, {customer}}}]\n") == expected


@pytest.mark.parametrize(
    "more",
    [
        "required:\n  - {message: new}\n",
        "retired:\n  - {id: old, text: Paper is dead., replaced_by: new}\n",
        "never_say:\n  - {id: n, text: forget paper, instead: new}\n",
    ],
)
def test_lint_finds_references_to_what_has_expired(tmp_path, more):
    expired = message("Flow keeps papers in order.", "valid_until: 2026-01-01")
    assert checks(tmp_path, expired + more) == ["expired", "refers-to-expired"]


def test_lint_hints_at_a_footnote_that_is_no_disclaimer(tmp_path):
    assert checks(tmp_path, message("Flow keeps papers in order.", "with: pos")) == ["with-no-disclaimer"]


def test_lint_asks_what_limits_are_for(tmp_path):
    more = message("Flow keeps papers in order.", "limits: {max: 60 days}")
    assert checks(tmp_path, more) == ["limits-without-kind"]


def test_lint_names_every_role_a_product_lacks(tmp_path):
    text = WHOLE.replace("products: [", "products: [{name: Acme Go}, ")
    (item,) = items(tmp_path, text)
    assert item.check == "gap-product"
    assert item.mistake.what == (
        "Acme Go has no positioning (what it is) and no value_proposition or claim (why it matters) and no "
        "differentiator (how it differs) and no proof_point or evidence (why believe it): add such a message, "
        "with `applies_to: Acme Go`"
    )


def test_lint_counts_messages_without_a_product_for_all(tmp_path):
    text = WHOLE.replace("products: [", "products: [{name: Acme Go}, ").replace("text: Acme Flow is", "text: It is")
    (item,) = items(tmp_path, text)
    assert item.mistake.what.startswith("Acme Go has no value_proposition or claim (why it matters): ")


def test_lint_takes_applies_to_before_the_name_in_the_text(tmp_path):
    text = WHOLE.replace("teams.}", "teams., applies_to: Acme Go}").replace(
        "products: [", "products: [{name: Acme Go}, "
    )
    found = [item.mistake.what for item in items(tmp_path, text)]
    assert any(what.startswith("Acme Flow has no positioning") for what in found)


def test_lint_finds_what_a_persona_lacks(tmp_path):
    text = WHOLE.replace("growing teams.}", "growing teams., persona: hr}")
    more = message("Flow keeps papers in order.", "persona: cfo")
    (item,) = items(tmp_path, text + more)
    assert (item.check, item.level) == ("gap-persona", Level.WARNING)
    assert item.mistake.what.startswith("persona 'cfo' has no positioning (what it is)")


def test_lint_hints_at_a_persona_without_a_variant(tmp_path):
    (item,) = items(tmp_path, WHOLE, personas=("cto",))
    assert (item.check, item.level) == ("persona-without-variant", Level.HINT)


def test_lint_finds_gaps_of_a_house_without_products(tmp_path):
    text = "company: {name: Acme}\nmessages:\n  - {id: a, type: claim, text: We keep papers in order.}\n"
    assert [item.check for item in items(tmp_path, text)] == ["gap-company"]


EXAMPLES = message(
    "Flow keeps papers in order.", "examples: {same: [Papers stay in order.], drift: [Papers get lost.]}"
)


def test_lint_tries_out_the_examples(tmp_path):
    assert checks(tmp_path, EXAMPLES, judge_text=judged(Label.CONSISTENT)) == ["example-drift"]
    assert checks(tmp_path, EXAMPLES, judge_text=judged(Label.CONTRADICTS)) == ["example-same"]


def test_lint_lets_examples_pass_that_come_out_right(tmp_path):
    def judge_text(text):
        return judged(Label.REFRAMED if "lost" in text else Label.CONSISTENT)(text)

    assert checks(tmp_path, EXAMPLES, judge_text=judge_text) == []


def test_lint_without_a_judge_leaves_examples_alone(tmp_path):
    assert checks(tmp_path, EXAMPLES) == []
