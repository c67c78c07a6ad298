"""What a bare yes or no says in full, given the question it answers.

"Can we leave after a year?" answered by "Yes." says "You can leave after a year". The subject goes before the verb, a
no becomes "not", and the customer's "we" becomes "you", because now the other side speaks. Only questions that can
be turned this way for sure are turned: of "When can we leave?" a yes says nothing, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgcheck.records import Token

_PRONOUNS = r"(?:it|they|we|you|I|he|she|that|this|there|those|these)"
_VERBS = r"(?:is|are|was|were|am|do|does|did|can|could|will|would|has|have|had|may|must|should)"
_PIECE = (
    r"yes|no|yep|yup|yeah|nope|nah|sure|of course|certainly|absolutely|definitely|correct|exactly|right|true|indeed|ok|"
    r"okay|agreed|confirmed|not yet|not really|not at all|all of (?:them|it|that)|both|neither|always|never|"
    r"(?:I(?:['’]m| am) )?(?:afraid|sorry to say) (?:so|not)|(?:I )?(?:think|hope|believe) so|"
    r"(?:that|it|this)(?:['’]s| is) (?:right|correct|true|so|the case|not (?:right|correct|true|so|the case))|"
    rf"{_PRONOUNS} {_VERBS}(?:n['’]t| not)?|{_PRONOUNS} (?:cannot|won['’]t)|{_VERBS} {_PRONOUNS}|"
    r"please|thanks|thank you|sorry|unfortunately|happy to say|I(?:['’]m| am) pleased to say|sir|ma['’]am"
)
_BARE_ANSWER = re.compile(rf"\W*(?:{_PIECE})(?:[\s,.;:!–—-]+(?:{_PIECE})){{0,4}}\W*\Z", re.IGNORECASE)
_NO = re.compile(r"\b(?:no|nope|nah|not|neither|never|cannot|won['’]t)\b|n['’]t\b", re.IGNORECASE)
_MERELY_POLITE = re.compile(r"\W*(?:(?:please|thanks|thank you|sorry|sir|ma['’]am|unfortunately)\W*)+\Z", re.IGNORECASE)

_QUOTE_MARKS = re.compile(r"(?:\A|(?<=\s))(?:>\s*+)++(?!\d+[^\d.)])")
_LONGEST_QUESTION = 1_000
"""Characters; who writes more in one sentence asks more than one thing."""
_LEAST_WORDS = 3
"""A subject, a verb and something said of it."""
_LEAD = (
    r"(?:\(?\w{1,3}[.)]\s+)?(?:[^?]{0,60}?[:,–—]\s+|[^?]{0,60}?\s-\s+)?"
    r"(?:(?:and|so|also|but|then|now|ok|okay|btw|by the way|just checking|one more thing)[\s,:]+){0,2}"
)
"""What may stand before a question: its number, whom or what it is about, a word that joins it to the one before."""
_ASKED_ABOUT = re.compile(
    _LEAD + r"(?:(?:can|could|would|will) you (?:please |also |just |kindly )*"
    r"(?:confirm|tell (?:me|us)|let (?:me|us) know|say|check)|do you know|may I ask|I wonder|"
    r"(?:is it|am I|are we) (?:right|correct|true|still true)|(?:can|may) (?:I|we) (?:assume|take it|say))"
    r"(?: that| whether| if)?\s+(?P<clause>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
"""Asks whether something is so in a clause that is a statement already: "Could you confirm that ..."."""
_TAGGED = re.compile(
    r"(?P<clause>.+?)(?:,| [–—-])\s+"
    r"(?:right|correct|yes|no|(?:is|are|was|does|do|did|can|will|has|have)n['’]t (?:it|they|we|you|that))\Z",
    re.IGNORECASE | re.DOTALL,
)
"""A statement with a question behind it: "..., right?"."""
_INVERTED = re.compile(
    _LEAD + r"(?P<verb>is|are|am|was|were|do|does|did|can|could|will|would|has|have|had|may|must|should|shall)"
    r"(?P<denied>n['’]t)?\s+(?P<rest>[^?]+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_WHAT = re.compile(
    _LEAD + r"(?:(?:at|in|on|to|for|from|by|with|until|since) )?(?:what|when|where|who|whom|whose|which|why|how)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r",?\s+yes or no\s*\?", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\bor\b", re.IGNORECASE)
_FINITE = re.compile(rf"\b{_VERBS}(?:n['’]t)?\b", re.IGNORECASE)
_PLAN = re.compile(r"\s*(?:we|I) (?:say|meet|speak|talk|call|set|book|plan|agree on|schedule)\b", re.IGNORECASE)
"""What is asked is a plan, which claims nothing: "Can we meet at ten?"."""
_PRONOUN = re.compile(r"(?:we|you|I|it|they|he|she|there)\b", re.IGNORECASE)
_FUNCTION_WORD = re.compile(r"\A(?:It|The|A|An|This|That|These|We|You|Your|Our|My|They|There|All|Every|No|Any)\b")
"""Words that are small inside a sentence; a name at the beginning of a clause stays as it is."""
_SUBJECT = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "PRON", "PART", "CCONJ"})
"""Parts of speech a subject is made of; the first of another kind ends it."""
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "SYM"})
_JOINING = frozenset({"of", "per", "and", "&"})
_OTHER_SIDE = {
    "you": "we", "your": "our", "yours": "ours", "yourself": "ourselves", "yourselves": "ourselves",
    "we": "you", "us": "you", "our": "your", "ours": "yours", "i": "you", "me": "you", "my": "your", "mine": "yours",
}  # fmt: skip
_OTHER_SIDE_WORD = re.compile(
    r"\b(?:(?P<before>with|to|for|from|by|of|at|on|about|than|between|without) )?"
    rf"(?P<word>{'|'.join(_OTHER_SIDE)})\b(?!['’])",
    re.IGNORECASE,
)
_FIRST_OR_SECOND = re.compile(r"\b(?:I|me|my|mine|we|us|our|ours|you|your|yours)\b", re.IGNORECASE)
_BE_OR_HAVE = frozenset({"is", "are", "am", "was", "were", "has", "have", "had"})
_AGREEING = {"am": "are", "was": "were", "is": "are", "has": "have", "does": "do"}
_THIRD_PERSON = {"have": "has", "be": "is", "do": "does", "go": "goes"}


def is_bare_answer(text: str) -> bool:
    """Return whether a text only says yes or no."""
    return _BARE_ANSWER.match(text) is not None and _MERELY_POLITE.match(text) is None


def without_quote_marks(text: str) -> str:
    """Return a quoted text without the marks that stood before its lines."""
    return _QUOTE_MARKS.sub("", text)


def is_denial(answer: str) -> bool:
    """Return whether a bare answer says no."""
    return _NO.search(answer) is not None


def said_in_full(question: str, tokens: Sequence[Token], *, denies: bool, by_reader: bool) -> str | None:
    """Return what a bare answer says, as a sentence of whoever answers; None where that is not certain.

    Args:
        question: what is answered.
        tokens: of the question.
        denies: whether the answer is no.
        by_reader: whether the reader of the answer asked; else whoever answers wrote the question, too, and who "you"
            are in it is anybody's guess.
    """
    if len(question) > _LONGEST_QUESTION:
        return None
    question = _YES_OR_NO.sub("?", question)  # at the end: the offsets of the tokens before it stay
    if (
        _ASKS_WHAT.match(question)
        or _ALTERNATIVE.search(question)
        or (not by_reader and _FIRST_OR_SECOND.search(question))
    ):
        return None
    clause = _clause(question, tokens, denies=denies)
    if clause is None:
        return None
    said = _from_the_other_side(clause) if by_reader else clause
    return f"{said[0].upper()}{said[1:].rstrip(' .')}."


def _clause(question: str, tokens: Sequence[Token], *, denies: bool) -> str | None:
    """Return the question as a statement, still in the words of whoever asked."""
    body = _without_mark(question)
    asked = _ASKED_ABOUT.match(body) or _TAGGED.match(body)
    if asked is not None:
        return _stated(asked["clause"], denies=denies)
    inverted = _INVERTED.match(body)
    if inverted is None:
        # One that begins small may be the end of a question whose beginning was wrapped away.
        whole = question[:1].isupper() and _FINITE.search(question) and not _PLAN.match(question)
        return _stated(question.rstrip(" ?!\"')"), denies=denies) if whole else None
    verb, rest, start = inverted["verb"].lower(), inverted["rest"], inverted.start("rest")
    if verb == "shall" or _PLAN.match(rest):
        return None  # a plan, and no claim
    end = _subject_end(question, start, tokens, before_verb=verb not in _BE_OR_HAVE)
    if end is None or not question[end : inverted.end("rest")].strip():
        return None
    return _turned(verb, question[start:end].strip(), question[end : inverted.end("rest")].strip(), denies=denies)


def _without_mark(question: str) -> str:
    """Return a question up to its mark, "" where it has none: the patterns that follow have one place to end at."""
    words_end = len(question)
    while words_end and not (question[words_end - 1].isalnum() or question[words_end - 1] == "_"):
        words_end -= 1
    mark = question.find("?", words_end)
    return question[:mark].rstrip() if mark >= 0 else ""


def _stated(clause: str, *, denies: bool) -> str | None:
    if len(clause.split()) < _LEAST_WORDS:
        return None
    return f"It is not true that {_FUNCTION_WORD.sub(lambda word: word[0].lower(), clause)}" if denies else clause


def _subject_end(question: str, start: int, tokens: Sequence[Token], *, before_verb: bool) -> int | None:
    """Return where the subject ends that begins at `start`; None where that is not certain.

    Args:
        question: the whole question.
        start: offset behind its first verb.
        tokens: of the question.
        before_verb: whether another verb must follow, as after "do" and "can".
    """
    pronoun = _PRONOUN.match(question, start)
    if pronoun is not None:
        return pronoun.end()
    left = [token for token in tokens if token.start >= start]
    seen = False
    for place, token in enumerate(left):
        word = question[token.start : token.end].lower()
        after = left[place + 1].pos if place + 1 < len(left) else ""
        goes_on = word in _JOINING or (
            token.pos in _SUBJECT and not (token.pos == "ADJ" and seen and after not in _NOMINAL | {"ADJ"})
        )
        if not goes_on:
            # "The price that Jo named": where such a clause ends is not certain.
            certain = token.pos in {"VERB", "AUX", "ADV"} if before_verb else token.pos != "SCONJ"
            return token.start if seen and certain and word not in {"that", "which", "who"} else None
        if seen and word in {"that", "which", "who"}:
            return None
        seen = seen or token.pos in _NOMINAL
    return None


def _turned(verb: str, subject: str, rest: str, *, denies: bool) -> str:
    """Return "you can leave" of "can you leave", with "not" where it is denied."""
    if verb in {"do", "does", "did"}:
        if denies:
            return f"{subject} {verb} not {rest}"
        if verb == "does":
            word, space, more = rest.partition(" ")
            return f"{subject} {_third_person(word)}{space}{more}"
        return f"{subject} {rest}" if verb == "do" else f"{subject} {verb} {rest}"
    if denies:
        return f"{subject} cannot {rest}" if verb == "can" else f"{subject} {verb} not {rest}"
    return f"{subject} {verb} {rest}"


def _third_person(verb: str) -> str:
    if verb in _THIRD_PERSON:
        return _THIRD_PERSON[verb]
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _other_side(found: re.Match[str]) -> str:
    """Return a pronoun as the other side says it, with the word before it that makes it an object."""
    before, word = found["before"], found["word"].lower()
    turned = "us" if before and word == "you" else _OTHER_SIDE[word]
    return f"{before} {turned}" if before else turned


def _from_the_other_side(clause: str) -> str:
    """Return a clause as the one who was asked says it: "you" is "we" then, and "my data" is "your data"."""
    turned = _OTHER_SIDE_WORD.sub(_other_side, clause)
    subject, space, rest = turned.partition(" ")
    if space and clause.split(maxsplit=1)[0].lower() == "i":
        verb, gap, more = rest.partition(" ")
        rest = f"{_AGREEING.get(verb, verb)}{gap}{more}"
    return f"{subject}{space}{rest}"
