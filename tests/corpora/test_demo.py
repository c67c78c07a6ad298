"""The demo documents: made from their descriptions to the byte, and planted as `expected.jsonl` says."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from msgcheck.audience import audience_for, load_accounts
from msgcheck.codes import BY_CODE, CODES, Severity
from msgcheck.config import Settings, load_settings
from msgcheck.messaging.load import load_messaging
from msgcheck.reading.dispatch import read_paths
from msgcheck.records import Block, Document, MessageType, Messaging, Role

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "corpora" / "demo"
FOLDERS = ("decks", "docs", "mail")
EXPECTED = [json.loads(line) for line in (DEMO / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def committed_files() -> list[str]:
    return sorted(
        path.relative_to(DEMO).as_posix() for folder in FOLDERS for path in (DEMO / folder).rglob("*") if path.is_file()
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, DEMO / "make_demo.py", folder], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def messaging() -> Messaging:
    return load_messaging(ROOT / "messaging")


@pytest.fixture(scope="module")
def documents(messaging: Messaging) -> dict[str, Document]:
    results = read_paths([DEMO / folder for folder in FOLDERS], own_domains=messaging.company.domains)
    return {Path(result.id).relative_to(DEMO).as_posix(): result for result in results if isinstance(result, Document)}


# --- the files -------------------------------------------------------------------------------------


def test_make_demo_writes_the_committed_bytes(made: Path) -> None:
    names = [*committed_files(), "expected.jsonl"]
    assert [name for name in names if (made / name).read_bytes() != (DEMO / name).read_bytes()] == []


def test_make_demo_writes_every_committed_file_and_no_other(made: Path) -> None:
    written = sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
    assert written == sorted([*committed_files(), "expected.jsonl"])


def test_demo_holds_decks_documents_and_mail_in_number() -> None:
    suffixes = Counter(Path(name).suffix for name in committed_files())
    assert suffixes[".pptx"] >= 8
    assert suffixes[".pdf"] == 1
    assert suffixes[".docx"] == 1
    assert suffixes[".eml"] >= 15
    assert suffixes[".mbox"] == 1


def test_every_demo_document_is_read(documents: dict[str, Document]) -> None:
    assert [name for name in committed_files() if not documents.keys() & {name}] == []


def test_german_mail_is_told_from_the_english_ones(documents: dict[str, Document]) -> None:
    german = {name for name, document in documents.items() if document.language == "de"}
    assert german == {"mail/rosengarten-termin.eml"}


# --- what is planted -------------------------------------------------------------------------------


def test_every_code_is_planted() -> None:
    assert {entry["code"] for entry in EXPECTED} == {code.code for code in CODES}


def test_half_of_the_documents_carry_no_divergence() -> None:
    names = set(committed_files())
    drifting = {
        name for name in names for entry in EXPECTED if entry["doc"] == name or entry["doc"].startswith(f"{name}/")
    }
    assert len(drifting) <= len(names) / 2


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: f"{entry['doc']}-{entry['location']}-{entry['code']}")
def test_planted_text_stands_at_its_location(entry: dict[str, str], documents: dict[str, Document]) -> None:
    document = documents[nested_document(entry)]
    if entry["code"] == "MC402":
        assert entry["location"] in ("whole deck", "whole mail")
        return
    assert stands_at(document.blocks, entry["location"], entry["text"])


@pytest.mark.parametrize("entry", EXPECTED, ids=lambda entry: f"{entry['doc']}-{entry['location']}-{entry['code']}")
def test_planted_entry_is_one_the_messaging_knows(entry: dict[str, str], messaging: Messaging) -> None:
    ids = {
        known.id for known in (*messaging.messages, *messaging.retired, *messaging.never_say, *messaging.internal_only)
    }
    assert entry["message_id"] is None or entry["message_id"] in ids
    assert BY_CODE[entry["code"]].label == entry["label"]
    assert entry["severity"] in set(Severity) - {Severity.NONE}
    assert entry["why"]


def nested_document(entry: dict[str, str]) -> str:
    """Return the document an entry is in: the attachment where its location begins with a file name."""
    name, colon, _ = entry["location"].partition(": ")
    return f"{entry['doc']}/{name}" if colon else entry["doc"]


def stands_at(blocks: Sequence[Block], location: str, text: str) -> bool:
    """Return whether `text` begins in a block at `location`, going on in the blocks that follow."""
    for start, block in enumerate(blocks):
        if block.location != location or block.role not in (None, Role.OWN):
            continue
        joined = " ".join(" ".join(following.text.split()) for following in blocks[start : start + 4])
        if 0 <= joined.find(text) < len(block.text):
            return True
    return False


# --- the settings ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings(ROOT, {}, config=DEMO / "msgcheck.yaml")


def test_settings_name_the_messaging_of_the_demo(settings: Settings) -> None:
    assert settings.messaging.resolve() == ROOT / "messaging"


def test_settings_know_the_region_of_a_deck(settings: Settings) -> None:
    audience = audience_for(str(DEMO / "decks/uk/proposal-meridale.pptx"), settings=settings)
    assert (audience.region, audience.owner) == ("uk", "field")


def test_accounts_know_the_region_of_a_recipient(settings: Settings) -> None:
    assert settings.accounts is not None
    audience = audience_for(
        str(DEMO / "mail/silverbeck-numbers.eml"),
        settings=settings,
        recipients=("u.steiner@silverbeck.example",),
        company_domains=("rimeholt.example",),
        accounts=load_accounts(settings.accounts),
    )
    assert (audience.region, audience.segment, audience.audience) == ("ch", "food", "outside")


# --- the messaging ---------------------------------------------------------------------------------


def test_messaging_holds_every_type_of_message(messaging: Messaging) -> None:
    assert {message.type for message in messaging.messages} == set(MessageType)
    assert len(messaging.messages) >= 25


def test_messaging_is_a_whole_house(messaging: Messaging) -> None:
    assert len(messaging.retired) >= 6
    assert all(entry.retired_on for entry in messaging.retired)
    assert len(messaging.never_say) >= 6
    assert len(messaging.internal_only) >= 3
    assert {entry.where.path.rpartition("/")[2] for entry in messaging.internal_only} == {"internal.yaml"}
    assert len(messaging.competitors) >= 3
    assert {customer.naming for customer in messaging.customers} == {"name", "logo", "quote", "described", "none"}
    assert messaging.required
    assert messaging.terms


def test_prices_come_in_the_currencies_of_four_regions(messaging: Messaging) -> None:
    price = messaging.message("price-pod")
    assert price is not None
    regions = {region for wording in (price, *price.variants) for region in wording.region}
    assert regions == {"eu", "uk", "us", "ch"}
