"""Weak labels: functions that each know one sign and vote, and what their combined votes are worth."""

from labeling.weak.reading import read_row
from labeling.weak.report import measure, open_folder, try_out, votes_by_label, write_report

__all__ = ["measure", "open_folder", "read_row", "try_out", "votes_by_label", "write_report"]
