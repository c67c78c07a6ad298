"""An accepted sentence, written into the messaging file as an example of its message.

The YAML is changed through ruamel.yaml, so that comments, order and quotes of the file stay as they are.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from msgcheck.errors import InputError
from msgcheck.findings.whole_file import replace_file

_INDENTED_ITEM = re.compile(r"^\w[\w-]*:[^\S\n]*(?:#.*)?\n(?:[^\S\n]*(?:#.*)?\n)*( *)- ", re.MULTILINE)


def example_to_add(message_id: str, sentence: str) -> str:
    """Return the YAML that makes `sentence` an example of what says the same as the message."""
    added = CommentedMap(id=message_id, examples=CommentedMap(same=CommentedSeq([DoubleQuotedScalarString(sentence)])))
    out = io.StringIO()
    _yaml("").dump(CommentedMap(messages=CommentedSeq([added])), out)
    return out.getvalue()


def with_example(text: str, message_id: str, sentence: str, *, where: str = "") -> str:
    """Return the messaging file `text` with the sentence under `examples.same` of its message.

    A sentence that is there already is not added again.

    Args:
        text: a messaging file.
        message_id: the message whose example it becomes.
        sentence: the accepted sentence.
        where: the file's name, for error messages.

    Raises:
        InputError: this is no messaging file, or the message does not stand in it.
    """
    yaml = _yaml(text)
    try:
        root = yaml.load(text)
    except YAMLError as err:
        raise InputError("This is not YAML.", where=where, hint="run msgcheck messaging lint") from err
    message = _message(root, message_id)
    if message is None:
        raise InputError(f'The message "{message_id}" does not stand in this file.', where=where)
    examples = message.setdefault("examples", CommentedMap())
    same = examples.setdefault("same", CommentedSeq()) if isinstance(examples, CommentedMap) else None
    if not isinstance(same, CommentedSeq):
        raise InputError(f'"examples" of "{message_id}" has to be a mapping with a list "same".', where=where)
    if sentence in same:
        return text
    same.append(DoubleQuotedScalarString(sentence))
    out = io.StringIO()
    yaml.dump(root, out)
    return out.getvalue()


def write_example(path: Path, message_id: str, sentence: str) -> None:
    """Add the sentence to the messaging file, which is replaced whole or not at all.

    Raises:
        InputError: the file cannot be read or lacks the message.
        StoreError: it cannot be written.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        raise InputError("This file cannot be read as UTF-8 text.", where=str(path)) from err
    replace_file(path, with_example(text, message_id, sentence, where=str(path)))


def _message(root: Any, message_id: str) -> CommentedMap | None:
    messages = root.get("messages") if isinstance(root, CommentedMap) else None
    if not isinstance(messages, CommentedSeq):
        return None
    return next(
        (entry for entry in messages if isinstance(entry, CommentedMap) and entry.get("id") == message_id), None
    )


def _yaml(text: str) -> YAML:
    """Return a round-trip YAML that indents list items as the file does; two spaces where it has none."""
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    item = _INDENTED_ITEM.search(text)
    offset = len(item[1]) if item is not None else 2
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    return yaml
