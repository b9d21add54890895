"""The report of an evaluation: one page that people read, and the same figures as JSON."""

from training.report.writing import write_report

__all__ = ["write_report"]
