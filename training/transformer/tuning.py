"""Fine-tunes a network, step by step, with a checkpoint after each epoch from which an interrupted run goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
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


def tune(  # noqa: PLR0917  # what is trained, on what, how, and who is told
    network: Network,
    reader: Reader,
    rows: Sequence[CorpusRow],
    recipe: TransformerRecipe,
    checkpoint: Path | None = None,
    on_step: Callable[[int, int, float], None] = lambda *_: None,
) -> None:
    """Fine-tune a network on rows.

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
        File that is written after each epoch, and gone on from where one of the same recipe is there.
    on_step
        Told the steps done, all steps, and the loss.
    """
    torch.manual_seed(recipe.seed)
    torch.set_flush_denormal(True)  # numbers next to nothing would slow every step down
    a_epoch = len(epoch_steps(rows, reader, recipe, 0))
    optimiser = torch.optim.AdamW(_groups(network, recipe), weight_decay=recipe.weight_decay, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda at: _slope(at, recipe, recipe.epochs * a_epoch))
    first = _resume(checkpoint, recipe, network, optimiser, schedule)
    for epoch in range(first, recipe.epochs):
        network.train()
        for at, step in enumerate(epoch_steps(rows, reader, recipe, epoch)):
            loss = _learn(network, reader, step, recipe, optimiser)
            schedule.step()
            on_step(epoch * a_epoch + at + 1, recipe.epochs * a_epoch, loss)
        if checkpoint is not None:
            _save(checkpoint, recipe, epoch + 1, network, optimiser, schedule)
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


def _learn(
    network: Network, reader: Reader, step: Step, recipe: TransformerRecipe, optimiser: torch.optim.Optimizer
) -> float:
    readings, labels = step
    target = torch.tensor(labels, dtype=torch.float32)
    target = target * (1 - 2 * recipe.smoothing) + recipe.smoothing
    loss = binary_cross_entropy_with_logits(network(**padded(readings, reader.padding)), target)
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
        {"params": _trained(part), "lr": recipe.learning_rate * recipe.layer_decay ** (len(parts) - 1 - at)}
        for at, part in enumerate(parts)
    ]
    return [*groups, {"params": _trained(network.head), "lr": recipe.learning_rate}]


def _trained(part: torch.nn.Module) -> list[torch.nn.Parameter]:
    return [parameter for parameter in part.parameters() if parameter.requires_grad]


def _slope(at: int, recipe: TransformerRecipe, steps: int) -> float:
    """Return the share of the highest learning rate: rising through the warm-up, then falling to nothing."""
    rising = max(1, int(recipe.warm_up * steps))
    return (at + 1) / rising if at < rising else max(0.0, (steps - at) / max(1, steps - rising))


def _save(path: Path, recipe: TransformerRecipe, epochs: int, *parts: Any) -> None:  # noqa: ANN401  # torch has no name for what has a state
    fresh = path.with_suffix(".new")
    state = {"recipe": asdict(recipe), "epochs": epochs, "random": torch.get_rng_state()}
    torch.save(state | {str(at): part.state_dict() for at, part in enumerate(parts)}, fresh)
    fresh.replace(path)


def _resume(path: Path | None, recipe: TransformerRecipe, *parts: Any) -> int:  # noqa: ANN401  # as above
    """Load a checkpoint of the same recipe; return how many epochs are done."""
    if path is None or not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    if state["recipe"] != asdict(recipe):
        return 0
    for at, part in enumerate(parts):
        part.load_state_dict(state[str(at)])
    torch.set_rng_state(state["random"])
    return int(state["epochs"])
