"""Approved lines that fit a question, found fast because what is approved is embedded once.

The vectors of a question are not remembered: it may name a customer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from msgcheck.embed.cache import CachedEmbedder
from msgcheck.embed.interface import Embedder, Floats2d
from msgcheck.house.say import Line, Said, say
from msgcheck.presend.resident import Resident

SCHEMA = "msgcheck.say/1"
_WARMING = "what we say"


class ApprovedLines:
    """Finds lines in the messaging in force; not for several threads at once.

    Args:
        resident: whose messaging and embedder are used.
    """

    def __init__(self, resident: Resident) -> None:
        self._resident = resident
        stages = resident.stages
        embedder: Embedder = stages.embedder
        if stages.cache is not None:
            embedder = CachedEmbedder(stages.embedder, stages.cache)
        self._approved = _Kept(embedder)

    def warm(self) -> None:
        """Embed what is approved."""
        self.fitting(_WARMING, persona="", most=1)

    def fitting(self, question: str, *, persona: str, most: int) -> Said:
        """Return the approved lines that answer a question, else the nearest.

        Args:
            question: what the writer wants to say, to whom.
            persona: whom it is for, where the question does not say.
            most: how many lines.

        Raises:
            UnknownPersona: the messaging names other personas.
        """
        embedder, approved = self._resident.stages.embedder, self._approved
        messaging, day = self._resident.messaging(), self._resident.today()
        with self._resident.turns.at_once():
            return say(question, messaging, embedder, day=day, approved_embedder=approved, persona=persona, most=most)


class _Kept:
    """An embedder that keeps the vectors of the texts it was asked for last.

    Args:
        embedder: embeds those that are new.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Any] = {}

    @property
    def model(self) -> str:
        """Return the model's name and hash."""
        return self._embedder.model

    def embed(self, texts: Sequence[str]) -> Floats2d:
        """Return float32 of shape (n, d), rows of length 1; texts that are gone from the messaging are forgotten."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._known]
        if unknown:
            new = dict(zip(unknown, self._embedder.embed(unknown), strict=True))
            self._known = {text: new[text] if text in new else self._known[text] for text in texts}
        return np.stack([self._known[text] for text in texts])


def say_object(said: Said) -> dict[str, Any]:
    """Return what there is to say as the JSON object of a client."""
    return {
        "schema": SCHEMA,
        "lines": [_line_object(line) for line in said.lines],
        "nearest": [_line_object(line) for line in said.nearest],
    }


def _line_object(line: Line) -> dict[str, Any]:
    approved, message = line.approved, line.message
    until = approved.valid_until or message.valid_until
    return {
        "text": line.text,
        "message_id": message.id,
        "owner": approved.owner or message.owner or "",
        "proof": approved.evidence or message.evidence or "",
        "answers": list(approved.answers or message.answers),
        "use_when": approved.use_when or message.use_when or "",
        "persona": list(approved.persona),
        "segment": list(approved.segment),
        "region": list(approved.region),
        "valid_until": until.isoformat() if until else None,
        "beside": list(line.disclaimers),
    }
