"""Weak labels: functions that each know one sign and vote, and what their combined votes are worth."""

from labeling.weak.reading import read_row
from labeling.weak.report import measure, try_out, votes_by_label, write_report

__all__ = ["measure", "read_row", "try_out", "votes_by_label", "write_report"]
