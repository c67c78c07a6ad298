"""The judge as a whole: first with small trees by hand, then with the weights it is shipped with."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgcheck.assembly import build_checker, build_stages
from msgcheck.codes import CLEAN, STATEMENT_LABELS, Label
from msgcheck.config import EmbedderSettings, Settings
from msgcheck.judge.boosted_trees import BoostedTrees
from msgcheck.judge.combine import ReadingsJudge
from msgcheck.messaging.load import load_messaging
from msgcheck.records import BlockKind, Source
from tests.builders_judge import matched

ROOT = Path(__file__).resolve().parents[2]
LINE = "Harbourlight cuts onboarding time by up to 30 % for new teams."


def judge_saying(label, *, raise_at=0.5):
    """A judge whose trees say one label of everything."""
    trees = BoostedTrees(
        classes=tuple(entry.value for entry in STATEMENT_LABELS),
        features=("current.cosine",),
        baseline=np.array([6.0 if entry is label else 0.0 for entry in STATEMENT_LABELS]),
        roots=np.zeros((0, len(STATEMENT_LABELS)), dtype=np.int32),
        feature=np.array([-1], dtype=np.int32),
        threshold=np.zeros(1),
        left=np.zeros(1, dtype=np.int32),
        right=np.zeros(1, dtype=np.int32),
        value=np.zeros(1),
    )
    return ReadingsJudge(trees, digest="00000000", raise_at=raise_at)


@pytest.mark.parametrize(
    ("source", "label"),
    [
        (Source.MESSAGE, Label.CONSISTENT),
        (Source.SAME, Label.CONSISTENT),
        (Source.RETIRED, Label.OUTDATED),
        (Source.NEVER_SAY, Label.FORBIDDEN),
    ],
)
@pytest.mark.parametrize("text", [LINE, LINE.rstrip("."), LINE.upper(), LINE.replace(" ", "  ")])
def test_judge_takes_what_is_repeated_to_the_letter_for_what_it_repeats(source, label, text):
    match = matched(text, LINE, source=source)
    judgement = judge_saying(Label.OVERSTATED).judge_all([(match.statement, [match])])[0]
    assert judgement.label is label
    assert judgement.match is match


def test_judge_prefers_the_current_line_where_a_retired_one_is_the_same():
    old, new = matched(LINE, LINE, source=Source.RETIRED, id_="old"), matched(LINE, LINE)
    assert judge_saying(Label.OVERSTATED).judge_all([(old.statement, [old, new])])[0].message_id == "m-1"


def test_judge_never_calls_a_figure_changed_where_none_differs():
    match = matched("New teams lose time with Harbourlight: up to 30 % more onboarding time.", LINE)
    assert (
        judge_saying(Label.FIGURE_CHANGED).judge_all([(match.statement, [match])])[0].label is not Label.FIGURE_CHANGED
    )


def test_judge_says_which_figure_changed():
    match = matched("Harbourlight cuts onboarding time by up to 50 % for new teams.", LINE)
    judgement = judge_saying(Label.FIGURE_CHANGED).judge_all([(match.statement, [match])])[0]
    assert judgement.label is Label.FIGURE_CHANGED
    start, end = judgement.reasons[0].found
    assert "50 %" in judgement.statement.text[start:end]


@pytest.mark.parametrize("label", [label for label in STATEMENT_LABELS if label not in CLEAN])
def test_judge_without_a_wording_says_nothing_of_one(label):
    match = matched("Harbourlight saves the day.", LINE)
    judgement = judge_saying(label).judge_all([(match.statement, [])])[0]
    assert (judgement.match, judgement.message_id) == (None, None)
    assert judgement.label in {Label.UNSUPPORTED, Label.NOT_A_CLAIM}


@pytest.mark.parametrize("label", STATEMENT_LABELS)
def test_judge_gives_a_reason_with_its_own_code_for_what_it_raises(label):
    found = "Harbourlight cuts onboarding time by 50 % for all teams, guaranteed, and never asks for training."
    candidates = [
        matched(found, LINE),
        matched(found, "Cuts onboarding time by 50 % for all teams.", source=Source.RETIRED, id_="old"),
        matched(found, "guaranteed for all teams", source=Source.NEVER_SAY, id_="never"),
    ]
    judgement = judge_saying(label).judge_all([(candidates[0].statement, candidates)])[0]
    assert judgement.label is label
    assert bool(judgement.reasons) is (label not in CLEAN)


def test_judge_below_its_bar_stays_on_the_clean_side():
    match = matched("Harbourlight always cuts onboarding time for new teams.", LINE)
    judgement = judge_saying(Label.OVERSTATED, raise_at=0.9999).judge_all([(match.statement, [match])])[0]
    assert judgement.label in CLEAN


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80), st.text(min_size=1, max_size=80), st.floats(-1, 1))
def test_judge_gives_a_score_between_none_and_one_for_any_text(text, wording, cosine):
    match = matched(text, wording, cosine=cosine)
    judgement = judge_saying(Label.OVERSTATED).judge_all([(match.statement, [match])])[0]
    assert 0.0 <= judgement.score <= 1.0
    assert judgement.label in STATEMENT_LABELS


# --- with the weights it is shipped with -----------------------------------------------------------

COMPANIES = ("billmere", "palisent", "parlesta", "sunferrow", "tarnwick")


@pytest.fixture(scope="module")
def stages():
    return build_stages(Settings(), use_cache=False)


def houses():
    yield pytest.param(ROOT / "messaging", id="demo")
    for name in COMPANIES:
        yield pytest.param(ROOT / "corpora" / "statements" / "dev" / name / "messaging.yaml", id=name)


@pytest.fixture(scope="module", params=houses())
def checker(request, stages):
    return build_checker(load_messaging(request.param), Settings(), stages, today=date(2026, 11, 16))


@pytest.mark.model
def test_approved_text_beside_itself_is_on_message(checker):
    wordings = [
        approved.text for message in checker.messaging.messages for approved in (message, *message.variants)
    ]  # fmt: skip
    judged = checker.judge_texts([(text, "", BlockKind.PARAGRAPH, "") for text in wordings])
    assert [text for text, one in zip(wordings, judged, strict=True) if one.label is not Label.CONSISTENT] == []


@pytest.mark.model
def test_retired_text_is_outdated(checker):
    texts = [entry.text for entry in checker.messaging.retired]
    judged = checker.judge_texts([(text, "", BlockKind.PARAGRAPH, "") for text in texts])
    assert [text for text, one in zip(texts, judged, strict=True) if one.label is not Label.OUTDATED] == []


@pytest.mark.model
def test_text_that_is_never_said_is_forbidden(checker):
    texts = [entry.text for entry in checker.messaging.never_say]
    judged = checker.judge_texts([(text, "", BlockKind.BULLET, "") for text in texts])
    assert [text for text, one in zip(texts, judged, strict=True) if one.label is not Label.FORBIDDEN] == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Hello Ana, how was your weekend?", Label.NOT_A_CLAIM),
        ("Shall we meet on Tuesday at ten?", Label.NOT_A_CLAIM),
        ("Agenda", Label.NOT_A_CLAIM),
    ],
)
def test_small_talk_claims_nothing(stages, text, label):
    house = load_messaging(ROOT / "messaging")
    assert build_checker(house, Settings(), stages, today=date(2026, 11, 16)).judge_text(text).label is label


@pytest.mark.model
def test_thresholds_hold_for_the_packaged_models_only(stages):
    house = load_messaging(ROOT / "messaging")
    assert build_checker(house, Settings(), stages, today=date(2026, 11, 16)).thresholds.calibrated
    hashing = Settings(embedder=EmbedderSettings(kind="hashing"))
    other = build_checker(house, hashing, build_stages(hashing, use_cache=False), today=date(2026, 11, 16))
    assert not other.thresholds.calibrated
