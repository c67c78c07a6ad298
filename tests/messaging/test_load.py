import os
from datetime import date
from pathlib import Path

import pytest

from msgcheck.errors import InputError, MessagingError
from msgcheck.identity import never_say_id
from msgcheck.messaging.load import load_messaging
from msgcheck.records import MessageType, Tier

ROOT = Path(__file__).parents[2]
HOUSES = sorted((ROOT / "corpora" / "statements").glob("*/*/messaging.yaml"))
SMALL = """
company: {name: Acme}
messages:
  - {id: one, type: claim, text: Acme Flow is quick.}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str):
    return load_messaging(write(folder, "m.yaml", text))


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(MessagingError) as caught:
        load(folder, text)
    return [f"{one.line}:{one.column}: {one.what}" for one in caught.value.mistakes]


@pytest.mark.parametrize("path", HOUSES, ids=lambda path: path.parent.name)
def test_load_accepts_every_house_of_the_corpora(path):
    assert len(load_messaging(path).messages) >= 10


def test_load_finds_all_houses_of_the_corpora():
    assert len(HOUSES) == 101


@pytest.mark.parametrize("written", ["1.10", "NO", "yes", "2026-01-15", "12:30", "0x1F", "1_000", ".5", "Off", "1e3"])
def test_load_keeps_wording_as_written_whatever_yaml_would_make_of_it(tmp_path, written):
    text = f"company: {{name: {written}}}\nmessages:\n  - id: one\n    type: claim\n    text: {written}\n    region: {written}\n"
    messaging = load(tmp_path, text)
    assert (messaging.messages[0].text, messaging.messages[0].region) == (written, (written,))
    assert messaging.company.name == written


def test_load_reads_every_optional_key(tmp_path):
    messaging = load(
        tmp_path,
        """
version: 1
company: {name: Acme, aliases: Acme Inc., domains: [ACME.example]}
products:
  - {name: Acme Flow, aliases: [Flow], wrong: AcmeFlow, former: [{name: Acme Run, until: 2025-06-30, grace_until: 2025-12-31}]}
pillars: [{id: speed, title: Speed}]
messages:
  - id: price
    type: claim
    pillar: speed
    text: "Flow costs €89 a month."
    kind: price
    limits: {max_discount: 15%, min: €75}
    evidence: list
    owner: pricing
    approved_by: A. Person
    valid_from: 2026-01-01
    valid_until: 2026-12-31
    embargo_until: 2026-01-10
    applies_to: flow
    persona: cfo
    segment: [retail, food]
    region: germany
    channel: [slide, short]
    stage: closing
    use_when: asked
    answers: too dear
    better: lower
    with: fine-print
    tier: exact
    origin: field
    test_status: running
    review_by: 2026-06-01
    examples: {same: [Flow is €89 a month.], drift: Flow costs €90 a month.}
    variants:
      - {text: Flow costs £79 a month., region: uk, owner: uk-pricing, valid_until: 2026-06-30, pillar: speed}
  - {id: fine-print, type: disclaimer, text: Prices are net.}
retired:
  - {id: old, text: Flow costs €80., replaced_by: price, since: 2025-12-31, grace_until: 2026-02-01, because: new list}
never_say:
  - {text: the cheapest, because: untrue, instead: price}
internal_only:
  - {id: floor, text: We go down to €60., because: margin, owner: pricing}
terms: [{use: Flow, not: flow engine, because: brand}]
required: [{message: fine-print, in: deck, when: {mentions: price, region: [germany, austria]}}]
competitors: [{name: Other, aliases: [Other Ltd]}]
customers: [{name: Big, aliases: Big Co, naming: quote, regions: uk, until: 2027-01-01, evidence: contract}]
""",
    )
    price, variant = messaging.messages[0], messaging.messages[0].variants[0]
    assert price.limits is not None
    assert price.limits.values == (("max_discount", "15%"), ("min", "€75"))
    assert (price.type, price.tier, price.origin_field) == (MessageType.CLAIM, Tier.EXACT, True)
    assert (price.applies_to, price.with_, price.segment) == (("Acme Flow",), ("fine-print",), ("retail", "food"))
    assert (price.same, price.drift) == (("Flow is €89 a month.",), ("Flow costs €90 a month.",))
    assert (variant.region, variant.owner, variant.valid_until) == (("uk",), "uk-pricing", date(2026, 6, 30))
    assert messaging.retired[0].retired_on == date(2025, 12, 31)
    assert messaging.products[0].former[0].grace_until == date(2025, 12, 31)
    assert messaging.company.domains == ("acme.example",)
    assert messaging.required[0].when == (("mentions", ("price",)), ("region", ("germany", "austria")))
    assert messaging.customers[0].naming == "quote"
    assert messaging.terms[0].not_ == ("flow engine",)
    assert messaging.competitors[0].aliases == ("Other Ltd",)


def test_load_names_a_never_say_entry_by_its_text(tmp_path):
    messaging = load(tmp_path, SMALL + "never_say:\n  - {text: The   Best}\n  - {id: mine, text: cheap}\n")
    first, second = messaging.never_say
    assert (first.id, first.named) == (never_say_id("the best"), False)
    assert (second.id, second.named) == ("mine", True)


def test_load_keeps_the_text_of_internal_only_out_of_repr(tmp_path):
    messaging = load(tmp_path, SMALL + "internal_only:\n  - {id: x, text: SECRETFLOOR}\n")
    assert "SECRETFLOOR" not in repr(messaging)


def test_load_merges_a_folder_and_leaves_out_settings_decisions_and_hidden_files(tmp_path):
    write(tmp_path, "a.yaml", SMALL)
    write(tmp_path, "deep/er/b.YML", "messages:\n  - {id: two, type: claim, text: Second line here.}\n")
    for name in (
        "msgcheck.yaml",
        "msgcheck-silences.yaml",
        "sub/decisions.yaml",
        ".hidden.yaml",
        ".git/x.yaml",
        "notes.txt",
    ):
        write(tmp_path, name, "nonsense: true\n")
    messaging = load_messaging(tmp_path)
    assert [message.id for message in messaging.messages] == ["one", "two"]
    assert [Path(path).name for path in messaging.paths] == ["a.yaml", "b.YML"]


def test_load_takes_several_paths(tmp_path):
    first = write(tmp_path, "a.yaml", "company: {name: Acme}\n")
    second = write(tmp_path, "b/c.yaml", "messages:\n  - {id: two, type: claim, text: Second line here.}\n")
    assert load_messaging([first, second.parent, first]).messages[0].id == "two"


def test_load_remembers_where_things_stand(tmp_path):
    path = write(tmp_path, "m.yaml", SMALL)
    where = load_messaging(path).messages[0].where
    assert (where.path, where.line, where.column) == (str(path), 4, 5)


def test_load_hash_changes_with_content_and_not_with_place(tmp_path):
    plain = load(tmp_path, SMALL)
    moved = load(tmp_path, "# a comment\n" + SMALL.replace("{name: Acme}", "\n  name: 'Acme'"))
    changed = load(tmp_path, SMALL.replace("quick", "quicker"))
    assert plain.hash == moved.hash
    assert plain.hash.startswith("mc1:")
    assert plain.hash != changed.hash


@pytest.mark.parametrize("name", ["nothing-here", "nothing.yaml"])
def test_load_says_how_to_start_where_there_is_nothing(tmp_path, name):
    with pytest.raises(InputError, match="msgcheck init") as caught:
        load_messaging(tmp_path / name)
    assert caught.value.where == str(tmp_path / name)


def test_load_says_how_to_start_in_an_empty_folder(tmp_path):
    with pytest.raises(InputError, match="msgcheck init"):
        load_messaging(tmp_path)


def test_load_refuses_a_settings_file(tmp_path):
    with pytest.raises(InputError, match="settings, silences or decisions"):
        load_messaging(write(tmp_path, "msgcheck.yaml", "fail_on: low\n"))


def test_load_says_when_company_and_messages_are_missing(tmp_path):
    found = mistakes(tmp_path, "version: 1\n")
    assert len(found) == 2
    assert "company" in found[0]
    assert "no file holds a message" in found[1]


def test_load_ignores_a_file_of_comments(tmp_path):
    write(tmp_path, "a.yaml", SMALL)
    write(tmp_path, "b.yaml", "# nothing yet\n")
    assert len(load_messaging(tmp_path).messages) == 1


def test_load_names_the_byte_that_is_not_utf8(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_bytes(SMALL.encode() + "# M\xfcnchen\n".encode("latin-1"))
    with pytest.raises(MessagingError, match=r"m\.yaml:5:4: not UTF-8"):
        load_messaging(path)


def test_load_reads_windows_line_ends_and_byte_order_mark(tmp_path):
    path = tmp_path / "m.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert load_messaging(path).messages[0].text == "Acme Flow is quick."


def test_load_goes_on_without_a_file_only_others_may_read(tmp_path, monkeypatch, caplog):
    write(tmp_path, "a.yaml", SMALL)
    closed = write(tmp_path, "internal.yaml", "internal_only:\n  - {id: x, text: secret words}\n")
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: real(self) if self != closed else _refuse())
    messaging = load_messaging(tmp_path)
    assert messaging.internal_only == ()
    assert messaging.unread_paths == (str(closed),)
    assert "left out" in caplog.text


def _refuse():
    raise PermissionError(13, os.strerror(13))
