"""The messaging files while a decision changes them, and the proof that they mean what was decided and nothing else.

Files are opened where they are needed and changed at single places; the rest of their text stays to the byte. Before
anything is written the changed files are loaded as any messaging is, and compared as content.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgcheck.errors import InputError, MessagingError
from msgcheck.feedback.yaml_text import Edit, Node, Value, YamlText
from msgcheck.messaging.content import content
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Message, MessageId, Messaging, Origin, Retired


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One messaging file before and after."""

    path: Path
    before: bytes
    after: bytes


@dataclass(slots=True, kw_only=True)
class _OpenFile:
    """One messaging file that is being changed."""

    before: bytes
    yaml: YamlText
    edits: list[Edit] = field(default_factory=list)


class House:
    """The messaging files, opened where they are needed, and what they shall mean in the end."""

    def __init__(self, messaging: Messaging) -> None:
        self.messaging = messaging
        self.wanted = messaging
        self._files: dict[str, _OpenFile] = {}

    def file(self, path: str) -> _OpenFile:
        """Return one of the files with its tree."""
        if path not in self._files:
            try:
                before = Path(path).read_bytes()
                text = before.decode("utf-8")
            except (OSError, UnicodeDecodeError) as err:
                raise InputError("This file cannot be read as UTF-8 text.", where=path) from err
            self._files[path] = _OpenFile(before=before, yaml=YamlText(text, where=path))
        return self._files[path]

    def message(self, where: Origin, message_id: MessageId) -> Node:
        """Return where a message stands in its file."""
        root = self.file(where.path).yaml.root
        messages = root.get("messages") if root is not None else None
        for node in messages.items if messages is not None else ():
            found = node.get("id")
            if found is not None and found.text.strip() == message_id:
                return node
        raise InputError(f'The message "{message_id}" does not stand in this file any more.', where=where.path)

    def retire(self, entry: Retired, near: str) -> None:
        """Add a retired entry: to the file `near` where it has such a list, else to the first that has one."""
        having = [entry.where.path for entry in self.messaging.retired]
        path = next((one for one in (near, *having) if self._has_retired(one)), near)
        opened = self.file(path)
        root = opened.yaml.root
        if root is None or root.kind != "map":
            raise InputError("This file holds no keys.", where=path)
        item: dict[str, Value] = {
            "id": entry.id,
            "text": entry.text,
            "retired_on": entry.retired_on,
            "grace_until": entry.grace_until,
            "replaced_by": entry.replaced_by,
            "because": entry.because,
        }
        opened.edits.append(opened.yaml.with_item(root, "retired", item))
        self.wanted = replace(self.wanted, retired=(*self.wanted.retired, entry))

    def put(self, message: Message) -> None:
        """Set what one message shall be in the end."""
        messages = tuple(message if one.id == message.id else one for one in self.wanted.messages)
        self.wanted = replace(self.wanted, messages=messages)

    def changed(self) -> tuple[FileChange, ...]:
        """Return the files with their edits."""
        changes = (
            FileChange(path=Path(path), before=opened.before, after=opened.yaml.changed(opened.edits).encode("utf-8"))
            for path, opened in sorted(self._files.items())
        )
        return tuple(change for change in changes if change.before != change.after)

    def _has_retired(self, path: str) -> bool:
        root = self.file(path).yaml.root
        node = root.get("retired") if root is not None else None
        return node is not None and bool(node.items)


def check_meaning(files: Sequence[FileChange], before: Messaging, wanted: Messaging) -> None:
    """Load the files as they would be, and refuse what would mean anything else than was decided.

    Args:
        files: those that change.
        before: the messaging as it is.
        wanted: what it shall mean with the change.

    Raises:
        MessagingError: they would hold mistakes.
        InputError: they would mean something else than what was decided.
    """
    after = {change.path: change.after for change in files}
    with tempfile.TemporaryDirectory(prefix="msgcheck-") as name:
        places: dict[str, str] = {}
        for number, path in enumerate(map(Path, before.paths)):
            copy = Path(name) / str(number) / path.name
            copy.parent.mkdir()
            copy.write_bytes(after.get(path, path.read_bytes()))
            places[str(copy)] = str(path)
        try:
            loaded = load_messaging([Path(copy) for copy in places])
        except MessagingError as err:
            mistakes = [replace(mistake, path=places[mistake.path]) for mistake in err.mistakes]
            raise MessagingError(mistakes) from err
    if _in_any_order(loaded) != _in_any_order(wanted):
        raise InputError(
            "This change would alter more of the messaging than was decided, so nothing was written.",
            where=str(files[0].path) if files else "",
            hint="lines shared through & and * or merged with << have to be written out first; "
            "or the files were changed meanwhile: try again",
        )


def _in_any_order(messaging: Messaging) -> dict[str, object]:
    """Return what a messaging means; the order of retired lines has no meaning."""
    retired = tuple(sorted(messaging.retired, key=lambda entry: entry.id))
    return content(replace(messaging, retired=retired))
