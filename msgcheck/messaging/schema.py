"""What a messaging file may hold, in one table: key, kind, allowed values, description.

Validation (`entries.py`), the published JSON Schema (`json_schema.py`) and the reference of keys are all
derived from `FILE_KEYS`. A new key is one line here, one field in `records/approved.py` and one line in `build.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from msgcheck.records import MessageType, Tier

VERSION = 1
"""The one version of the format there is."""


class Kind(StrEnum):
    """What the value of a key looks like in the file."""

    TEXT = "text"
    """One text, kept as written whatever YAML would make of it."""
    TEXTS = "texts"
    """A text or a list of texts."""
    ID = "id"
    DATE = "date"
    """YYYY-MM-DD."""
    CHOICE = "choice"
    CHOICES = "choices"
    """One of the allowed values or a list of them."""
    ENTRY = "entry"
    """A map with keys of its own."""
    ENTRIES = "entries"
    """A list of such maps."""
    FIGURES = "figures"
    """A map of freely named limits, each with a figure."""
    VERSION = "version"


class Names(StrEnum):
    """What the texts under a key must be the name of."""

    MESSAGE = "message"
    PILLAR = "pillar"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of the table."""

    name: str
    kind: Kind
    about: str
    """What it is for, in words for whoever writes the file."""
    required: bool = False
    choices: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    """What the entries under it may hold."""
    entry: str = ""
    """What one entry under it is called: "a message"."""
    names: Names | None = None
    same_as: str = ""
    """The key this one is another spelling of."""


def _key(name: str, kind: Kind, about: str, *choices: str) -> Key:
    return Key(name=name, kind=kind, about=about, choices=choices)


def _must(name: str, kind: Kind, about: str, *choices: str) -> Key:
    return Key(name=name, kind=kind, about=about, choices=choices, required=True)


def _list_of(entry: str, name: str, about: str, keys: tuple[Key, ...]) -> Key:
    return Key(name=name, kind=Kind.ENTRIES, about=about, keys=keys, entry=entry)


def _reference(name: str, kind: Kind, about: str, names: Names) -> Key:
    return Key(name=name, kind=kind, about=about, names=names)


_NAME_AND_ALIASES = (
    _must("name", Kind.TEXT, "The right name."),
    _key("aliases", Kind.TEXTS, "Other right names."),
)

_COMPANY = (
    *_NAME_AND_ALIASES,
    _key("domains", Kind.TEXTS, "Mail domains of the company; mail only to these is internal."),
)

_PRODUCT = (
    *_NAME_AND_ALIASES,
    _key("wrong", Kind.TEXTS, "Spellings that are wrong."),
    _list_of(
        "a former name",
        "former",
        "Names it had before.",
        (
            _must("name", Kind.TEXT, "The former name."),
            _key("until", Kind.DATE, "Last day of the former name."),
            _key("grace_until", Kind.DATE, "Last day on which the former name is only a small matter."),
        ),
    ),
)

_PILLAR = (
    _must("id", Kind.ID, "Id that messages name under `pillar`."),
    _must("title", Kind.TEXT, "The theme in a few words."),
)

APPROVED_KEYS = (
    _must("text", Kind.TEXT, "The approved wording. Quote it if it holds a comma, a colon or #."),
    _reference("pillar", Kind.TEXT, "Id of the pillar it belongs to.", Names.PILLAR),
    _key("kind", Kind.CHOICE, "What a seller may negotiate.", "price", "term"),
    _key("limits", Kind.FIGURES, "How far a seller may go: max_discount, min, max, each with a figure."),
    _key("evidence", Kind.TEXT, "Why it is true: study, contract, certificate."),
    _key("owner", Kind.TEXT, "Who answers for it."),
    _key("approved_by", Kind.TEXT, "Who approved it."),
    _key("valid_from", Kind.DATE, "First day it may be used."),
    _key("valid_until", Kind.DATE, "Last day it may be used."),
    _key("embargo_until", Kind.DATE, "Day on which it may first be said in public."),
    _reference("applies_to", Kind.TEXTS, "Names of the products it is about.", Names.PRODUCT),
    _key("persona", Kind.TEXTS, "Who reads it, as cfo or it-manager."),
    _key("segment", Kind.TEXTS, "Which kind of customer, as retail."),
    _key("region", Kind.TEXTS, "Where it holds, as germany."),
    _key("channel", Kind.CHOICES, "Where it fits.", "slide", "email", "short"),
    _key("stage", Kind.TEXTS, "When in the sale it fits."),
    _key("use_when", Kind.TEXT, "In which situation to use it."),
    _key("answers", Kind.TEXTS, "Objections it answers."),
    _key("better", Kind.CHOICE, "Which way its figure promises more.", "higher", "lower"),
    _reference("with", Kind.TEXTS, "Ids of disclaimers that must stand on the same slide or mail.", Names.MESSAGE),
    _key("tier", Kind.CHOICE, "How faithfully it has to be kept; the type decides by default.", *Tier),
    _key("origin", Kind.CHOICE, "Where the wording came from; `field` if a seller wrote it.", "field", "marketing"),
    _key("test_status", Kind.TEXT, "How far a test of it has got."),
    _key("review_by", Kind.DATE, "Day by which its owner looks at it again."),
    Key(
        name="examples",
        kind=Kind.ENTRY,
        about="Sentences that lint tries out.",
        entry="examples",
        keys=(
            _key("same", Kind.TEXTS, "Sentences that say the same; they count as current wording."),
            _key("drift", Kind.TEXTS, "Sentences that must be raised."),
        ),
    ),
)
"""What messages and variants have in common."""

_MESSAGE = (
    _must("id", Kind.ID, "Unique over messages, retired, never_say and internal_only."),
    _must("type", Kind.CHOICE, "What role it plays.", *MessageType),
    *APPROVED_KEYS,
    _list_of("a variant", "variants", "Other approved wordings of it.", APPROVED_KEYS),
)

_RETIRED = (
    _must("id", Kind.ID, "Unique over messages, retired, never_say and internal_only."),
    _must("text", Kind.TEXT, "The wording that must no longer be used."),
    _reference("replaced_by", Kind.TEXT, "Id of the message used now.", Names.MESSAGE),
    _key("retired_on", Kind.DATE, "Day from which it is old."),
    Key(name="since", kind=Kind.DATE, about="The same as retired_on.", same_as="retired_on"),
    _key("grace_until", Kind.DATE, "Last day on which its use is only a small matter."),
    _key("because", Kind.TEXT, "Why it was retired."),
)

_NEVER_SAY = (
    _key("id", Kind.ID, "Optional; made from the text where it is left out."),
    _must("text", Kind.TEXT, "The wording that must never be used."),
    _key("because", Kind.TEXT, "Why not."),
    _reference("instead", Kind.TEXT, "Id of the message to use instead.", Names.MESSAGE),
)

_INTERNAL_ONLY = (
    _must("id", Kind.ID, "Unique over messages, retired, never_say and internal_only; it is shown, the text is not."),
    _must("text", Kind.TEXT, "What must not leave the company."),
    _key("because", Kind.TEXT, "Why not."),
    _key("owner", Kind.TEXT, "Whom to ask."),
)

_TERM = (
    _must("use", Kind.TEXT, "The word to use."),
    _must("not", Kind.TEXTS, "Words not to use, literally."),
    _key("because", Kind.TEXT, "Why."),
)

_REQUIRED = (
    Key(name="message", kind=Kind.TEXT, about="Id of the message.", required=True, names=Names.MESSAGE),
    _key("in", Kind.CHOICES, "In which documents; all where left out.", "deck", "email", "document"),
    Key(
        name="when",
        kind=Kind.ENTRY,
        about="Only where all of these hold.",
        entry="when",
        keys=(
            _key("mentions", Kind.TEXTS, "A word or message id the document holds."),
            _key("persona", Kind.TEXTS, "Who reads it."),
            _key("segment", Kind.TEXTS, "Which kind of customer."),
            _key("region", Kind.TEXTS, "Where it goes."),
            _key("stage", Kind.TEXTS, "When in the sale."),
            _key("audience", Kind.CHOICES, "Who sees it.", "inside", "outside", "partner"),
        ),
    ),
)

_CUSTOMER = (
    *_NAME_AND_ALIASES,
    _key("naming", Kind.CHOICE, "What it permits; none by default.", "name", "logo", "quote", "described", "none"),
    _key("regions", Kind.TEXTS, "Where the permission holds; everywhere where left out."),
    _key("until", Kind.DATE, "Last day of the permission."),
    _key("evidence", Kind.TEXT, "Where the permission is written down."),
)

FILE_KEYS = (
    _key("version", Kind.VERSION, "Version of this format: 1."),
    Key(name="company", kind=Kind.ENTRY, about="Who we are; in one file only.", keys=_COMPANY, entry="company"),
    _list_of("a product", "products", "Our products with their right and wrong names.", _PRODUCT),
    _list_of("a pillar", "pillars", "Themes that group messages.", _PILLAR),
    _list_of("a message", "messages", "What is approved.", _MESSAGE),
    _list_of("a retired entry", "retired", "Wording that must no longer be used.", _RETIRED),
    _list_of("a never_say entry", "never_say", "Wording that must never be used.", _NEVER_SAY),
    _list_of("an internal_only entry", "internal_only", "Wording not for outside the company.", _INTERNAL_ONLY),
    _list_of("a term", "terms", "Words to use and words not to use.", _TERM),
    _list_of("a required entry", "required", "Messages that must be present.", _REQUIRED),
    _list_of("a competitor", "competitors", "Other companies in the market.", _NAME_AND_ALIASES),
    _list_of("a customer", "customers", "Customers and how they may be named.", _CUSTOMER),
)
"""Everything a messaging file may hold at its top."""

ORDERED_DATES = (
    ("valid_from", "valid_until"),
    ("embargo_until", "valid_until"),
    ("retired_on", "grace_until"),
    ("until", "grace_until"),
)
"""Pairs of keys of one entry of which the first day must not lie after the second."""

KNOWN_LIMITS = ("max_discount", "min", "max")
"""The usual names under `limits`; others may be used, but a name close to one of these is taken for a slip."""

WITH_IDS = ("messages", "retired", "never_say", "internal_only")
"""Sections that share one space of ids."""


def all_keys(keys: tuple[Key, ...] = FILE_KEYS, prefix: str = "") -> Iterator[tuple[str, Key]]:
    """Yield every key with its path, `messages[].variants[].text`, in the order of the table."""
    for key in keys:
        path = f"{prefix}{key.name}"
        yield path, key
        yield from all_keys(key.keys, f"{path}[]." if key.kind is Kind.ENTRIES else f"{path}.")


KEY_NAMES = tuple(sorted({key.name for _, key in all_keys()}))
"""Every key name there is, wherever it may stand."""
