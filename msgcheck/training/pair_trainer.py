"""Trains a cross-encoder on pairs, in stages, so that a run that was stopped goes on where it was.

The only file of the training that imports torch. Batches, seeds and the order of everything are fixed, so that the
same data give the same weights up to the rounding of bfloat16.
"""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msgcheck.embed.model_files import sha256_of

_log = logging.getLogger(__name__)

BATCH = 32
CHUNK_BATCHES = 50
"""Pairs of this many batches are sorted by length together, so that a batch holds little padding."""
WARM_UP = 0.06
"""Share of the steps in which the rate rises."""
LEAST_RATE = 0.02
"""Share of the rate that is left at the end."""
CHECKPOINT_STEPS = 200
LOG_STEPS = 100
THREADS = 2


_Encoded = tuple[list[int], list[int], tuple[int, ...]]
"""Token ids, token types and allowed columns of one example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two texts and the columns of which one is right."""

    first: str
    second: str
    allowed: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How one stage is trained."""

    labels: tuple[str, ...]
    epochs: float = 1.0
    rate: float = 6e-5
    """Highest learning rate (AdamW)."""
    max_tokens: int = 128
    smoothing: float = 0.0
    """Share of each target that is spread over all labels."""
    freeze_words: bool = False
    """Whether word embeddings stay as they are."""
    heads: tuple[int, ...] = ()
    """For each label the column of the start model's head it grows out of; empty begins with a new head."""
    seed: int = 13
    threads: int = THREADS


def train_stage(
    start: Path, examples: Callable[[int], Sequence[Example]], target: Path, plan: Plan, *, data: str = ""
) -> Path:
    """Return the folder of the trained model.

    Args:
        start: folder of the model to begin with.
        examples: the examples of an epoch, drawn anew for each.
        target: folder to write to; one that is finished for this start, plan and data is left as it is, one that
            was interrupted goes on.
        plan: how to train.
        data: hash of what the examples are drawn from.
    """
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    mark = _mark(start, plan, data)
    finished = target / "finished.txt"
    if finished.is_file() and finished.read_text(encoding="utf-8") == mark:
        return target
    _settle(plan)
    tokenizer = AutoTokenizer.from_pretrained(str(start))
    model = AutoModelForSequenceClassification.from_pretrained(str(start), **_head_size(plan))
    _grow_head(model, plan)
    if plan.freeze_words:
        model.get_input_embeddings().weight.requires_grad_(False)
    batches = _batches(examples, tokenizer, plan)
    _run(model, batches, target, plan, mark)
    finished.unlink(missing_ok=True)
    model.save_pretrained(str(target))
    tokenizer.save_pretrained(str(target))
    (target / "checkpoint.pt").unlink(missing_ok=True)
    finished.write_text(mark, encoding="utf-8")
    return target


def _run(model: Any, batches: Sequence[Any], target: Path, plan: Plan, mark: str) -> None:
    """Train over all batches, from the checkpoint where there is one."""
    import torch

    parameters = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=plan.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate_at(step, len(batches)))
    target.mkdir(parents=True, exist_ok=True)
    parts = {"model": model, "optimizer": optimizer, "schedule": schedule}
    done = _resumed(target / "checkpoint.pt", mark, parts)
    model.train()
    began, losses = time.monotonic(), 0.0
    for step in range(done, len(batches)):
        inputs, wanted = batches[step]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(**inputs).logits
        loss = _loss(torch.log_softmax(logits.float(), -1), wanted, plan.smoothing)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        losses += loss.item()
        if (step + 1) % LOG_STEPS == 0:
            spent = (time.monotonic() - began) / (step + 1 - done) / BATCH * 1000
            told = (target.name, step + 1, len(batches), losses / LOG_STEPS, spent)
            _log.info("%s: step %d of %d, loss %.4f, %.1f ms a pair", *told)
            losses = 0.0
        if (step + 1) % CHECKPOINT_STEPS == 0:
            state = {"mark": mark, "step": step + 1, "random": torch.get_rng_state()}
            _keep(target / "checkpoint.pt", state | {name: part.state_dict() for name, part in parts.items()})


def _loss(log_probabilities: Any, wanted: Any, smoothing: float) -> Any:
    """Return the mean loss: minus the log probability that one of the allowed labels holds, a little smoothed."""
    import torch

    allowed = torch.where(wanted, log_probabilities, torch.full_like(log_probabilities, -1e4))
    loss = -torch.logsumexp(allowed, -1)
    if smoothing:
        loss = (1 - smoothing) * loss - smoothing * log_probabilities.mean(-1)
    return loss.mean()


def _batches(examples: Callable[[int], Sequence[Example]], tokenizer: Any, plan: Plan) -> list[Any]:
    """Return the batches of all epochs as tensors' makings, alike lengths together, in an order fixed by the seed."""
    made: list[Any] = []
    for epoch in range(math.ceil(plan.epochs)):
        encoded = _encoded(examples(epoch), tokenizer, plan.max_tokens)
        order = list(range(len(encoded)))
        chance = random.Random(plan.seed * 1000 + epoch)  # noqa: S311  reproducible, not secret
        chance.shuffle(order)
        size = BATCH * CHUNK_BATCHES
        chunks = [sorted(order[at : at + size], key=lambda i: len(encoded[i][0])) for at in range(0, len(order), size)]
        groups = [chunk[at : at + BATCH] for chunk in chunks for at in range(0, len(chunk), BATCH)]
        chance.shuffle(groups)
        share = min(1.0, plan.epochs - epoch)
        made.extend([encoded[i] for i in group] for group in groups[: round(len(groups) * share)])
    return _Lazy(made, len(plan.labels))


class _Lazy(list[Any]):
    """Batches that become tensors when they are asked for."""

    def __init__(self, groups: list[Any], columns: int) -> None:
        super().__init__(groups)
        self._columns = columns

    def __getitem__(self, place: Any) -> Any:
        return _tensors(super().__getitem__(place), self._columns)


def _encoded(examples: Sequence[Example], tokenizer: Any, max_tokens: int) -> list[_Encoded]:
    """Return (token ids, token types, allowed columns) of each example."""
    out = tokenizer(
        [item.first for item in examples], [item.second for item in examples], truncation=True, max_length=max_tokens
    )
    return [
        (ids, types, item.allowed)
        for ids, types, item in zip(out["input_ids"], out["token_type_ids"], examples, strict=True)
    ]


def _tensors(group: Sequence[_Encoded], columns: int) -> Any:
    """Return one batch: the model's inputs, and which labels are allowed, bool of shape (n, columns)."""
    import torch

    longest = max(len(ids) for ids, *_ in group)
    ids = torch.zeros(len(group), longest, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    wanted = torch.zeros(len(group), columns, dtype=torch.bool)
    for place, (tokens, kinds, allowed) in enumerate(group):
        ids[place, : len(tokens)] = torch.tensor(tokens)
        types[place, : len(kinds)] = torch.tensor(kinds)
        mask[place, : len(tokens)] = 1
        wanted[place, list(allowed)] = True
    return {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}, wanted


def _settle(plan: Plan) -> None:
    """Fix seeds and threads."""
    import torch

    random.seed(plan.seed)
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)


def _head_size(plan: Plan) -> dict[str, int]:
    """Return what the model is to be loaded with: its own head where the new one grows out of it."""
    return {} if plan.heads else {"num_labels": len(plan.labels)}


def _grow_head(model: Any, plan: Plan) -> None:
    """Give the model a head for the plan's labels, each begun as a copy of an old label's."""
    import torch

    if plan.heads:
        old = model.classifier
        model.classifier = torch.nn.Linear(old.in_features, len(plan.labels))
        with torch.no_grad():
            for place, column in enumerate(plan.heads):
                model.classifier.weight[place] = old.weight[column] + torch.randn(old.in_features) * 0.01
                model.classifier.bias[place] = old.bias[column]
    model.num_labels = model.config.num_labels = len(plan.labels)
    model.config.id2label = dict(enumerate(plan.labels))
    model.config.label2id = {name: place for place, name in enumerate(plan.labels)}


def _rate_at(step: int, steps: int) -> float:
    """Return the share of the highest rate: up in the first steps, then down in a line."""
    rising = WARM_UP * steps + 1
    return min(step / rising, max(LEAST_RATE, (steps - step) / max(1.0, steps - rising)))


def _mark(start: Path, plan: Plan, data: str) -> str:
    """Return what a checkpoint belongs to: the start model's weights, the plan and the data.

    How many threads take part is left out: it changes nothing but the rounding.
    """
    return f"{sha256_of(start / 'model.safetensors')} {replace(plan, threads=THREADS)} {data}".rstrip()


def _keep(path: Path, state: Mapping[str, Any]) -> None:
    """Write a checkpoint, whole or not at all."""
    import torch

    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


def _resumed(path: Path, mark: str, parts: Mapping[str, Any]) -> int:
    """Return how many steps are done already, their outcome taken over; 0 where the checkpoint is another run's."""
    import torch

    if not path.is_file():
        return 0
    state = torch.load(path, weights_only=True)
    if state["mark"] != mark:
        return 0
    for name, part in parts.items():
        part.load_state_dict(state[name])
    torch.set_rng_state(state["random"])
    _log.info("going on at step %d", state["step"])
    return int(state["step"])
