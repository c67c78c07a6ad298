"""How often the writer's own text is told apart exactly, on a folder of header-less mails.

The folder holds `emails/` and, under the same names, the expected own text in `trimmed/`. A mail counts where the
own lines equal it, all white space apart. Four mails are left out: there the expected text counts words of others
as own.

    python benchmarks/bench_reply.py FOLDER
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from msgcheck.reading.mail_roles import label_lines
from msgcheck.records import Role

LEFT_OUT = frozenset({"forwarded_message", "quote_only", "embedded_email_7", "embedded_email_16"})
MIN_EXACT = 24


def own_text(body: str) -> str:
    lines = body.splitlines()
    return "\n".join(line for line, role in zip(lines, label_lines(lines), strict=True) if role is Role.OWN)


def without_space(text: str) -> str:
    return "".join(text.split())


def main(folder: Path) -> int:
    if not (folder / "emails").is_dir():
        print(f"skipped: {folder} has no folder emails/")
        return 0
    mails = [path for path in sorted((folder / "emails").iterdir()) if path.stem not in LEFT_OUT]
    misses = 0
    for path in mails:
        expected = (folder / "trimmed" / path.name).read_text(encoding="utf-8")
        found = own_text(path.read_text(encoding="utf-8"))
        if without_space(found) != without_space(expected):
            misses += 1
            print(f"--- {path.stem}")
            print(
                "\n".join(
                    difflib.unified_diff(expected.split("\n"), found.split("\n"), "expected", "found", lineterm="")
                )
            )
    exact = len(mails) - misses
    print(f"own text exact: {exact} of {len(mails)} (at least {MIN_EXACT} wanted)")
    return 0 if exact >= min(MIN_EXACT, len(mails)) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
