"""Which of several versions of the same body is read.

A mail often says the same thing as plain text and as HTML. It is read once: the plain text, unless that is only
a stub that points to the HTML.
"""

from __future__ import annotations

import re

_STUB = re.compile(
    r"(?:does\s*n[o']t|can\s*not|cannot|unable\s+to|not\s+able\s+to)\s+(?:seem\s+to\s+)?(?:support|display|show|view|read|render)"
    r".{0,40}\bhtml|html.{0,40}\b(?:not\s+supported|capable|compatible|compliant|enabled)"
    r"|(?:view|read|see|open)\s+(?:this|the|it|our)\s*(?:e-?mail|message|newsletter|mail)?\s+(?:online|in\s+(?:a|your)\s+(?:web\s+)?browser|in\s+html)"
    r"|requires?\s+(?:an?\s+)?html|this\s+is\s+an?\s+html\s+(?:e-?mail|message)"
    r"|html-?(?:format|mail|nachricht|darstellung|ansicht|e-?mail).{0,60}(?:nicht|anzeig|darstell|unterstütz)"
    r"|(?:kein|nicht).{0,40}html|im\s+browser\s+(?:ansehen|anzeigen|öffnen|lesen)"
    r"|(?:ne\s+(?:supporte|prend|permet|peut)|affich).{0,60}html|formato\s+html|format\s+html",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"\w{2,}")
_MIN_SHARE = 0.25
_MIN_HTML_WORDS = 20
_MAX_STUB_WORDS = 120


def is_stub(plain: str, shown: str) -> bool:
    """Return whether a plain text only stands in for the HTML.

    Args:
        plain: the plain text.
        shown: what a person sees of the HTML.
    """
    plain_words, shown_words = len(_WORD.findall(plain)), len(_WORD.findall(shown))
    if not plain_words:
        return bool(shown.strip())
    if shown_words >= _MIN_HTML_WORDS and plain_words < _MIN_SHARE * shown_words:
        return True
    return plain_words <= _MAX_STUB_WORDS and plain_words < shown_words and bool(_STUB.search(plain))
