"""Shows F1 and average precision of every detector, for each label and language, with numbers and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.contract import LABELS
from training.report.parts import Row, Section, Table
from training.report.wording import interval, ratio

__all__ = ["comparison"]

_LEAD = (
    "Every row is scored by detectors that have not seen the batch of its author. The interval of F1 holds 95% of "
    "what one gets when messages are drawn anew. AP is average precision, the mean of the precision over all recalls."
)
_HEADS = ("language", "detector", "n", "positives", "precision", "recall", "F1", "95%", "AP")


def comparison(records: Sequence[Mapping[str, Any]], few: Mapping[str, Mapping[str, int]]) -> Section:
    """Return one table for each label that has records.

    Parameters
    ----------
    records
        As `training.evaluation.compare` returns them.
    few
        By label the languages with few positives, and how many they have; these are shown with less weight.
    """
    of = {label: [record for record in records if record["label"] == label] for label in LABELS}
    tables = [_table(label, own, few.get(label, {})) for label, own in of.items() if own]
    return Section("comparison", "F1 and average precision", _LEAD, tables=tables)


def _table(label: str, records: Sequence[Mapping[str, Any]], few: Mapping[str, int]) -> Table:
    rows = [Row(_cells(record, is_few=record["lang"] in few), few=record["lang"] in few) for record in records]
    note = "* Few positives: such figures say little." if any(row.few for row in rows) else ""
    return Table(f"{label}, by language and detector", _HEADS, rows, names=2, note=note)


def _cells(record: Mapping[str, Any], *, is_few: bool) -> list[str]:
    return [
        f"{record['lang']} *" if is_few else record["lang"],
        record["detector"],
        *(f"{record[name]:,}" for name in ("n", "positives")),
        *(ratio(record[name]) for name in ("precision", "recall", "f1")),
        interval(record.get("f1_low"), record.get("f1_high")),
        ratio(record.get("average_precision")),
    ]
