"""A pair model as it is exported: its last layer is computed for the first token only.

Of what the last layer gives, the classifier reads the first token. The others are needed as keys and values, but their
own queries, and the feed-forward part that makes up most of a layer, are work for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

_FAR_BELOW = -1e4
"""Added to the scores of padding, which get a probability of nought by that."""


def scores_of(model: Any) -> torch.nn.Module:
    """Return a module that takes ids, mask and types of shape (n, tokens) and gives one row of scores a pair.

    Args:
        model: a sequence classifier of transformers. One of the BERT family is shortened, any other taken as it is.
    """
    import torch
    from transformers import BertForSequenceClassification

    class Whole(torch.nn.Module):
        """Takes its inputs by place, as the exporter gives them."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:
            """Return one row of scores a pair."""
            return self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits

    class Shortened(Whole):
        """Gives the same scores with less work."""

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:
            """Return one row of scores a pair."""
            bert = self.model.bert
            closed = (1.0 - mask[:, None, None, :].to(torch.float32)) * _FAR_BELOW
            tokens = bert.embeddings(input_ids=ids, token_type_ids=types)
            *others, last = bert.encoder.layer
            for layer in others:
                tokens = layer(tokens, closed)
            first = last.attention.output(_attended(last.attention.self, tokens, closed), tokens[:, :1])
            return self.model.classifier(bert.pooler(last.feed_forward_chunk(first)))

    return (Shortened() if isinstance(model, BertForSequenceClassification) else Whole()).eval()


def _attended(attention: Any, tokens: Any, closed: Any) -> Any:
    """Return what the first token draws from all of them, shape (n, 1, width)."""

    def in_heads(rows: Any) -> Any:
        return rows.unflatten(-1, (-1, attention.attention_head_size)).transpose(1, 2)

    queries, keys = in_heads(attention.query(tokens[:, :1])), in_heads(attention.key(tokens))
    weights = (queries @ keys.transpose(2, 3) * attention.scaling + closed).softmax(dim=-1)
    return (weights @ in_heads(attention.value(tokens))).transpose(1, 2).flatten(2)
