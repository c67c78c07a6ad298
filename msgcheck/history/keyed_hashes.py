"""Hashes that nobody can look a sentence, a person or an account up by without this store's key.

The key is 32 random bytes in a file of its own, readable by its owner only. Without it the store cannot tell what it
knows already, so a store refuses to be opened with another one.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from msgcheck.errors import StoreError
from msgcheck.history.near_copies import Hashes

KEY_BYTES = 32
NAME_BYTES = 8
"""Enough to tell authors and accounts of one company apart: a collision among 100,000 has odds of 1 to 3 billion."""
IDENTITY_BYTES = 16
KEYED_TAG = "mk1:"
"""Begins a keyed hash that stands in the place of a fingerprint, `mc1:...`, where words are not kept."""
REWORDED = "wording "
"""Begins the key of an edit that only its words tell; a hash of them follows."""


class KeyedHashes:
    """Makes keyed hashes with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def identity(self, purpose: str, *parts: str) -> bytes:
        """Return 16 bytes that stand for these parts; hashes of different purposes are never equal."""
        return self._digest(purpose, parts)[:IDENTITY_BYTES]

    def name(self, purpose: str, name: str) -> bytes:
        """Return 8 bytes that stand for a name, none where there is no name."""
        return self._digest(purpose, (name,))[:NAME_BYTES] if name else b""

    def edit(self, change: str) -> str:
        """Return the key of an edit as it is kept where its words are not: a plain hash of words could be guessed."""
        if not change.startswith(REWORDED):
            return change
        return f"{REWORDED}{self._digest('edit', (change,))[:NAME_BYTES].hex()}"

    def statements(self, texts: Iterable[str]) -> Hashes:
        """Return 64 bits for each distinct text, in ascending order."""
        joined = b"".join(self._digest("statement", (text,))[:8] for text in set(texts) if text)
        return np.unique(np.frombuffer(joined, dtype="<u8"))

    def _digest(self, purpose: str, parts: Iterable[str]) -> bytes:
        # Each part is preceded by its length, so that no text can reach over into the next.
        encoded = [part.encode("utf-8", "surrogatepass") for part in (purpose, *parts)]
        return hmac.digest(self._key, b"".join(len(part).to_bytes(8, "big") + part for part in encoded), "sha256")


def read_key(path: Path) -> bytes | None:
    """Return the key in a file, None where there is no file.

    Raises:
        StoreError: the file cannot be read or holds no key.
    """
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as err:
        raise StoreError(
            f"the key of the store cannot be read: {err.strerror or err}",
            where=str(path),
            hint="make it readable for you",
        ) from err
    if len(key) != KEY_BYTES:
        raise StoreError(
            "the key of the store is damaged",
            where=str(path),
            hint="put it back from a copy; without it move the store away too, and a new one is begun",
        )
    return key


def make_key(path: Path) -> bytes:
    """Return the key in a file, which is made if it is not there; of two that make it at once one wins for both.

    Raises:
        StoreError: the file can be neither read nor written.
    """
    known = read_key(path)
    if known is not None:
        return known
    partial = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(secrets.token_bytes(KEY_BYTES))
                stream.flush()
                os.fsync(stream.fileno())
            _give_name(partial, path)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as err:
        raise StoreError(
            f"the key of the store cannot be written: {err.strerror or err}",
            where=str(path),
            hint="make the folder writable and room on the disk, or name another place with the setting store",
        ) from err
    made = read_key(path)
    if made is None:
        raise StoreError("the key of the store vanished while it was made", where=str(path), hint="try again")
    return made


def _give_name(partial: Path, path: Path) -> None:
    """Give a finished file its name, unless another process has just made that file."""
    try:
        path.hardlink_to(partial)  # unlike a rename, a link never takes the place of a file
    except FileExistsError:
        return
    except OSError:
        # Some file systems know no links.
        if not path.exists():
            partial.replace(path)
