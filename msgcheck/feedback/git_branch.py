"""A change of the messaging as a commit on a new branch, without touching what the user is working on.

Objects are written and a reference is set; the working tree, the index and the current branch stay as they are. The
commit is built in an index of its own.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgcheck.errors import EnvironmentFailure, InputError, MissingDependency
from msgcheck.feedback.opened_house import FileChange

_NOT_YET_THERE = "0" * 40
"""The old value of a reference that must not exist."""
_PLAIN_FILES = frozenset({"100644", "100755"})
_TAKE_PATCH = "or take a patch file with --patch FILE"


def repository_of(path: Path) -> Path | None:
    """Return the top folder of the git repository a file or folder lies in, None where there is none."""
    folder = path if path.is_dir() else path.parent
    try:
        found = _run(folder, ["rev-parse", "--show-toplevel"])
    except (InputError, MissingDependency):
        return None
    return Path(found.removesuffix("\n")) if found.strip() else None


def commit_on_branch(files: Sequence[FileChange], branch: str, *, message: str) -> str:
    """Commit the changed files on a new branch from the current commit and return the commit's id.

    Args:
        files: what changes; at least one.
        branch: name of the branch to make.
        message: the commit's message.

    Raises:
        InputError: this is no repository or has no commit, the branch exists or cannot be named so, a file has changes
            that are not committed, or git does not know who commits.
        MissingDependency: git is not installed.
    """
    root = repository_of(files[0].path)
    if root is None:
        _run(files[0].path.parent, ["--version"])  # says so where git itself is missing
        raise InputError(
            "The messaging does not lie in a git repository.", where=str(files[0].path), hint="use --patch FILE instead"
        )
    head = _head(root)
    _check_name(root, branch)
    names = [_tracked_name(root, change) for change in files]
    with tempfile.TemporaryDirectory(prefix="msgcheck-") as folder:
        own_index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        _run(root, ["read-tree", head], own_index)
        for change, (mode, name) in zip(files, names, strict=True):
            blob = _run(root, ["hash-object", "-w", f"--path={name}", "--stdin"], given=change.after).strip()
            _run(root, ["update-index", "--cacheinfo", f"{mode},{blob},{name}"], own_index)
        tree = _run(root, ["write-tree"], own_index).strip()
    commit = _run(root, ["commit-tree", tree, "-p", head], given=message.encode("utf-8")).strip()
    _run(root, ["update-ref", "-m", "msgcheck: adopt", f"refs/heads/{branch}", commit, _NOT_YET_THERE])
    return commit


def _head(root: Path) -> str:
    try:
        return _run(root, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).strip()
    except InputError as err:
        raise InputError(
            "This repository has no commit yet.", where=str(root), hint=f"commit the messaging first, {_TAKE_PATCH}"
        ) from err


def _check_name(root: Path, branch: str) -> None:
    try:
        _run(root, ["check-ref-format", "--branch", branch])
    except InputError as err:
        raise InputError(
            f'A branch cannot be named "{branch}".', hint="use letters, digits, - and /, as messaging/up-to-40"
        ) from err
    if _run(root, ["for-each-ref", "--format=%(refname)", f"refs/heads/{branch}"]).strip():
        raise InputError(f'There is a branch "{branch}" already.', hint="give another name with --branch")


def _tracked_name(root: Path, change: FileChange) -> tuple[str, str]:
    """Return (mode, path) of a file as the repository has it; refuse where that is not what lies on disk."""
    name = change.path.resolve().relative_to(root.resolve()).as_posix()
    entry = _run(root, ["ls-tree", "-z", "--full-tree", "HEAD", "--", name])
    mode, _, rest = entry.partition(" ")
    if not entry:
        raise InputError("This file is not committed yet.", where=str(change.path), hint=f"commit it, {_TAKE_PATCH}")
    if mode not in _PLAIN_FILES:
        raise InputError("This is a link, not a file of the repository.", where=str(change.path), hint=_TAKE_PATCH)
    # What git would store of it; `git status` takes a file with other line ends for changed.
    here = _run(root, ["hash-object", f"--path={name}", "--stdin"], given=change.before).strip()
    if rest.partition("\t")[0] != f"blob {here}":
        raise InputError(
            "This file has changes that are not committed.", where=str(change.path), hint=f"commit them, {_TAKE_PATCH}"
        )
    return mode, name


def _run(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str] | None = None, *, given: bytes = b""
) -> str:
    """Return what git prints.

    Raises:
        InputError: git refuses; the message holds its last line.
        MissingDependency: git is not installed.
        EnvironmentFailure: git cannot be run.
    """
    command = ["git", "-C", str(folder), "--literal-pathspecs", *arguments]
    variables = {**os.environ, "LC_ALL": "C", **(environment or {})}
    try:
        done = subprocess.run(command, input=given, capture_output=True, env=variables, check=False)
    except FileNotFoundError as err:
        raise MissingDependency("git is not installed.", hint="install it, or use --patch FILE instead") from err
    except OSError as err:
        raise EnvironmentFailure(f"git cannot be run: {err.strerror}.") from err
    if done.returncode:
        said = [line for line in done.stderr.decode("utf-8", errors="replace").splitlines() if line.strip()]
        if any("user.email" in line or "user.name" in line for line in said):
            raise InputError("git does not know who you are.", hint="set user.name and user.email with git config")
        raise InputError(f"git refuses: {said[-1].strip() if said else arguments[0]}", where=str(folder))
    return done.stdout.decode("utf-8", errors="surrogateescape")
