"""Moves outliers of activations into weights before both are rounded, so that 8 bits lose less.

What enters a matrix is rounded by the largest value of the whole message, and an encoder has a few channels with values
many times those of the others. Dividing each channel by a number and multiplying the weights that read it by the same
changes nothing but where the large values are (SmoothQuant, Xiao et al. 2023, arXiv:2211.10438).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import cast

import torch
from torch import Tensor, nn

from models.contract import Prepared
from models.transformer.reading import Reader
from training.transformer.network import Network
from training.transformer.tuning import log_odds

__all__ = ["smoothed"]

_MOVED = 0.7
"""How much of an outlier goes into the weights, 0 to 1. With 0.7 log-odds moved half as far as with none; 0.6 and 0.75
did no better."""
_LEAST = 1e-5


class _Smoothed(nn.Module):
    """A linear layer whose inputs are divided by what its weights were multiplied by."""

    def __init__(self, layer: nn.Linear, factor: Tensor) -> None:
        super().__init__()
        self.linear = nn.Linear(layer.in_features, layer.out_features)
        self.linear.weight.data = layer.weight.data * factor
        self.linear.bias.data = layer.bias.data
        self.register_buffer("divided", 1 / factor)

    def forward(self, values: Tensor) -> Tensor:
        return cast("Tensor", self.linear(values * cast("Tensor", self.divided)))


def smoothed(network: Network, reader: Reader, messages: Sequence[Prepared]) -> Network:
    """Return a copy of a network that says the same and can be rounded with less loss.

    Parameters
    ----------
    network
        Left as it is.
    reader
        Makes token ids.
    messages
        Whose activations are looked at; at least one.
    """
    made = copy.deepcopy(network)
    layers = {name: layer for name, layer in made.encoder.encoder.named_modules() if isinstance(layer, nn.Linear)}
    largest = _largest_inputs(made, layers, reader, messages)
    for name, layer in layers.items():
        weights = layer.weight.data.abs().amax(0).clamp_min(_LEAST)
        factor = largest[name].clamp_min(_LEAST) ** _MOVED / weights ** (1 - _MOVED)
        parent, _, own = name.rpartition(".")
        setattr(made.encoder.encoder.get_submodule(parent), own, _Smoothed(layer, factor))
    return made


def _largest_inputs(
    network: Network, layers: dict[str, nn.Linear], reader: Reader, messages: Sequence[Prepared]
) -> dict[str, Tensor]:
    """Return the largest absolute value that each channel of each layer takes, shape (channels,)."""
    found = {name: torch.zeros(layer.in_features) for name, layer in layers.items()}

    def note(name: str) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
        def hook(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            seen = inputs[0].detach().abs().reshape(-1, inputs[0].shape[-1]).amax(0)
            found[name] = torch.maximum(found[name], seen)

        return hook

    hooks = [layer.register_forward_pre_hook(note(name)) for name, layer in layers.items()]
    log_odds(network, reader, messages)
    for hook in hooks:
        hook.remove()
    return found
