"""Make the demo documents of Rimeholt, an invented company, from their descriptions in `source/`.

    python corpora/demo/make_demo.py [FOLDER]

Writes decks/, docs/, mail/ and expected.jsonl into FOLDER, by default the folder of this script. The same
descriptions give the same bytes on every run and every machine: no clock, no chance, nothing compressed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(_HERE))

from demo_docx import docx_bytes  # noqa: E402 - the folder of the script has to be known first
from demo_mail import mail_bytes  # noqa: E402
from demo_pdf import pdf_bytes  # noqa: E402
from demo_pptx import deck_bytes  # noqa: E402

from msgcheck.codes import BY_CODE  # noqa: E402

_WRITERS: dict[str, Callable[[dict[str, Any]], bytes]] = {
    ".pptx": deck_bytes,
    ".pdf": pdf_bytes,
    ".docx": docx_bytes,
    ".eml": mail_bytes,
    ".mbox": mail_bytes,
}


def descriptions() -> Iterator[dict[str, Any]]:
    """Yield what `source/` describes, one document after the other, in the order of the file names."""
    for path in sorted((_HERE / "source").rglob("*.yaml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def make_demo(folder: Path) -> list[Path]:
    """Write all documents and expected.jsonl below `folder`, and return the files written."""
    written, expected = [], []
    for description in descriptions():
        path = folder / description["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_WRITERS[path.suffix](description))
        written.append(path)
        expected += [_expected(description["file"], planted) for planted in description.get("planted", [])]
    listing = folder / "expected.jsonl"
    listing.write_text("".join(f"{line}\n" for line in sorted(expected)), encoding="utf-8", newline="\n")
    return [*written, listing]


def _expected(file: str, planted: dict[str, Any]) -> str:
    """Return the line of expected.jsonl for one planted divergence."""
    message = f"/message {planted['message']}" if "message" in planted else ""
    return json.dumps(
        {
            "doc": file + message,
            "location": planted["location"],
            "text": planted["text"],
            "code": planted["code"],
            "label": BY_CODE[planted["code"]].label.value,
            "message_id": planted["message_id"],
            "severity": planted["severity"],
            "why": planted["why"],
        },
        ensure_ascii=False,
    )


if __name__ == "__main__":
    files = make_demo(Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE)
    print(f"{len(files)} files written")
