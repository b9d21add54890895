"""The definition of the labels, as text, with its version; every label and decision names it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["CODEBOOK", "VERSION"]

VERSION = "1.1"
"""The version of the codebook that comes with lont."""

CODEBOOK = Path(__file__).parent / "codebook.md"
"""Its text."""
