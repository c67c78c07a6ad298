"""Verdicts as the service answers them."""

from msgcheck.differing import differing_words

REASONS = [
    {"key": "agreed", "shown_as": "agreed with deal desk"},
    {"key": "does-not-work", "shown_as": "the approved line does not work here"},
    {"key": "customers-words", "shown_as": "the customer's own words"},
    {"key": "wrong", "shown_as": "msgcheck is wrong"},
]


def finding(found="We cut costs by 50%.", approved="We cut costs by up to 30%.", **changes):
    """Return a finding; what is not named is as in a figure that was changed."""
    approved_words, found_words = differing_words(approved, found)
    return {
        "fingerprint": f"mc1:{abs(hash((found, approved))):x}",
        "code": "MC102",
        "shown_as": "figure changed",
        "severity": "high",
        "document": "draft.eml",
        "location": "body line 1",
        "found": found,
        "approved": approved,
        "sentence": "You write 50%; our 2025 study (112 customers) supports up to 30%. Make it: 'up to 30%'.",
        "suggestion": "We cut costs by up to 30%.",
        "mended": True,
        "message_id": "claim-costs",
        "owner": "",
        "found_words": [word_object(word) for word in found_words],
        "approved_words": [word_object(word) for word in approved_words],
        "may_accept": False,
        **changes,
    }


def reworded(found="We cut costs by 30%.", approved="We cut costs by up to 30%.", **changes):
    """Return a finding of other words rather than another figure: the one kind that may be answered with "this is fine"."""
    other_wording = {"code": "MC103", "shown_as": "promises more", "may_accept": True}
    return finding(found, approved, **{**other_wording, **changes})


def word_object(word):
    return {"text": word.text, "space": word.space, "changed": word.changed}


def internal(**changes):
    """Return a finding of a line that must stay inside."""
    named = {"code": "MC203", "shown_as": "internal note", "message_id": "internal-roadmap", "owner": "Product"}
    hidden = {"suggestion": "", "mended": False, "may_accept": False, "sentence": ""}
    return finding("", "", **{**named, **hidden, **changes})


def verdict(*ask, waiting=(), **changes):
    """Return an answer to /v1/check with these findings."""
    count = len(waiting)
    things = "1 smaller thing" if count == 1 else f"{count} smaller things"
    quiet = f"{things} could be said closer to the messaging."
    return {
        "schema": "msgcheck.check/1",
        "interrupts": bool(ask) or bool(changes.get("unfilled")),
        "ask": list(ask),
        "waiting": list(waiting),
        "first": 3,
        "quiet": quiet if waiting else "",
        "unfilled": [],
        "judged": 3,
        "not_judged": [],
        "forwarded_lines": 0,
        "unread": [],
        "notes": [],
        "calibrated": True,
        "outward": True,
        "reasons": REASONS,
        **changes,
    }
