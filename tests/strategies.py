"""Hypothesis: wording and whole messaging files with everything that YAML and spreadsheets trip over."""

from hypothesis import strategies as st

from msgcheck.records import MessageType

TRICKY = (
    "1.10", "NO", "yes", "12:30", "2026-01-15", "null", "~", "=1+1", "#N/A", "a: b", "a, b", "We are #1", "- dash", "[x]", "{y}", "@home", "*star*",
    "&co", "!now", "%off", "|", ">", "'quoted'", '"quoted"', "tab\there", "two\nlines", "\\n", "_x000a_", "Zürich – 30 %", "naïve café",
    "日本語", "🙂 smile", "up to 30%", "trailing:", ": leading", "a\u2028b", "soft\u00adhyphen", "\ufeffmark", '["json"]', "key: value",
)  # fmt: skip


def wordings():
    """Texts of one or several words, without white space at their ends."""
    letters = st.characters(exclude_categories=("Cc", "Cs"), include_characters="\n\t")
    free = st.text(letters, min_size=1, max_size=40)
    joined = st.lists(st.sampled_from(TRICKY), min_size=1, max_size=3).map(" ".join)
    return st.one_of(free, joined, st.sampled_from(TRICKY)).map(str.strip).filter(bool)


def days():
    return st.dates().map(lambda day: day.replace(year=max(day.year, 1900)).isoformat())


def _optional(**keys):
    return st.fixed_dictionaries({}, optional=keys)


def approved_keys():
    """What messages and variants have in common, as in a file."""
    several = st.lists(wordings(), min_size=1, max_size=3)
    return _optional(
        evidence=wordings(),
        owner=wordings(),
        kind=st.sampled_from(["price", "term"]),
        limits=st.dictionaries(st.sampled_from(["min", "max", "max_discount"]), st.sampled_from(["15%", "€75", "60 days"]), min_size=1),
        valid_from=days(),
        review_by=days(),
        persona=several,
        segment=several,
        region=several,
        channel=st.lists(st.sampled_from(["slide", "email", "short"]), min_size=1, max_size=2),
        answers=several,
        better=st.sampled_from(["higher", "lower"]),
        tier=st.sampled_from(["exact", "strict", "loose"]),
        origin=st.just("field"),
        test_status=wordings(),
        examples=st.fixed_dictionaries({"same": several, "drift": several}),
    )  # fmt: skip


@st.composite
def sections(draw):
    """The sections of a whole messaging, as `house.sections` has them."""
    products = draw(st.lists(wordings().filter(lambda name: "\n" not in name), unique_by=str.casefold, max_size=2))
    messages = []
    for number in range(draw(st.integers(1, 3))):
        message = {"id": f"m-{number}", "type": draw(st.sampled_from(sorted(MessageType))), "text": draw(wordings())}
        message |= draw(approved_keys())
        if products and draw(st.booleans()):
            message["applies_to"] = [draw(st.sampled_from(products))]
        variants = draw(st.lists(wordings(), max_size=2))
        if variants:
            message["variants"] = [{"text": text, **draw(approved_keys())} for text in variants]
        messages.append(message)
    never = draw(st.lists(wordings(), max_size=2, unique_by=lambda text: " ".join(text.split()).casefold()))
    whole = {
        "company": [{"name": draw(wordings()), "aliases": draw(st.lists(wordings(), max_size=2))}],
        "products": [
            {
                "name": name,
                "wrong": draw(st.lists(wordings(), max_size=2)),
                "former": [{"name": draw(wordings()), "until": "2025-01-31"}],
            }
            for name in products
        ],
        "messages": messages,
        "retired": [{"id": "old", "text": draw(wordings()), "replaced_by": "m-0", "retired_on": "2025-01-31"}],
        "never_say": [{"id": f"never-{place}", "text": text, "instead": "m-0"} for place, text in enumerate(never)],
        "internal_only": [{"id": "inside", "text": draw(wordings()), "owner": draw(wordings())}],
        "terms": [{"use": draw(wordings()), "not": draw(st.lists(wordings(), min_size=1, max_size=2))}],
        "required": [{"message": "m-0", "in": ["deck"], "when": {"mentions": draw(st.lists(wordings(), min_size=1, max_size=2))}}],
        "customers": [{"name": draw(wordings()), "naming": "quote", "regions": draw(st.lists(wordings(), max_size=2))}],
    }  # fmt: skip
    return {name: _without_empty(entries) for name, entries in whole.items() if entries}


def _without_empty(entries):
    return [{key: value for key, value in entry.items() if value not in ([], {}, "")} for entry in entries]
