"""Runs the encoder with ONNX Runtime on the CPU: readings in, log-odds out, in the order given.

The int8 model that lont makes (dynamic quantisation) rounds by the largest value of a whole run, so that what a
message scores would depend on the messages beside it, by some hundredths of log-odds. It therefore runs each message
alone, in several threads; batches, cut from messages sorted by length, are for models without that rounding.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from models.contract import LABELS
from models.errors import TierFileError, TierMismatchError
from models.transformer.reading import Reading

__all__ = ["ALONE", "Encoder"]

ALONE = 1
"""Tokens of a run that leave room for one message only."""

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUTS = ("logits",)
_MOST_THREADS = 4
_SILENT = 4
_AGAIN = "Copy the whole bundle again from where it was trained, or train it anew."

_Arrays = dict[str, NDArray[np.int64]]


class Encoder:
    """A fine-tuned encoder with its head; safe to share by threads, and it survives a fork.

    Parameters
    ----------
    model
        An ONNX file with the inputs ``input_ids``, ``attention_mask`` and ``token_type_ids`` (int64, shape (batch,
        length)) and the output ``logits`` (shape (batch, 2), columns as `LABELS`).
    padding
        Id that fills up shorter messages of a run.
    threads
        Messages, or runs, that are worked on at once; ``None``: as many as there are processors, at most 4.
    tokens_a_run
        Most tokens of a run, padding included; a longer message has a run of its own.

    Raises
    ------
    TierFileError
        Where the file is missing or no such model.
    """

    def __init__(self, model: Path, padding: int, *, threads: int | None = None, tokens_a_run: int = ALONE) -> None:
        self._session = _open(model)
        self._padding = padding
        self._threads = threads or min(_MOST_THREADS, os.cpu_count() or 1)
        self._tokens_a_run = tokens_a_run

    def logits(self, readings: Sequence[Reading]) -> NDArray[np.float64]:
        """Return log-odds, shape (readings, 2), in the order given.

        Raises
        ------
        TierMismatchError
            Where the model cannot work with an id or a length, or what comes out is no number.
        """
        found = np.zeros((len(readings), len(LABELS)))
        runs = _cut([len(reading.ids) for reading in readings], self._tokens_a_run)
        batches = [_inputs([readings[at] for at in run], self._padding) for run in runs]
        for run, logits in zip(runs, self._all(batches), strict=True):
            found[run] = logits
        return found

    def check(self, vocabulary: int, most_tokens: int) -> None:
        """Try the highest id of a vocabulary and the longest reading.

        Raises
        ------
        TierMismatchError
            Where the model has no embedding for them.
        """
        self.logits([Reading([vocabulary - 1] * most_tokens, most_tokens // 2)])

    def _all(self, batches: Sequence[_Arrays]) -> list[NDArray[np.float64]]:
        if min(self._threads, len(batches)) < 2:  # noqa: PLR2004  # one is worked on here
            return [self._run(batch) for batch in batches]
        # A pool that outlived the call would be dead in the processes that a worker forks.
        with ThreadPoolExecutor(min(self._threads, len(batches))) as pool:
            return list(pool.map(self._run, batches))

    def _run(self, batch: _Arrays) -> NDArray[np.float64]:
        try:
            (logits,) = self._session.run(list(_OUTPUTS), batch)
        except Exception:  # noqa: BLE001  # the errors of ONNX Runtime have no base of their own
            raise TierMismatchError("The model cannot read the ids that its tokenizer gives.", _AGAIN) from None
        if logits.shape != (len(batch["input_ids"]), len(LABELS)) or not np.isfinite(logits).all():
            raise TierMismatchError(
                f"The model gives no finite log-odds of {len(LABELS)} labels for each message.", _AGAIN
            )
        return np.asarray(logits, np.float64)


def _open(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _SILENT  # what goes wrong is raised
    try:
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception:  # noqa: BLE001  # as above
        raise TierFileError(f"{model.name} is missing or no ONNX model that can be opened.", _AGAIN) from None
    inputs, outputs = ({one.name for one in ends} for ends in (session.get_inputs(), session.get_outputs()))
    if inputs != set(_INPUTS) or outputs != set(_OUTPUTS):
        raise TierFileError(f"{model.name} has not the inputs {', '.join(_INPUTS)} and the output logits.", _AGAIN)
    return session


def _cut(lengths: Sequence[int], most: int) -> list[list[int]]:
    """Sort places by length and cut them into runs that hold at most so many tokens when filled up."""
    runs = list[list[int]]()
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if runs and (len(runs[-1]) + 1) * lengths[at] <= most:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _inputs(readings: Sequence[Reading], padding: int) -> _Arrays:
    shape = len(readings), max(len(reading.ids) for reading in readings)
    ids, mask, segment = np.full(shape, padding, np.int64), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for row, reading in enumerate(readings):
        count = len(reading.ids)
        ids[row, :count] = reading.ids
        mask[row, :count] = 1
        segment[row, reading.own : count] = 1
    return dict(zip(_INPUTS, (ids, mask, segment), strict=True))
