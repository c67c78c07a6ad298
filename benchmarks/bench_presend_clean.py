"""How often the check before sending interrupts a mail in which nothing drifts, and whether it is deaf to what does.

Each mail of `corpora/clean` is taken apart into the fields that a mail program hands over, and checked as a draft
against its company's messaging. The documents of `corpora/statements/dev`, in which divergences were planted, go the
same way, so that silence is not bought by deafness. The clean mails had their part in fixing the lanes; those of
another folder (--others, e.g. of real mail) had none: they are checked as if a development company sent them.

    python benchmarks/bench_presend_clean.py [--others FOLDER] [--most N]

It ends with 1 where more than 3 % of the clean mails are interrupted.
"""

from __future__ import annotations

import argparse
import email
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path

from msgcheck.assembly import Stages, build_stages, settings_for
from msgcheck.codes import Severity
from msgcheck.config import Settings
from msgcheck.evaluate.deck_builder import build_deck
from msgcheck.evaluate.sets import Planted, read_planted
from msgcheck.identity import normalised
from msgcheck.messaging.load import load_messaging
from msgcheck.presend.draft_checker import Draft, DraftChecker
from msgcheck.presend.mail_draft import MailAttachment, MailFields, mail_draft
from msgcheck.records import DocumentId, Finding
from msgcheck.report.verdict import Verdict

CORPORA = Path(__file__).parent.parent / "corpora"
MOST_INTERRUPTED = 0.03
BARS = (0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
"""Other bars of the lane that interrupts, to see what a lower or a higher one would do."""
TODAY = date(2026, 11, 16)
_OUTSIDE = "somebody@customer.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One draft with what its writer is told."""

    path: Path
    verdict: Verdict


class Desk:
    """Checks drafts of several companies with the same models."""

    def __init__(self, folder: Path) -> None:
        self._settings: Settings = settings_for((), cwd=folder, environ={}, overrides={}, audience={})
        self._stages: Stages = build_stages(self._settings)

    def checker(self, messaging: Path) -> DraftChecker:
        """Return the checker of one company."""
        return DraftChecker(load_messaging(messaging), self._settings, self._stages, today=TODAY)


def fields_of(message: EmailMessage) -> MailFields:
    """Return a mail as the mail program of its writer holds it."""
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    return MailFields(
        sender=str(message["from"] or ""),
        to=(str(message["to"] or _OUTSIDE),),
        cc=(str(message["cc"] or ""),),
        subject=str(message["subject"] or ""),
        text=_content(plain),
        html=_content(html) if plain is None else "",
        attachments=tuple(
            MailAttachment(name=part.get_filename() or "attachment", data=part.get_payload(decode=True) or b"")
            for part in message.iter_attachments()
            if not part.is_multipart()
        ),
    )


def _content(part: EmailMessage | None) -> str:
    try:
        return part.get_content() if part is not None else ""
    except LookupError:  # a charset nobody knows
        return part.get_payload(decode=True).decode("latin-1")


def draft_of(path: Path) -> Draft:
    if path.suffix == ".json":
        deck = build_deck(json.loads(path.read_text(encoding="utf-8")))
        fields = MailFields(
            to=(_OUTSIDE,),
            text="Please find our deck attached.",
            attachments=(MailAttachment(name="deck.pptx", data=deck),),
        )
        return mail_draft(fields)
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    try:
        return mail_draft(fields_of(message))
    except (AttributeError, KeyError, TypeError, ValueError):  # too broken for this parser: as a file then
        return Draft(data=path.read_bytes(), name=path.name, id=DocumentId(path.name), recipients=(_OUTSIDE,))


def checked(paths: Iterable[Path], checker: DraftChecker) -> Iterator[Checked]:
    for path in paths:
        yield Checked(path=path, verdict=checker.check(draft_of(path), created=datetime(2026, 11, 16, 9, tzinfo=UTC)))


def clean_mails(desk: Desk, most: int) -> list[Checked]:
    found: list[Checked] = []
    for company in sorted((CORPORA / "clean").iterdir()):
        if len(found) >= most:
            break
        messaging = next((CORPORA / "statements").glob(f"*/{company.name}/messaging.yaml"))
        found.extend(checked(sorted(company.glob("*.eml")), desk.checker(messaging)))
    return found


def show(title: str, drafts: list[Checked]) -> int:
    """Print how many drafts are interrupted, with the sentences; return their number."""
    interrupted = [entry for entry in drafts if entry.verdict.interrupts]
    quiet = sum(bool(entry.verdict.waiting) and not entry.verdict.interrupts for entry in drafts)
    print(f"{title}: {len(drafts)}")
    print(f"  interrupted: {len(interrupted)} ({len(interrupted) / max(1, len(drafts)):.1%})")
    print(f"  with a quiet line: {quiet} ({quiet / max(1, len(drafts)):.1%})")
    for entry in interrupted:
        for finding in entry.verdict.ask:
            print(f"  {_named(entry)}, {finding.location}: {finding.code} {finding.probability}")
            print(f"    found    {finding.found}\n    approved {finding.approved}\n    {finding.sentence}")
        for item in entry.verdict.unfilled:
            print(f"  {_named(entry)}, {item.location}: {item.field}")
    return len(interrupted)


def _named(entry: Checked) -> str:
    return f"{entry.path.parent.name}/{entry.path.name}"


def surest_high(findings: Iterable[Finding]) -> float:
    """Return the probability of the surest finding that is high, 0.0 where there is none."""
    return max((finding.probability for finding in findings if finding.severity is Severity.HIGH), default=0.0)


def show_bars(drafts: Sequence[Checked], planted: Sequence[float]) -> None:
    """Print what interrupts at other bars: clean mails, and planted divergences that are high."""
    clean = [surest_high((*entry.verdict.ask, *entry.verdict.waiting)) for entry in drafts]
    print("bar    clean mails    planted, high")
    for bar in BARS:
        print(f"{bar:.2f} {share(clean, bar):>13} {share(planted, bar):>16}")


def share(values: Sequence[float], bar: float) -> str:
    """Return how many values reach a bar, and their share."""
    reached = sum(value >= bar for value in values)
    return f"{reached} ({reached / max(1, len(values)):.1%})"


def show_planted(desk: Desk) -> list[float]:
    """Print how many of the planted divergences interrupt, and what else does; return how sure the high ones are."""
    high: list[bool] = []
    lower: list[bool] = []
    beside: list[Finding] = []
    surest: list[float] = []
    waiting = 0
    for company in sorted((CORPORA / "statements" / "dev").iterdir()):
        planted = read_planted(company)
        checker = desk.checker(company / "messaging.yaml")
        paths = [path for path in sorted((company / "docs").iterdir()) if path.suffix in {".eml", ".json"}]
        for entry in checked(paths, checker):
            here = [item for item in planted if item.document == entry.path.name]
            for item in here:
                asked = any(_is_at(item, finding) for finding in entry.verdict.ask)
                told = [f for f in (*entry.verdict.ask, *entry.verdict.waiting) if _is_at(item, f)]
                waiting += bool(told) and not asked
                if item.severity is Severity.HIGH:
                    surest.append(surest_high(told))
                (high if item.severity is Severity.HIGH else lower).append(asked)
                if item.severity is Severity.HIGH and not asked:
                    lane = f"{told[0].lane}, {told[0].severity}" if told else "nothing found"
                    print(f"  not asked ({lane}): {item.label}: {item.text}")
            beside.extend(finding for finding in entry.verdict.ask if not any(_is_at(item, finding) for item in here))
    print(
        f"planted, high: {sum(high)} of {len(high)} interrupt; lower: {sum(lower)} of {len(lower)}; {waiting} more wait"
    )
    print(f"asked where nothing was planted: {len(beside)}")
    for finding in beside:
        print(f"  {finding.code} {finding.found}")
    return surest


def _is_at(item: Planted, finding: Finding) -> bool:
    planted, found = normalised(item.text), normalised(finding.found)
    return bool(found) and (planted in found or found in planted)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--others", type=Path, help="a folder of further mails (.eml)")
    parser.add_argument("--most", type=int, default=1_000, help="clean mails to check at most")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        drafts = clean_mails(desk, chosen.most)
        interrupted = show("clean mails", drafts)
        show_bars(drafts, show_planted(desk))
        if chosen.others is not None:
            paths = sorted(chosen.others.rglob("*.eml"))
            messaging = CORPORA / "statements" / "dev" / "tarnwick" / "messaging.yaml"
            show("other mails", list(checked(paths, desk.checker(messaging))))
    return int(interrupted > MOST_INTERRUPTED * len(drafts))


if __name__ == "__main__":
    sys.exit(main())
