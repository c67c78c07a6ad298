"""How changes are called, in words."""

from msgcheck.feedback.drift import calls, standard
from msgcheck.feedback.drift.method import method_in_words


def test_method_in_words_tells_test_correction_and_least_numbers():
    text = " ".join(method_in_words())
    assert "beta-binomial test" in text
    assert "correction for many messages" in text
    assert f"under {calls.LEAST_DOCUMENTS} documents in the period" in text
    assert f"or {standard.LEAST_HISTORY} in earlier ones" in text


def test_method_in_words_are_sentences():
    assert all(line[0].isupper() and line.endswith(".") for line in method_in_words())
