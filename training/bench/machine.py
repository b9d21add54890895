"""Tells the machine and the versions that figures were measured with; without them a speed says nothing."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["Machine", "read_machine"]

_INSTRUCTIONS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm")
"""Instruction sets that decide how fast 8 and 32 bits are multiplied, as Linux names them."""
_PACKAGES = ("lont", "numpy", "onnxruntime", "scikit-learn", "tokenizers", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Machine:
    """What was measured on."""

    processor: str
    cores: int
    """Logical ones that this process may use."""
    instructions: tuple[str, ...]
    load: float
    """Processes that were running or waiting, on average over the minute before; 0 on a quiet machine."""
    versions: Mapping[str, str]


def read_machine(cpuinfo: Path = Path("/proc/cpuinfo")) -> Machine:
    """Describe this machine.

    Parameters
    ----------
    cpuinfo
        As Linux writes it; where it is missing, processor and instruction sets stay as Python knows them.
    """
    told = cpuinfo.read_text(encoding="utf-8") if cpuinfo.is_file() else ""
    model = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    flags = re.search(r"^(?:flags|Features)\s*: (.+)$", told, re.MULTILINE)
    has = set(flags[1].split()) if flags else set[str]()
    return Machine(
        processor=model[1].strip() if model else platform.processor() or platform.machine(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        instructions=tuple(name for name in _INSTRUCTIONS if name in has),
        load=os.getloadavg()[0],
        versions={"python": platform.python_version()} | _versions(),
    )


def _versions() -> dict[str, str]:
    found = dict[str, str]()
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
