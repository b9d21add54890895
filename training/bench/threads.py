"""Holds every library of this process to the same number of threads, so that both sides have the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

__all__ = ["held_to"]


@contextmanager
def held_to(threads: int) -> Iterator[None]:
    """Hold torch, the linear algebra of numpy, and tokenizers to some threads, and let tiny numbers count as 0.

    ONNX Runtime is told where a bundle is loaded: `models.scorer.Scorer.load`.
    """
    import torch  # noqa: PLC0415  # slow to import

    before = torch.get_num_threads()
    tokenizers = {"TOKENIZERS_PARALLELISM": str(threads > 1).lower(), "RAYON_NUM_THREADS": str(threads)}
    with _environment(tokenizers), threadpool_limits(limits=threads):
        torch.set_num_threads(threads)
        # Random weights may give numbers so small that processors are slow with them; trained ones do not.
        torch.set_flush_denormal(True)
        try:
            yield
        finally:
            torch.set_flush_denormal(False)
            torch.set_num_threads(before)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
