"""Finds what nobody filled in: fields of mail templates that would reach the customer as they stand.

Three kinds of marks are told apart. Some, such as `*|FNAME|*` and `{!Contact.Name}`, stand for nothing else, and what
they hold does not matter. Doubled marks (`{{first_name}}`, `[[Name]]`, `<<Company>>`, `%%city%%`) are also used
otherwise, so they need the look of a name of a field. Single ones (`[First Name]`, `{Company}`, `%FIRSTNAME%`) are
everyday signs: there each word has to be one that templates are made of. So `[1]`, `[EXTERNAL]`, `%20`, JSON and
the path `/users/{id}` are left alone, and so is code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgcheck.records import Block, BlockKind, Document, Role
from msgcheck.report.verdict import Unfilled

_MARKED = re.compile(
    r"\*\|(?P<tag>[A-Z0-9_:]{2,40})\|\*"
    r"|\{!(?P<formula>[^{}\n]{1,60})\}"
    r"|\{%-?(?P<block>[^{}%\n]{1,80})-?%\}"
    r"|\{\{\{?(?P<doubled>[^{}\n]{1,80})\}?\}\}"
    r"|(?<![\d%])%%(?P<percents>[^%\s][^%\n]{0,59})(?<!\s)%%"
    r"|\[\[(?P<brackets>[^\[\]\n]{1,60})\]\]"
    r"|<<(?P<angles>[^<>\n]{1,60})>>"
    r"|«(?P<word>[^«»\n]{1,60})»"
    r"|\$\{(?P<dollar>[^{}\n]{1,60})\}"
    r"|(?<![\w/\\=.\"'`&?\]\[])\[(?P<single>[^\[\]\n]{2,60})\](?![(\[\w])"
    r"|(?<![\w/\\=.\"'`$&?{])\{(?P<brace>[^{}:\s][^{}:\n]{0,59})(?<!\s)\}(?![\w/}])"
    r"|(?<![\w%\\/])%(?P<percent>[A-Za-z][A-Za-z_]{2,40})%(?![\w%])"
    r"|(?<![\w<])<(?P<angle>[A-Za-z]+[ _][A-Za-z]+(?:[ _][A-Za-z]+)?)>(?![\w@>])"
)
_ANYTHING = ("tag", "formula", "block")
_A_NAME = ("doubled", "percents")

_NAME_OF_A_FIELD = re.compile(r"\s*[#/^=@v(]{0,4}\s*[A-Za-z_][\w .-]{0,50}\)?=?\s*")
_DEFAULT = re.compile(r"\s*(?:\||:|\bOR\b|,\s*(?:fallback|default)\b).*", re.DOTALL)
"""What is written where a contact has no such field: `| default: "there"`, `,fallback=there`, ` OR "Friend"`."""
_SPACE = re.compile(r"['’]s?(?=\s)|[\s_.:/-]+|(?<=[a-z])(?=[A-Z])")
"""What stands between the words of a name: `contact's name`, `first_name`, `name/company`, `firstName`."""
_EDITED = re.compile(r"\s*(?:the|a|my|our|their)\b")
"""How words begin that are put into a quotation to make it clear: `we like that [the company] answers`."""
_TO_FILL_IN = re.compile(r"\s*(?:please )?(?:insert|fill in|enter)\b\s+\w", re.IGNORECASE)
"""`[insert a customer quote here]`."""
_WHOSE = frozenset(
    "a the here first last full given family middle nick sur your my their our customer client contact lead prospect "
    "recipient subscriber user sender buyer partner account company organisation organization business employer "
    "contacts team manager rep owner deal opportunity meeting demo job merge field custom person people".split()
)
_WHAT = frozenset(
    "name firstname lastname fullname surname fname lname nickname company companyname organisation organization "
    "account accountname employer city country state region industry role position department jobtitle salutation "
    "date day time month price amount number topic product competitor pain point title signature email phone "
    "information details".split()
)
_NOT_ALONE = frozenset(
    "point number product state position region pain title signature email phone information details".split()
)
"""Words that stand in brackets for other reasons, too, and count only beside another one."""

_AS_CODE = re.compile(r"`[^`\n]{0,200}`")
_LINE_OF_CODE = re.compile(
    r"=>|\)\s?;|;\s?\Z|\{\s?\Z|</?(?:p|div|span|a|b|i|td|tr|table|html|body|br|h[1-6]|li|ul)\b[^<>\n]{0,200}>"
)
_OWN = frozenset({None, Role.OWN, Role.HEADER, Role.SIGNATURE})
_NOT_SENT_AS_TEXT = frozenset({BlockKind.COMMENT, BlockKind.ALT_TEXT})


def unfilled_fields(documents: Iterable[Document]) -> tuple[Unfilled, ...]:
    """Return the fields left as they stand in a mail and in the decks that go with it, each once a document.

    Args:
        documents: the mail first, then what it holds. Only its sender's own words are looked at; of its attachments
            only decks, because forms and contracts are sent to be filled in.
    """
    found: dict[tuple[str, str], Unfilled] = {}
    for document in documents:
        if document.parent is not None and document.family != "deck":
            continue
        for block in filter(_is_own, document.blocks):
            for field in _fields(block.text):
                found.setdefault((document.id, field), Unfilled(field=field, location=block.location))
    return tuple(found.values())


def _is_own(block: Block) -> bool:
    return block.role in _OWN and block.kind not in _NOT_SENT_AS_TEXT


def _fields(text: str) -> Iterator[str]:
    """Yield the unfilled fields of a text as they stand there."""
    if _LINE_OF_CODE.search(text):
        return
    for match in _MARKED.finditer(_AS_CODE.sub(lambda code: "`" * len(code[0]), text)):
        kind = match.lastgroup or ""
        inner = match[kind]
        if kind in _ANYTHING:
            is_field = True
        elif kind in _A_NAME:
            is_field = _NAME_OF_A_FIELD.fullmatch(_DEFAULT.sub("", inner)) is not None
        elif kind == "single" and _EDITED.match(inner):
            is_field = False
        else:
            is_field = _is_of_template_words(inner) or (kind == "single" and _TO_FILL_IN.match(inner) is not None)
        if is_field:
            yield text[match.start() : match.end()]


def _is_of_template_words(inner: str) -> bool:
    """Return whether all words are such as fields of templates are named by, one of them saying what goes there."""
    words = [word.casefold() for word in _SPACE.split(_DEFAULT.sub("", inner).strip()) if word]
    if not words or len(words) > 4 or not all(word in _WHOSE | _WHAT for word in words):
        return False
    return any(word in _WHAT for word in words) and not (len(words) == 1 and words[0] in _NOT_ALONE)
