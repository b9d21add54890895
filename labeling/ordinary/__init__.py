"""Ordinary everyday talk, for measuring how often it is flagged; from a third of it the sieve of a tier may learn."""

from labeling.ordinary.reading import FOLDER, OrdinaryLine, learned_lines, measured_lines, read_ordinary

__all__ = ["FOLDER", "OrdinaryLine", "learned_lines", "measured_lines", "read_ordinary"]
