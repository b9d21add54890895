"""The demonstration feed: invented messages in real export formats, loaded by ``lont up`` into an empty database."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FEED"]

FEED = Path(__file__).parent / "feed"
"""Folder with the exports, and ``channels.toml`` with what a person states of their channels."""
