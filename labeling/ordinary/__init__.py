"""Ordinary everyday talk, for measuring how often it is flagged; nothing is ever trained or tuned on it."""

from labeling.ordinary.reading import FOLDER, OrdinaryLine, read_ordinary

__all__ = ["FOLDER", "OrdinaryLine", "read_ordinary"]
