"""The packaged model: that it is the one expected, what it means by near, and that it stays off the network."""

import subprocess
import sys

import numpy as np
import pytest

from msgcheck.embed.model_files import PACKAGED_SHA256
from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder
from msgcheck.errors import ModelMismatch, ModelUnavailable

NO_NETWORK = """
import sys
from msgcheck.closed_network import closed_network
from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder
from msgcheck.errors import ModelUnavailable
with closed_network() as tried:
    try:
        SentenceTransformerEmbedder("no-such-model-anywhere").embed(["a"])
    except ModelUnavailable as err:
        print("unavailable", "no-such-model-anywhere" in str(err), len(tried))
"""


@pytest.fixture(scope="module")
def embedder():
    return SentenceTransformerEmbedder()


def test_nothing_is_imported_before_the_first_text():
    code = (
        "import sys; from msgcheck.embed.sentence_transformer import SentenceTransformerEmbedder as E;"
        "print(E().model, E().embed([]).shape, [n for n in ('torch', 'sentence_transformers') if n in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:8]} (0, 0) []"


def test_other_weights_than_expected_are_refused():
    wrong = SentenceTransformerEmbedder(sha256="0" * 64)
    with pytest.raises(ModelMismatch) as caught:
        _ = wrong.model
    assert "000000000000" in str(caught.value)
    with pytest.raises(ModelMismatch):
        wrong.embed(["a"])


def test_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(ModelUnavailable) as caught:
        _ = SentenceTransformerEmbedder(str(tmp_path)).model
    assert str(tmp_path) in str(caught.value)


def test_name_that_is_no_folder_is_known_by_its_name_alone():
    assert SentenceTransformerEmbedder("some/model").model == "some/model"


@pytest.mark.model
def test_unknown_model_is_unavailable_without_asking_the_network():
    found = subprocess.run([sys.executable, "-c", NO_NETWORK], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["unavailable", "True", "0"]


@pytest.mark.model
def test_rows_have_length_one_in_the_order_of_the_texts(embedder):
    texts = ["Setup is free.", "", "Boats at the quay", "Setup is free."]
    rows = embedder.embed(texts)
    assert (rows.shape, rows.dtype) == ((4, 384), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert np.allclose(rows[0], rows[3], atol=1e-5)


@pytest.mark.model
@pytest.mark.parametrize(
    ("line", "paraphrase", "unrelated"),
    [
        (
            "Cuts onboarding time by up to 30%.",
            "New hires are productive nearly a third sooner.",
            "Our office is in Utrecht.",
        ),
        (
            "Your data is stored in the EU only.",
            "We keep all information inside the European Union.",
            "Support answers at night.",
        ),
        (
            "Used loggers come back in a prepaid box.",
            "Returning the devices costs you nothing.",
            "Certified to ISO 27001.",
        ),
    ],
)
def test_paraphrase_is_nearer_than_an_unrelated_sentence(embedder, line, paraphrase, unrelated):
    rows = embedder.embed([line, paraphrase, unrelated])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
