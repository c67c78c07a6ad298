"""From judgements to findings: severity, lane, fingerprint, both sentences and the suggestion.

One call makes the findings of one document. Whatever touches an internal line is stripped here, once, so
that no report has to think of it: neither its text nor the writer's words that repeat it go on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from msgcheck.codes import BY_LABEL, CLEAN, Label, Lane, Severity
from msgcheck.config import Thresholds
from msgcheck.findings.change_key import change_key
from msgcheck.findings.lanes import lane_of
from msgcheck.findings.mend import mend
from msgcheck.findings.old_figures import told_by_old_figure
from msgcheck.findings.own_terms import own_terms
from msgcheck.findings.sentence import held_back_sentence, other_readers_sentence, own_terms_sentence, sentence_for
from msgcheck.findings.severity import severity_of
from msgcheck.findings.severity_of_unsupported import is_merely_uncovered, unsupported_severity
from msgcheck.findings.wordings import (
    approved_line,
    is_for,
    message_meant,
    never_say_entry,
    retired_entry,
    shown_line,
)
from msgcheck.identity import finding_fingerprint, normalised
from msgcheck.records import (
    Audience,
    Document,
    Finding,
    Judgement,
    Message,
    MessageId,
    Messaging,
    Reason,
    Source,
    Statement,
)
from msgcheck.validity import meant_for

NOT_SHOWN = "(not shown)"
"""Stands where the writer's words repeat an internal line."""

_DIGITS = 4
"""Kept of probabilities and scores, so that reports are equal to the byte on every machine."""
_OUT_OF_FORCE = frozenset({Label.EMBARGOED, Label.EXPIRED})
_CHANNELS = {"deck": "slide", "email": "email"}

Recheck = Callable[[str, Judgement], bool]
"""Judges a mended sentence again; True where nothing is left to raise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What every finding of one document is built with."""

    document: Document
    audience: Audience
    messaging: Messaging
    thresholds: Thresholds
    recheck: Recheck
    speaker: str


def build_findings(
    judgements: Sequence[Judgement],
    *,
    document: Document,
    audience: Audience,
    messaging: Messaging,
    thresholds: Thresholds,
    recheck: Recheck,
    speaker: str,
) -> tuple[Finding, ...]:
    """Return the findings of one document in reading order, lanes from note up.

    Args:
        judgements: all judgements of the document; clean ones are passed over.
        document: where they stand.
        audience: for whom the document is; internal lines are raised only where it leaves the company.
        messaging: what is approved.
        thresholds: probabilities from which a judgement gets a lane.
        recheck: called with a mended sentence and its judgement before the sentence is suggested.
        speaker: how the sentence under a finding begins: "You write", "This slide says".
    """
    setting = _Setting(
        document=document,
        audience=audience,
        messaging=messaging,
        thresholds=thresholds,
        recheck=recheck,
        speaker=speaker,
    )
    private = {_place(judgement) for judgement in judgements if _touches_internal(judgement)}
    by_place: defaultdict[tuple[object, ...], set[Label]] = defaultdict(set)
    for judgement in judgements:
        by_place[_place(judgement)].add(judgement.label)
    held_back = {_place(judgement) for judgement in judgements if judgement.label in _OUT_OF_FORCE}
    findings = []
    for seen, ordinal in _with_ordinals(_in_order(judgements)):
        judgement = told_by_old_figure(seen, messaging)
        is_private = _place(judgement) in private
        if not audience.outward and _place(judgement) in private:
            continue  # an internal line may be said inside, whatever else it differs from
        if judgement.label is Label.UNSUPPORTED and is_private:
            continue  # it has a source: one that must not be named
        if judgement.label is Label.UNSUPPORTED and _said_otherwise(judgement, by_place[_place(judgement)]):
            continue
        finding = _finding(judgement, ordinal, setting, private=is_private)
        if _place(judgement) in held_back:
            finding = _held_back(finding, judgement, setting)
        if finding.lane is not Lane.SILENT:
            findings.append((finding, _term(judgement)))
    return _one_a_document(findings)


def _said_otherwise(judgement: Judgement, labels: set[Label]) -> bool:
    """Return whether what is found beside a claim without a source says why: a customer's or a wrong name.

    A wrong name is no reason to pass over a claim where much is at stake.
    """
    if Label.REFERENCE in labels:
        return True
    return Label.WRONG_TERM in labels and unsupported_severity(judgement) is not Severity.HIGH


def _in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return what may be raised in reading order, the same thing at the same place once (the surest)."""
    best: dict[tuple[object, ...], Judgement] = {}
    for judgement in judgements:
        if judgement.label in CLEAN or judgement.label is Label.NOT_JUDGED:
            continue
        key = (judgement.label, judgement.message_id, *_place(judgement), _term(judgement))
        if key not in best or judgement.score > best[key].score:
            best[key] = judgement
    return sorted(
        best.values(),
        key=lambda entry: (entry.statement.ordinal, BY_LABEL[entry.label].code, entry.message_id or "", _term(entry)),
    )


def _with_ordinals(judgements: Iterable[Judgement]) -> Iterable[tuple[Judgement, int]]:
    seen: Counter[tuple[object, ...]] = Counter()
    for judgement in judgements:
        key = (judgement.label, judgement.message_id, normalised(judgement.statement.text))
        yield judgement, seen[key]
        seen[key] += 1


def _place(judgement: Judgement) -> tuple[object, ...]:
    statement = judgement.statement
    return (statement.location, statement.ordinal, statement.text)


def _touches_internal(judgement: Judgement) -> bool:
    compared = judgement.match is not None and judgement.match.wording.source is Source.INTERNAL_ONLY
    return judgement.label is Label.INTERNAL or compared


def _finding(judgement: Judgement, ordinal: int, setting: _Setting, *, private: bool) -> Finding:
    statement = judgement.statement
    code = BY_LABEL[judgement.label].code
    severity, lane, sentence = _weighed(judgement, setting)
    suggestion, mended = _suggestion(judgement, setting)
    message_id = _message_of(judgement, setting.messaging)
    finding = Finding(
        fingerprint=finding_fingerprint(
            code=code, message_id=message_id, statement=statement.full or statement.text, ordinal=ordinal
        ),
        code=code,
        severity=severity,
        lane=lane,
        probability=round(judgement.score, _DIGITS),
        message_id=message_id,
        document=setting.document.id,
        location=statement.location,
        found=statement.text,
        approved=_approved(judgement, setting),
        sentence=sentence,
        suggestion=suggestion,
        mended=mended,
        reasons=tuple(replace(reason, score=round(reason.score, _DIGITS)) for reason in judgement.reasons),
        document_fingerprint=setting.document.fingerprint,
        change=change_key(judgement, setting.messaging, private=private),
        hidden=statement.hidden,
    )
    return _without_private_words(finding, judgement, setting) if private else finding


def _message_of(judgement: Judgement, messaging: Messaging) -> MessageId | None:
    """Return the message a finding is about.

    Mail is judged by the lines of its day. What it makes of a line that was retired since is an edit of the message
    that stands in its place, so that it stays the same divergence, and marketing's answer to it holds.
    """
    if judgement.label is Label.OUTDATED:
        return judgement.message_id
    return message_meant(judgement.message_id, messaging)


def _weighed(judgement: Judgement, setting: _Setting) -> tuple[Severity, Lane, str]:
    """Return severity, lane and sentence, with a seller's own terms and uncovered themes set apart."""
    messaging = setting.messaging
    severity = severity_of(judgement, messaging=messaging, audience=setting.audience)
    sentence = sentence_for(judgement, messaging, speaker=setting.speaker)
    if _for_other_readers(judgement, setting.audience):
        sentence = other_readers_sentence(judgement, speaker=setting.speaker)
    terms = own_terms(judgement, messaging)
    if terms is not None:
        sentence = own_terms_sentence(terms)
        if terms.broken is None:
            lane = lane_of(probability=judgement.score, severity=Severity.LOW, thresholds=setting.thresholds)
            return Severity.LOW, Lane.NOTE if lane is not Lane.SILENT else lane, sentence
        severity = Severity.HIGH
    lane = lane_of(probability=judgement.score, severity=severity, thresholds=setting.thresholds)
    if judgement.label is Label.UNSUPPORTED and is_merely_uncovered(judgement) and lane is not Lane.SILENT:
        lane = Lane.NOTE  # listed once per theme as not covered by our messaging
    return severity, lane, sentence


def _for_other_readers(judgement: Judgement, audience: Audience) -> bool:
    """Return whether a changed figure was compared with a line that is approved for other readers."""
    wording = judgement.match.wording.approved if judgement.match is not None else None
    return judgement.label is Label.FIGURE_CHANGED and wording is not None and not meant_for(wording, audience)


def _approved(judgement: Judgement, setting: _Setting) -> str:
    """Return the line to show above the statement (ABC), or "" where there is none or it must not be shown."""
    match judgement.label:
        case Label.INTERNAL | Label.UNSUPPORTED | Label.REFERENCE | Label.ABOUT_COMPETITOR | Label.EMBARGOED:
            return ""
        case Label.FORBIDDEN | Label.OUTDATED | Label.MISSING | Label.EXPIRED | Label.WRONG_AUDIENCE:
            return _line_to_use(judgement, setting)
        case _ if _for_other_readers(judgement, setting.audience):
            return _line_to_use(judgement, setting)
        case _:
            return shown_line(judgement, setting.messaging, setting.audience)


def _line_to_use(judgement: Judgement, setting: _Setting) -> str:
    message = _message_to_use(judgement, setting.messaging)
    if message is None:
        return ""
    compared = judgement.match.wording.approved if judgement.match is not None else None
    if compared is not None and message.id == judgement.message_id and is_for(compared, message, setting.audience):
        return compared.text
    return approved_line(message, setting.audience, _CHANNELS.get(setting.document.family, ""))


def _message_to_use(judgement: Judgement, messaging: Messaging) -> Message | None:
    match judgement.label:
        case Label.OUTDATED:
            retired = retired_entry(judgement, messaging)
            return messaging.message(retired.replaced_by) if retired is not None else None
        case Label.FORBIDDEN:
            entry = never_say_entry(judgement, messaging)
            return messaging.message(entry.instead) if entry is not None else None
        case Label.UNSUPPORTED | Label.INTERNAL | Label.EMBARGOED | Label.REFERENCE | Label.ABOUT_COMPETITOR:
            return None
        case _:
            return messaging.message(judgement.message_id)


def _suggestion(judgement: Judgement, setting: _Setting) -> tuple[str, bool]:
    """Return the line to write instead, and whether it is the writer's own sentence mended."""
    if own_terms(judgement, setting.messaging) is not None:
        return "", False  # the list's price in an offer to one customer is not what its writer means
    # Of a bare yes there is nothing to mend.
    mended = mend(judgement, setting.messaging) if not judgement.statement.full else None
    # A name is right or wrong by itself, whatever else its sentence says.
    if mended is not None and (judgement.label is Label.WRONG_TERM or setting.recheck(mended, judgement)):
        return mended, True
    return _line_to_use(judgement, setting), False


def _without_private_words(finding: Finding, judgement: Judgement, setting: _Setting) -> Finding:
    """Return the finding without the writer's words, which repeat an internal line."""
    label = BY_LABEL[judgement.label]
    plain = replace(judgement, reasons=())
    keep = not finding.mended
    return replace(
        finding,
        found=NOT_SHOWN,
        approved="" if judgement.label is Label.INTERNAL else finding.approved,
        sentence=sentence_for(_wordless(plain), setting.messaging, speaker=setting.speaker),
        suggestion=finding.suggestion if keep else "",
        mended=False,
        reasons=tuple(
            Reason(code=reason.code, what=label.shown_as, score=round(reason.score, _DIGITS))
            for reason in judgement.reasons
        ),
    )


def _held_back(finding: Finding, judgement: Judgement, setting: _Setting) -> Finding:
    """Return the finding without anything to write instead: the line may not be used on this day, however it is put."""
    finding = replace(finding, suggestion="", mended=False)
    if judgement.label in _OUT_OF_FORCE or finding.found == NOT_SHOWN:
        return finding
    return replace(finding, sentence=held_back_sentence(judgement, setting.messaging, speaker=setting.speaker))


def _wordless(judgement: Judgement) -> Judgement:
    """Return the judgement with a statement that says nothing, so that no word of it reaches a sentence."""
    statement = judgement.statement
    bare = Statement(text="", document=statement.document, location=statement.location, kind=statement.kind)
    return replace(judgement, statement=bare)


def _term(judgement: Judgement) -> str:
    """Return what tells the wrong names of one document apart; "" for other codes."""
    if judgement.label is not Label.WRONG_TERM or not judgement.reasons:
        return ""
    return normalised(judgement.reasons[0].what)


def _one_a_document(findings: Sequence[tuple[Finding, str]]) -> tuple[Finding, ...]:
    """Return the findings with each wrong name once, at its first place, with a count."""
    wrong = BY_LABEL[Label.WRONG_TERM].code
    counts = Counter(term for finding, term in findings if finding.code == wrong)
    kept: list[Finding] = []
    listed: set[str] = set()
    for finding, term in findings:
        if finding.code != wrong:
            kept.append(finding)
        elif term not in listed:
            listed.add(term)
            kept.append(replace(finding, count=counts[term]))
    return tuple(kept)
