"""What kind of sentence it is: statement, question, request or greeting.

Only questions that ask are questions: "Waiting for terms? With Advance you have them today" answers itself,
and "Did you know that all plans include SSO?" states.
"""

from __future__ import annotations

import re

from msgcheck.records import Form
from msgcheck.segment.readings.cue_table import straightened

_TRAILING = re.compile(r"[\s\"')\]!]*$|[\s:;]-?[)D(P]+$")
_ASSERTING_QUESTION = re.compile(
    r"\b(?:did you know|have you heard that|you did know|why not (?:try|test|start|use|let|have|get|put|switch|move)|"
    r"who else (?:gives|offers|has|can|does)|what if (?:i|we) told you|fancy (?:a|an|some|trying)|isn't it (?:great|nice|good) that|"
    r"how about (?:a|an) (?:free|full)|ready for)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=\S)")
_GREETING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|ciao|greetings|ey up|hiya|howdy|g'day)\b(?!\s+(?:\w+\s+){6})"
    r"|(?:many |kind |warm |best )?(?:regards|wishes)\b|cheers\b|best,|sincerely\b|yours\b|happy (?:friday|monday|new year|birthday|easter|christmas|holidays|"
    r"belated|weekend|thanksgiving)|merry christmas|congrat\w*|well done\b|welcome back|good luck\b|all the best|take care\b|hope (?:you|your|this|all|everyone|nobody|"
    r"the|that|to see|it|things)\b|i hope (?:you|your|this|all|everyone|the|that|it|things)\b|trust you|nice to (?:meet|see|hear)|(?:great|good|lovely|nice|a pleasure|"
    r"pleasure|fun|wonderful|so good|really good) (?:to|meeting|seeing|talking|speaking|catching|chatting|call|chat|hearing|having|session|stuff|seeing|running)\b|"
    r"(?:it was|was) (?:great|good|lovely|nice|a pleasure|fun|wonderful|so good|really good|brilliant|ace)\b|"
    r"(?:many |so many |huge |big )?(?:thanks|thank you|thx|ta|cheers|merci|danke|much obliged)\b|thank(?:s| you)|enjoy (?:the|your)|safe (?:travels|trip|journey|flight)|"
    r"have a (?:good|great|nice|lovely|safe)|see you\b|talk soon|speak soon|until then|looking forward|say hi\b|please say hi|give my|my best to|get well|"
    r"sorry (?:to hear|for|about|i|we|to have)|apologies\b|commiserations|bless you|enjoyed\b)",
    re.IGNORECASE,
)
_WE_CLAIM = re.compile(
    r"\b(?:our|we|we're|we've|us)\b.*\b(?:\d|cover|include|offer|give|provide|guarantee|deliver|support|charge|pay|free|never|always|all)|[£€$]\s?\d|\d\s?%",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"^\W*(?:(?:so|and|ps|p\.s\.|fyi|also|then|ok|right|oh|btw|quick one|one more thing|reminder|to do|todo|action|next)\W+)?(?:please|pls|plz|kindly|"
    r"(?:can|could|would|will) you (?:please |kindly |maybe |also |just )?(?:\w+)|let me know|let us know|lmk|give me a (?:call|ring|shout)|drop me|ping me|shout if|"
    r"feel free|don't hesitate|do not hesitate|bear with|call me|ring me|text me|reply|rsvp|send me|send us|forward|bring (?:the|your|a|along|id|photo)|"
    r"book (?:a|the) (?:room|table|slot|meeting|call)|confirm (?:by|the|your|that|with)|sign (?:and|here|below)|fill in|find attached|see attached|check (?:your|the) (?:calendar|diary|attached))\b",
    re.IGNORECASE,
)
_STATING_REQUEST = re.compile(
    r"^\W*(?:please|pls|kindly)\W+(?:do )?(?:note|be aware|remember|keep in mind|bear in mind|always say|always|tell|say|mention|don't|do not|rest assured)\b",
    re.IGNORECASE,
)


def read_form(text: str) -> Form:
    """Return what kind of sentence `text` is, judged by its last sentence where it has several."""
    plain = straightened(text).strip()
    sentences = _sentences(plain)
    last = sentences[-1] if sentences else ""
    if _asks(last):
        stated = any(not _asks(sentence) and not _opens_mail(sentence) for sentence in sentences[:-1])
        return Form.STATEMENT if stated and _WE_CLAIM.search(" ".join(sentences[:-1])) else Form.QUESTION
    if any(_asks(sentence) for sentence in sentences[:-1]):
        return Form.STATEMENT
    if _opens_mail(plain):
        return Form.GREETING
    if _REQUEST.match(plain) and not _STATING_REQUEST.match(plain) and not _WE_CLAIM.search(plain):
        return Form.REQUEST
    return Form.STATEMENT


def _sentences(plain: str) -> list[str]:
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(plain)), len(plain)]
    return [plain[start:end].strip() for start, end in zip(ends, ends[1:], strict=False) if plain[start:end].strip()]


def _asks(sentence: str) -> bool:
    bare = _TRAILING.sub("", sentence)
    return bare.endswith("?") and not _ASSERTING_QUESTION.search(bare)


def _opens_mail(plain: str) -> bool:
    """Return whether the sentence only greets, thanks or wishes, and promises nothing along the way."""
    return _GREETING.match(plain) is not None and not _WE_CLAIM.search(plain)
