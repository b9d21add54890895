"""Fine-tunes a network, step by step, with a checkpoint after each epoch from which an interrupted run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import binary_cross_entropy_with_logits

from labeling.corpus import CorpusRow
from models.contract import LABELS, Prepared
from models.transformer.reading import Reader
from training.transformer.epochs import Step, epoch_steps
from training.transformer.network import Network, padded
from training.transformer.recipe import TransformerRecipe

__all__ = ["log_odds", "tune"]

_ROWS_AT_ONCE = 64
_HIGHEST = "highest_lr"
"""Where a group of the optimiser keeps its learning rate at its highest."""


def tune(  # noqa: PLR0917  # what is trained, on what, how, and who is told
    network: Network,
    reader: Reader,
    rows: Sequence[CorpusRow],
    recipe: TransformerRecipe,
    checkpoint: Path | None = None,
    on_step: Callable[[float, float], None] = lambda *_: None,
) -> None:
    """Fine-tune a network on rows; equal network, rows and recipe give equal weights, interrupted or not.

    Parameters
    ----------
    network
        Changed in place.
    reader
        Makes token ids.
    rows
        What is learned from.
    recipe
        How.
    checkpoint
        File that is written after each epoch, and gone on from where one of the same recipe and rows is there.
    on_step
        Told the share of the training that is done, and the loss.
    """
    torch.manual_seed(recipe.seed)
    optimiser = torch.optim.AdamW(_groups(network, recipe), weight_decay=recipe.weight_decay, fused=True)
    made_of = _made_of(rows, recipe)
    with _flushing():
        for epoch in range(_resume(checkpoint, made_of, network, optimiser), recipe.epochs):
            network.train()
            steps = epoch_steps(rows, reader, recipe, epoch)
            for at, step in enumerate(steps):
                _set_rate(optimiser, _slope((epoch + (at + 0.5) / len(steps)) / recipe.epochs, recipe.warm_up))
                loss = _learn(network, reader, step, recipe, optimiser)
                on_step((epoch + (at + 1) / len(steps)) / recipe.epochs, loss)
            if checkpoint is not None:
                _save(checkpoint, made_of, epoch + 1, network, optimiser)
    network.eval()


def log_odds(network: Network, reader: Reader, messages: Sequence[Prepared]) -> NDArray[np.float64]:
    """Return the log-odds of messages, shape (messages, 2), in the order given."""
    readings = reader.read(messages)
    found = np.zeros((len(readings), len(LABELS)))
    order = sorted(range(len(readings)), key=lambda at: len(readings[at].ids))
    network.eval()
    with torch.inference_mode():
        for start in range(0, len(order), _ROWS_AT_ONCE):
            part = order[start : start + _ROWS_AT_ONCE]
            found[part] = network(**padded([readings[at] for at in part], reader.padding)).double().numpy()
    return found


@contextmanager
def _flushing() -> Iterator[None]:
    """Take numbers next to nothing for nothing, as they would slow every step down; nobody else is to work so."""
    torch.set_flush_denormal(True)
    try:
        yield
    finally:
        torch.set_flush_denormal(False)


def _learn(
    network: Network, reader: Reader, step: Step, recipe: TransformerRecipe, optimiser: torch.optim.Optimizer
) -> float:
    readings, labels = step
    target = torch.tensor(labels, dtype=torch.float32)
    target = target * (1 - 2 * recipe.smoothing) + recipe.smoothing
    with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bfloat16):
        found = network(**padded(readings, reader.padding))
    loss = binary_cross_entropy_with_logits(found.float(), target)
    optimiser.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return loss.item()


def _groups(network: Network, recipe: TransformerRecipe) -> list[dict[str, Any]]:
    """Return the parameters by layer, each with its learning rate: the lower, the slower."""
    layers = list(network.encoder.encoder.layer)
    parts: list[torch.nn.Module] = [network.encoder.embeddings, *layers]
    groups = [
        {"params": _trained(part), _HIGHEST: recipe.learning_rate * recipe.layer_decay ** (len(parts) - 1 - at)}
        for at, part in enumerate(parts)
    ]
    return [*groups, {"params": _trained(network.head), _HIGHEST: recipe.learning_rate}]


def _trained(part: torch.nn.Module) -> list[torch.nn.Parameter]:
    return [parameter for parameter in part.parameters() if parameter.requires_grad]


def _slope(done: float, warm_up: float) -> float:
    """Return the share of the highest learning rate: rising through the warm-up, then falling to nothing."""
    return done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)


def _set_rate(optimiser: torch.optim.Optimizer, share: float) -> None:
    for group in optimiser.param_groups:
        group["lr"] = group[_HIGHEST] * share


def _made_of(rows: Sequence[CorpusRow], recipe: TransformerRecipe) -> str:
    """Return a digest of what decides a training, the network apart."""
    digest = sha256(json.dumps(asdict(recipe)).encode())
    for row in rows:
        digest.update(row.model_dump_json().encode())
    return digest.hexdigest()


def _save(path: Path, made_of: str, epochs: int, *parts: Any) -> None:  # noqa: ANN401  # torch has no name for what has a state
    fresh = path.with_suffix(".new")
    state = {"made_of": made_of, "epochs": epochs, "random": torch.get_rng_state()}
    torch.save(state | {str(at): part.state_dict() for at, part in enumerate(parts)}, fresh)
    fresh.replace(path)


def _resume(path: Path | None, made_of: str, *parts: Any) -> int:  # noqa: ANN401  # as above
    """Load a checkpoint of the same recipe and rows; return how many epochs are done."""
    if path is None or not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    if state["made_of"] != made_of:
        return 0
    for at, part in enumerate(parts):
        part.load_state_dict(state[str(at)])
    torch.set_rng_state(state["random"])
    return int(state["epochs"])
