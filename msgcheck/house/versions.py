"""The messaging as it stood elsewhere: in another folder, or at a commit of the repository it is kept in.

A commit is read file by file from git's own store; the working tree is neither changed nor looked at.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgcheck.errors import InputError, MessagingError, MissingDependency
from msgcheck.messaging.files import SUFFIXES
from msgcheck.messaging.load import load_messaging
from msgcheck.records import Messaging

_TIMEOUT_S = 60.0
"""For one call of git, which answers at once unless its disk is far away."""


def messaging_at(against: str, current: Path) -> Messaging:
    """Return the messaging to compare the current one with.

    Args:
        against: a file or folder of messaging; where there is none of this name, a branch, tag or commit.
        current: file or folder of the current messaging, which git finds at that commit under the same name.

    Raises:
        InputError: there is no such folder or commit, no repository, or no messaging in it.
        MessagingError: the messaging there holds mistakes.
        MissingDependency: git is not installed.
    """
    if against and Path(against).exists():
        return load_messaging(Path(against))
    with _exported(against, current) as folder:
        try:
            return load_messaging(folder)
        except MessagingError as err:
            first = err.mistakes[0]
            name = Path(first.path).relative_to(folder)
            raise InputError(
                f"the messaging at {against} holds mistakes, the first: {name}:{first.line}: {first.what}",
                hint="name a commit that msgcheck messaging lint passes",
            ) from err


@contextmanager
def _exported(ref: str, current: Path) -> Iterator[Path]:
    """Give a temporary folder with the messaging files of a commit."""
    place = current.resolve()
    inside = place if place.is_dir() else place.parent
    if not inside.is_dir():
        raise InputError("there is no such messaging file or folder", where=str(current))
    top = _git(inside, "rev-parse", "--show-toplevel")
    if top is None:
        raise InputError(
            f'there is no folder "{against_name(ref)}", and {current} is in no git repository',
            hint="name a folder with the other messaging",
        )
    root = Path(top.decode().rstrip("\n"))
    commit = None if ref.startswith("-") else _git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    if commit is None:
        raise InputError(
            f'there is no folder, branch, tag or commit "{ref}"', hint="git branch --all lists the branches"
        )
    names = _messaging_files(root, commit.decode().strip(), place.relative_to(root.resolve()))
    if not names:
        raise InputError(f"there is no messaging at {ref}", where=str(current), hint="name a later commit")
    with tempfile.TemporaryDirectory(prefix="msgcheck-") as folder:
        for name in names:
            content = _git(root, "cat-file", "blob", f"{commit.decode().strip()}:{name}")
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content or b"")
        yield Path(folder)


def against_name(ref: str) -> str:
    """Return what was asked for, short enough for a message."""
    return ref if len(ref) <= 60 else f"{ref[:59]}…"


def _messaging_files(root: Path, commit: str, within: Path) -> list[str]:
    """Return the names of the messaging files of a commit, from the top of the repository."""
    # git takes "." for a file of this name where it lists from the top.
    inside = () if within == Path() else ("--", within.as_posix())
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, *inside) or b""
    names = [name.decode("utf-8", errors="surrogateescape") for name in listed.split(b"\0") if name]
    return [name for name in names if Path(name).suffix.casefold() in SUFFIXES]


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git says, None where it fails.

    Raises:
        MissingDependency: git is not installed.
        InputError: it does not answer in time.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False, timeout=_TIMEOUT_S
        )
    except FileNotFoundError as err:
        raise MissingDependency(
            "git is not installed", hint="install it, or name a folder with the other messaging"
        ) from err
    except subprocess.TimeoutExpired as err:
        raise InputError(
            "git does not answer", where=str(folder), hint="name a folder with the other messaging"
        ) from err
    return done.stdout if done.returncode == 0 else None
