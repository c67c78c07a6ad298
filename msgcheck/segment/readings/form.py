"""What kind of sentence it is: statement, question, request or greeting.

Only questions that ask are questions: "Waiting for terms? With Advance you have them today" answers itself,
"Did you know that all plans include SSO?" states, and so does "It takes two minutes, not bad, huh?".
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgcheck.records import Form
from msgcheck.segment.readings.cue_table import straightened
from msgcheck.segment.readings.signs import signs_pattern

_SENTENCE_END = re.compile(r"[.!?…]+[\"')\]]*\s+(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")
_TRAILING = re.compile(r"(?:[\s\"')\]!]|[:;]-?[)D(P]+)*$")
_MAX_BARE_QUESTION_WORDS = 10
"""A question without a question word ("Tea first?") is short; a longer one states something first."""
_MAX_GREETING_WORDS = 24

_STATING_QUESTIONS = signs_pattern(
    anywhere="""
        did you know, you did know, have you heard that, why not (try|test|start|use|let|have|get|put|switch|move),
        who else (gives|offers|has|can|does), what if (I|we) told you, fancy (a|an|some|trying),
        isn't it (great|nice|good) that, how about (a|an) (free|full), ready for
    """
)
_TAGS = re.compile(
    r",\s(?:(?:not bad|nice|good|great|cool|neat),?\s)?(?:huh|eh|right|correct|no|yes|innit|did i mention (?:that|it)|"
    r"isn't it|aren't they|don't they|doesn't it)\?$"
    r"|,\swhich\s[^,]*\?$",
    re.IGNORECASE,
)
"""What turns a statement into a question for form's sake; who it is about decides then."""
_AUXILIARIES = (
    "is|are|was|were|do|does|did|can|could|would|will|shall|should|may|might|have|has|had|am|"
    "isn't|aren't|don't|doesn't|didn't|won't|wouldn't|couldn't"
)
_QUESTION_WORDS = re.compile(
    r"(?:^|[,:;-]\s+|\b(?:and|but|so|or|if|ask|know|wonder|curious|say|tell|see)\s+)\W*(?:\w+,\s+)?"
    rf"(?:what|how|why|who|whom|whose|where|when|which|{_AUXILIARIES}|any|anything|mind|ok|okay|whether)\b",
    re.IGNORECASE,
)
_UNMARKED_QUESTION = signs_pattern(
    opening="""
        (does|do|did|would|could) (weds|mon|tues|thurs|fri|you|they|he|she|it|that|this) [^.!,;]*$,
        (is|are) (you|they|he|she) [^.!,;]*$
    """
)
"""A question typed in a hurry, without its mark."""

_GREETINGS = signs_pattern(
    opening=r"""
        (hi|hello|hey|dear|hiya|howdy|g'day|ciao|greetings|ey up|morning|afternoon|evening)(?! (\w+ ){6}),
        good (morning|afternoon|evening|day),
        {with} {(many|kind|warm|best|friendly|kindest)} (regards|wishes|greetings),
        cheers, best(?=[,.!]),
        sincerely, yours (sincerely|faithfully|truly),
        what a {_} (great|fun|lovely|good|nice|super|pleasant|brilliant|productive) _$,
        what a (great|fun|lovely|good|nice) _,
        happy (friday|monday|new year|birthday|easter|christmas|holidays|belated|weekend|thanksgiving),
        merry christmas, {(massive|many|huge|big)} (congrats|congratulations|well done), welcome back, good luck,
        all the best, take care, get well, bless you, commiserations,
        {I} hope (you|your|this|all|everyone|nobody|the|that|to see|it|things), trust you, nice to (meet|see|hear),
        lovely to (meet|see|hear|chat|talk),
        {it was} (great|good|lovely|nice|a pleasure|pleasure|fun|wonderful|so good|really good|brilliant)
    (to|meeting|seeing|talking|speaking|catching|chatting|call|chat|hearing|having|session|stuff|running),
        {(many|so many|huge|big|massive|best|kind)} (greetings|thanks|thank you|thx|ta|merci|danke|groetjes|
          much obliged),
        thanks, enjoy (the|your|king's), enjoyed, safe (travels|trip|journey|flight),
        have a (good|great|nice|lovely|safe), see you, talk soon, speak soon, until then, looking forward,
        {please} say hi, give my, my best to, sorry (to hear|for|about|I|we|to have), apologies, appreciate you
    """,
    anywhere=r"""
    (congrats|congratulations)( (to|on) [^.,]*| all| everyone| again)?\W*$
    """,
)
_SALUTATION = re.compile(r"[A-Z][\w.'-]+(?:(?:,| and| &)? [A-Z][\w.'-]+){0,3},\Z")
"""Names alone, as in "Bill, Denise,"."""
_REQUESTS = signs_pattern(
    opening=r"""
        {(so|and|ps|p\.s\.|fyi|also|then|ok|right|oh|btw|reminder|to do|next)[,:]?} (please|pls|plz|kindly),
        (can|could|would|will) you _, let me know, let us know, lmk, give me a (call|ring|shout), drop me, ping me,
        shout if, feel free, don't hesitate, do not hesitate, bear with, rsvp, confirm by, find attached, see attached
    """
)
_STATING_REQUESTS = signs_pattern(
    opening="(please|pls|kindly) {do} (note|be aware|remember|keep in mind|bear in mind|always|tell|say|mention|"
    "don't|do not|rest assured)"
)
_PROMISES = re.compile(
    r"\b(?:our|we|we're|we've|us)\b.*\b(?:\d|cover|include|offer|give|provide|guarantee|deliver|support|charge|pay|"
    r"free|never|always|all)"
    r"|[£€$]\s?\d|\d\s?%",
    re.IGNORECASE,
)
"""What no greeting or request holds, however politely it begins."""


def read_form(text: str) -> Form:
    """Return what kind of sentence `text` is, judged by its last sentence where it has several."""
    sentences = _sentences(straightened(text).strip())
    if not sentences:
        return Form.STATEMENT
    *before, last = sentences
    if _asks(last):
        stated = any(not _asks(sentence) and _PROMISES.search(sentence) for sentence in before)
        return Form.STATEMENT if stated else Form.QUESTION
    if any(_asks(sentence) for sentence in before):
        return Form.STATEMENT
    if all(_greets(sentence) for sentence in sentences):
        return Form.GREETING
    if _REQUESTS.search(sentences[0]) and not _STATING_REQUESTS.search(sentences[0]) and not _PROMISES.search(text):
        return Form.REQUEST
    return Form.STATEMENT


def _sentences(plain: str) -> list[str]:
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(plain)), len(plain)]
    return [plain[start:end].strip() for start, end in pairwise(ends) if _LETTER.search(plain, start, end)]


def _asks(sentence: str) -> bool:
    bare = _TRAILING.sub("", sentence)
    if not bare.endswith("?"):
        return _UNMARKED_QUESTION.search(bare) is not None
    if _STATING_QUESTIONS.search(bare) or _TAGS.search(bare):
        return False
    return len(bare.split()) <= _MAX_BARE_QUESTION_WORDS or _QUESTION_WORDS.search(bare) is not None


def _greets(sentence: str) -> bool:
    """Return whether a sentence only greets, thanks or wishes, and promises nothing along the way."""
    if _SALUTATION.match(sentence):
        return True
    short = len(sentence.split()) <= _MAX_GREETING_WORDS
    return short and _GREETINGS.search(sentence) is not None and _PROMISES.search(sentence) is None
