"""The shortened last layer: the same scores for less work."""

import pytest
import torch
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
)

from msgcheck.training.first_token import scores_of

SIZES = {"vocab_size": 50, "max_position_embeddings": 16, "num_labels": 7}
IDS = torch.tensor([[1, 20, 2, 30, 31, 2], [1, 21, 22, 2, 0, 0]])
MASK = (IDS > 0).long()
TYPES = torch.tensor([[0, 0, 0, 1, 1, 1], [0, 0, 0, 0, 0, 0]])


@pytest.fixture(scope="module")
def bert():
    torch.manual_seed(5)
    config = BertConfig(
        **SIZES, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, initializer_range=0.4
    )
    return BertForSequenceClassification(config).eval()


def test_scores_of_bert_are_those_of_the_whole_model(bert):
    with torch.no_grad():
        whole = bert(input_ids=IDS, attention_mask=MASK, token_type_ids=TYPES).logits
        assert torch.allclose(scores_of(bert)(IDS, MASK, TYPES), whole, atol=1e-5)
    assert whole.std() > 0.01


def test_padding_is_not_looked_at(bert):
    with torch.no_grad():
        padded = scores_of(bert)(IDS, MASK, TYPES)[1]
        alone = scores_of(bert)(IDS[1:, :4], MASK[1:, :4], TYPES[1:, :4])[0]
    assert torch.allclose(padded, alone, atol=1e-5)


def test_the_last_layer_is_computed_for_one_token(bert):
    seen = []
    hook = bert.bert.encoder.layer[-1].intermediate.register_forward_pre_hook(
        lambda _, given: seen.append(given[0].shape)
    )
    with torch.no_grad():
        scores_of(bert)(IDS, MASK, TYPES)
    hook.remove()
    assert [shape[1] for shape in seen] == [1]


def test_a_model_of_another_family_is_taken_as_it_is():
    torch.manual_seed(5)
    config = DistilBertConfig(**SIZES, dim=16, n_layers=1, n_heads=2, hidden_dim=32)
    model = DistilBertForSequenceClassification(config).eval()

    class WithoutTypes(torch.nn.Module):
        def forward(self, input_ids, attention_mask, token_type_ids):
            return model(input_ids=input_ids, attention_mask=attention_mask)

    with torch.no_grad():
        found = scores_of(WithoutTypes())(IDS, MASK, TYPES)
        assert torch.equal(found, model(input_ids=IDS, attention_mask=MASK).logits)
