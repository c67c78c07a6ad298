"""Writes the real output that README.md shows, and the picture of the HTML report, from a run of today.

    python docs/make_examples.py

The demo is scanned and a draft checked with the installed msgcheck; what they print replaces what README.md shows. The
picture needs Chromium (Debian: `apt-get install chromium`) and is left as it is without. It shows the head of the page,
the first lines of its table, and one message's findings; the rest of the page is left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(sys.executable).with_name("msgcheck")
PICTURED = "claim-alarm"
TABLE_LINES = 6
DRAFT = """Hi Jo,

Shippers cut temperature excursions by up to 50% in their first year with Rimeholt.
Shall we talk on Tuesday?

Best,
Mia
"""
ENVIRONMENT = {**os.environ, "COLUMNS": "88", "NO_COLOR": "1"}


def printed(*arguments: str, cwd: Path = ROOT) -> str:
    """Return what msgcheck prints to stdout; findings are no failure here."""
    done = subprocess.run([PROGRAM, *arguments], cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done.stdout.rstrip()


def with_block(readme: str, command: str, output: str) -> str:
    """Return the page with the output in the code block that begins with `$ command`."""
    block = re.compile(rf"(```\n\$ {re.escape(command)}\n).*?(\n```)", re.DOTALL)
    if not block.search(readme):
        raise SystemExit(f"README.md shows no `$ {command}`")
    return block.sub(lambda match: match[1] + output + match[2], readme, count=1)


def take_picture(page: Path, picture: Path) -> None:
    """Write the picture of a report, shortened by a style that hides what does not fit."""
    html = page.read_text(encoding="utf-8")
    article = re.search(rf'<article id="(m\d+)"[^>]*>\s*<header><h3[^>]*>{re.escape(PICTURED)}<', html)
    if not article:
        print(f"no picture: the report has no {PICTURED}")
        return
    hidden = f"article:not(#{article[1]}), article ~ h2, tbody tr:nth-child(n+{TABLE_LINES + 1}) {{display: none}}"
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder) / "report.html"
        short.write_text(html.replace("</head>", f"<style>{hidden}</style></head>"), encoding="utf-8")
        photograph(short, picture, height_px=1400)


def photograph(page: Path, picture: Path, *, height_px: int) -> None:
    """Write the picture of the top of a page."""
    chromium = shutil.which("chromium")
    if not page.exists() or not chromium:
        print(f"no {picture.name}: {'Chromium is not installed' if page.exists() else 'make story first'}")
        return
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --hide-scrollbars"
    size = [f"--window-size=1120,{height_px}", f"--screenshot={picture}"]
    subprocess.run([chromium, *flags.split(), *size, page.as_uri()], check=True, capture_output=True)
    print(f"wrote {picture.relative_to(ROOT)}: look at it")


def main() -> None:
    """Write README.md, docs/report.png and, after `make story`, the pictures of its reports."""
    outputs = ("out/report.html", "out/report.json")
    written = [argument for name in outputs for argument in ("--output", name)]
    demo = printed("scan", "corpora/demo", "--messaging", "messaging/", "--quiet", *written)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "draft.txt").write_text(DRAFT, encoding="utf-8")
        checked = printed(
            "check", "draft.txt", "--for", "cfo", "--messaging", str(ROOT / "messaging"), cwd=Path(folder)
        )
    path = ROOT / "README.md"
    readme = with_block(path.read_text(encoding="utf-8"), "make demo", demo)
    readme = with_block(readme, "msgcheck check draft.txt --for cfo", checked)
    path.write_text(readme, encoding="utf-8")
    print("wrote README.md")
    take_picture(ROOT / "out" / "report.html", ROOT / "docs" / "report.png")
    photograph(ROOT / "out" / "story.html", ROOT / "docs" / "divergences.png", height_px=1560)
    photograph(ROOT / "out" / "story-november.html", ROOT / "docs" / "november.png", height_px=1200)
    photograph(ROOT / "out" / "story-ahead.html", ROOT / "docs" / "ahead.png", height_px=1000)


if __name__ == "__main__":
    main()
