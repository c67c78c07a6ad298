import pytest

from msgcheck.segment.interface import Vocabulary
from msgcheck.segment.readings.names import read_names
from tests.builders_segment import ACME, lemmas, readings_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme Flow is here.", ["product:Acme Flow"]),
        ("Use Flow daily.", ["product:Acme Flow"]),
        ("Keep the flow steady.", []),
        ("AcmeFlow is here.", ["product:Acme Flow"]),
        ("acme flow pro is here.", ["product:Acme Flow Pro"]),
        ("Acme helps.", ["company:Acme"]),
        ("Unlike Globex, we answer.", ["competitor:Globex"]),
        ("At Initech Holdings it works.", ["customer:Initech"]),
        ("Certified to ISO 27001.", ["certification:iso 27001"]),
        ("Certified to ISO/IEC 27001:2022.", ["certification:iso 27001"]),
        ("SOC 2 Type II audited.", ["certification:soc 2 type ii"]),
        ("SOC 2 Type 2 audited.", ["certification:soc 2 type ii"]),
        ("PCI DSS Level 1 provider.", ["certification:pci dss 1"]),
        ("GDPR-ready and HIPAA-ready.", ["certification:gdpr", "certification:hipaa"]),
        ("TÜV Süd tested it.", ["certification:tüv süd"]),
        ("It saves time at Umbrella Corp every day.", ["name:Umbrella Corp"]),
        ("Sold in Germany and the UK.", ["place:germany", "place:uk"]),
        ("See you on Monday in March.", []),
        ("Hello {{Company}} and %FIRSTNAME%.", []),
    ],
)
def test_names_are_read(text, expected):
    assert lemmas(readings_of(text).names) == expected


def test_wrong_spelling_shows_in_the_text_of_the_cue():
    (cue,) = readings_of("AcmeFlow is here.").names
    assert (cue.text, cue.lemma) == ("AcmeFlow", "product:Acme Flow")


def test_headline_capitals_are_no_names():
    assert readings_of("Faster Onboarding For Every Single Team").names == ()


def test_names_work_without_a_vocabulary():
    assert read_names("Acme Flow is here.", (), Vocabulary()) != read_names("Acme Flow is here.", (), ACME)
