"""Tiny sentence-transformers models with random weights, written file by file."""

from __future__ import annotations

import json
from pathlib import Path

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the quay boats setup takes days ten up to is free customers and waits for never"
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,%"
DIMENSIONS = 32
MAX_TOKENS = 24


def write_model(
    folder: Path, *, pooling: str = "mean", seed: int = 0, layers: tuple[str, ...] = ("Normalize",)
) -> Path:
    """Return a folder with a BERT of two layers, pooled as named, with further layers behind it."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizer

    folder.mkdir(parents=True)
    words = [*WORDS.split(), *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(dict.fromkeys(words)) + "\n", encoding="utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(set(words)),
        hidden_size=DIMENSIONS,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=64,
        initializer_range=0.5,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizer(vocab=str(vocabulary)).save_pretrained(folder)
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
    write_json(
        folder / "1_Pooling" / "config.json",
        {
            "word_embedding_dimension": DIMENSIONS,
            **{f"pooling_mode_{mode}": mode.startswith(pooling) for mode in ("cls_token", "mean_tokens", "max_tokens")},
        },
    )
    modules = [("", "Transformer"), ("1_Pooling", "Pooling")]
    modules += [(f"{place}_{layer}", layer) for place, layer in enumerate(layers, start=2)]
    write_json(
        folder / "modules.json",
        [
            {"idx": place, "name": str(place), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for place, (path, kind) in enumerate(modules)
        ],
    )
    for place, layer in enumerate(layers, start=2):
        if layer == "Dense":
            write_dense(folder / f"{place}_Dense")
    return folder


def write_dense(folder: Path) -> None:
    """Write a layer that halves the dimensions."""
    import torch
    from safetensors.torch import save_file

    size = {"in_features": DIMENSIONS, "out_features": DIMENSIONS // 2, "bias": True}
    write_json(folder / "config.json", {**size, "activation_function": "torch.nn.modules.activation.Tanh"})
    weights = {"linear.weight": torch.randn(DIMENSIONS // 2, DIMENSIONS), "linear.bias": torch.randn(DIMENSIONS // 2)}
    save_file(weights, folder / "model.safetensors")


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
