"""The files of ``entities/`` in a bundle: settings as JSON, weights as safetensors; nothing in the folder is code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from models.entities.contract import ENTITY_TYPES
from models.entities.merging import LEARNED_TYPES, Way
from models.errors import TierFileError, TierMismatchError

__all__ = ["FOLDER", "EntitySettings", "load_weights", "read_settings", "save_weights", "write_settings"]

FOLDER = "entities"
"""The folder in a bundle."""
_SETTINGS, _WEIGHTS = "settings.json", "weights.safetensors"
_AGAIN = "Copy the whole bundle again from where it was trained, or train it anew with `lont train entities`."


@dataclass(frozen=True, slots=True)
class EntitySettings:
    """What a bundle says of its entities beside the weights."""

    ways: Mapping[str, Way]
    """Type to who tells it."""
    f1: Mapping[str, Mapping[str, float]]
    """Type to what that choice was made on: way to strict F1, 0 to 1."""


def write_settings(folder: Path, settings: EntitySettings) -> None:
    """Write the settings; equal ones give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {"learned": LEARNED_TYPES, **asdict(settings)}
    (folder / _SETTINGS).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def read_settings(folder: Path) -> EntitySettings:
    """Read the settings.

    Raises
    ------
    TierFileError
        Where the file is missing or does not say what it must.
    TierMismatchError
        Where it names a type that this version of lont does not know.
    """
    try:
        content = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        learned = content["learned"]
        settings = EntitySettings({kind: Way(way) for kind, way in content["ways"].items()}, content["f1"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise TierFileError(f"{FOLDER}/{_SETTINGS} does not say how entities are read.", _AGAIN) from None
    if learned != list(LEARNED_TYPES) or not settings.ways.keys() <= set(ENTITY_TYPES):
        raise TierMismatchError(f"{FOLDER}/{_SETTINGS} is of types that this version does not know.", _AGAIN)
    return settings


def save_weights(folder: Path, model: Any) -> None:  # noqa: ANN401  # thinc's Model, which storage need not import
    """Write the weights of a trained network, each number in 16 bits."""
    tensors = {name: np.ascontiguousarray(value, np.float16) for name, _, _, value in _parameters(model)}
    save_file(tensors, folder / _WEIGHTS)


def load_weights(folder: Path, model: Any) -> None:  # noqa: ANN401  # as above
    """Set the weights of a network that was built by the same code.

    Raises
    ------
    TierFileError
        Where the file is missing or broken.
    TierMismatchError
        Where its numbers are not those of such a network.
    """
    try:
        tensors: dict[str, NDArray[Any]] = load_file(folder / _WEIGHTS)
    except (OSError, SafetensorError):
        raise TierFileError(f"{FOLDER}/{_WEIGHTS} is missing or broken.", _AGAIN) from None
    places = list(_parameters(model))
    shapes = {name: value.shape for name, _, _, value in places}
    if shapes != {name: value.shape for name, value in tensors.items()}:
        raise TierMismatchError(f"{FOLDER}/{_WEIGHTS} does not fit the network of this version.", _AGAIN)
    for name, node, parameter, _ in places:
        node.set_param(parameter, tensors[name].astype(np.float32))


def _parameters(model: Any) -> Iterator[tuple[str, Any, str, NDArray[Any]]]:  # noqa: ANN401  # as above
    """Yield name, layer, name in the layer, and value of each parameter, in an order that the code alone makes."""
    for number, node in enumerate(model.walk()):
        for parameter in node.param_names:
            if node.has_param(parameter):
                yield f"{number:02d}.{node.name}.{parameter}", node, parameter, node.get_param(parameter)
