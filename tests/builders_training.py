"""Tiny labelled sets on disk and in memory, and a tiny encoder, to train on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from msgcheck.codes import STATEMENT_LABELS, Label
from msgcheck.reading.dispatch import read_named
from msgcheck.segment.plain_segmenter import PlainSegmenter
from msgcheck.training.material import Company, read_material
from msgcheck.training.rule_changes import Side
from msgcheck.wordings import vocabulary_of
from tests.builders_judge import make_checker, message, messaging

HOUSE = """\
version: 1
company: {{name: {name}, domains: [{name}.example]}}
messages:
  - id: quay
    type: claim
    text: "{name} cuts waiting times at the quay by up to 30% for most boats."
    variants: [{{text: "Up to 30% less waiting at the quay for most boats.", persona: cfo}}]
  - {{id: setup, type: claim, text: Setup takes ten days and is not charged.}}
retired:
  - {{id: quay-old, text: "{name} cuts waiting times at the quay by up to 20%.", replaced_by: quay}}
never_say:
  - {{id: refund, text: We guarantee that you earn the fee back., instead: setup}}
"""
QUAY_MESSAGE = "{name} cuts waiting times at the quay by up to 30% for most boats."
SAID = {
    Label.CONSISTENT: ("quay", "With {name}, up to 30% of the waiting time at the quay is cut for most boats."),
    Label.CONTRADICTS: ("setup", "Setup is charged and takes ten days."),
    Label.FIGURE_CHANGED: ("quay", "{name} cuts waiting times at the quay by up to 50% for most boats."),
    Label.OVERSTATED: ("quay", "{name} cuts waiting times at the quay by 30% for all boats."),
    Label.UNDERSTATED: ("quay", "{name} cuts waiting times at the quay by up to 30% in summer."),
    Label.REFRAMED: ("quay", "{name} makes the quay at night a calmer place for boats."),
    Label.OUTDATED: ("quay-old", "{name} cuts waiting at the quay by up to 20% still."),
    Label.FORBIDDEN: ("setup", "We guarantee that you will earn the whole fee back."),
    Label.UNSUPPORTED: (None, "{name} has the largest boats of the whole coast."),
    Label.NOT_A_CLAIM: (None, "Shall we meet at the quay on Tuesday?"),
}
CLEAN_MAIL = ("Thank you for the call yesterday.", "We saw 30% less waiting at the quay for most boats, up to 30%.")

TWO_COMPANIES = ("harbourlight", "quaystone")
"""In different folds."""


def rows(name: str, *, times: int = 1, **more: Any) -> list[dict[str, Any]]:
    """Return rows of statements.jsonl, each label `times` times."""
    return [
        {
            "id": f"{label}-{number}",
            "statement": text.format(name=name) if not number else f"Note {number}: {text.format(name=name)}",
            "context": "",
            "channel": "email",
            "message_id": id_,
            "label": label.value,
            "severity": "none" if label in {Label.CONSISTENT, Label.NOT_A_CLAIM} else "low",
        }
        | more
        for number in range(times)
        for label, (id_, text) in SAID.items()
    ]


def write_set(folder: Path, names: Sequence[str] = TWO_COMPANIES, **more: Any) -> Path:
    """Write a labelled set and return it."""
    assert set(SAID) == set(STATEMENT_LABELS)
    for name in names:
        (folder / name).mkdir(parents=True)
        (folder / name / "messaging.yaml").write_text(HOUSE.format(name=name), encoding="utf-8")
        write_rows(folder / name / "statements.jsonl", rows(name, **more))
    return folder


def write_rows(path: Path, values: Sequence[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(value) + "\n" for value in values), encoding="utf-8")
    return path


def write_clean(folder: Path, names: Sequence[str] = TWO_COMPANIES) -> Path:
    """Write a clean mail and a clean deck for each company and return their folder."""
    for name in names:
        (folder / name).mkdir(parents=True)
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"tom@{name}.example", "ana@customer.example", "Quay"
        mail.set_content("\n\n".join(CLEAN_MAIL))
        (folder / name / "call.eml").write_bytes(bytes(mail))
        deck = {"title": name, "slides": [{"title": "Agenda", "bullets": ["We meet at the quay.", "We look back."]}]}
        (folder / name / "plan.json").write_text(json.dumps(deck), encoding="utf-8")
    return folder


def read_companies(labelled: Path, **more: Any) -> tuple[Company, ...]:
    """Return the companies of a set as they are learnt from, without any model."""
    return read_material(labelled, make_checker, read=read_named, **more)


def write_inference(path: Path, values: Sequence[dict[str, str]]) -> Path:
    """Write one public inference set."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(value) + "\n" for value in values)
    return path


def inference_row(number: int, label: str = "entailment", **more: str) -> dict[str, str]:
    return {"premise": f"Boat {number} is at the quay.", "hypothesis": f"Boat {number} waits.", "label": label} | more


def side(text: str) -> Side:
    """Return a text with its readings."""
    (readings,) = PlainSegmenter().read_texts([text], vocabulary_of(messaging(message("m-1", "x"))))
    return Side(text=text, readings=readings)


WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the quay boats boat setup takes days ten up to is free at waits for never old"
WIDTH = 64


def write_encoder(folder: Path) -> Path:
    """Write a BERT of one layer with random weights and its tokenizer, and return their folder."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizer

    folder.mkdir(parents=True)
    words = [*WORDS.split(), *"0123456789.,%[]", *(f"##{sign}" for sign in "0123456789")]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(words) + "\n", encoding="utf-8")
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=128,
        hidden_size=WIDTH,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=2 * WIDTH,
        max_position_embeddings=64,
        initializer_range=0.2,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizer(vocab=str(vocabulary)).save_pretrained(folder)
    return folder
