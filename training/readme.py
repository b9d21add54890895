"""Writes the figures of an evaluation into a README as Markdown, so that nobody copies them by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models.contract import LABELS
from training.errors import TrainingError

__all__ = ["figures_block", "read_marked", "write_readme"]

_BLOCK = re.compile(r"(?<=<!-- figures: lont evaluate --readme -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
_KEYWORDS = "keyword list"
_SHOWN = ("cascade", "transformer", "linear", "frozen encoder + LR", "TF-IDF + LR", _KEYWORDS)
"""Detectors in the order of the columns; the first that was measured is what lont serves."""
_NAMES = {"recruitment": "recruitment", "f4_sale": "F4 sale"}

_Record = Mapping[str, Any]


def write_readme(path: Path, figures: Mapping[str, Any]) -> None:
    """Put the figures between the marks of a README; the rest stays.

    Raises
    ------
    TrainingError
        Where there are no marks.
    """
    path.write_text(_BLOCK.sub(lambda _: figures_block(figures), read_marked(path)), encoding="utf-8")


def read_marked(path: Path) -> str:
    """Return a README that has the marks.

    Raises
    ------
    TrainingError
        Where there are none.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if _BLOCK.search(text) is None:
        remedy = "Put '<!-- figures: lont evaluate --readme -->' and '<!-- end of figures -->' on lines of their own."
        raise TrainingError(f"{path} has no place for figures.", remedy)
    return text


def figures_block(figures: Mapping[str, Any]) -> str:
    """Return the tables: F1 and average precision by language beside the alternatives, and what is hard by tier.

    Parameters
    ----------
    figures
        Those of `training.evaluating.evaluate_held_back`, or the JSON of `lont evaluate`.
    """
    batches = f"{figures['batches']} author batches that nothing was trained on"
    counted = f"{figures['rows']:,} invented texts in {batches}.\n"
    return "\n".join([counted, *_by_language(figures["labels"]), "", *_hard(figures), ""])


def _by_language(records: Sequence[_Record]) -> list[str]:
    known = {(one["label"], one["lang"], one["detector"]): one for one in records}
    served, *others = [name for name in _SHOWN if any(detector == name for _, _, detector in known)] or [_SHOWN[0]]
    heads = [" | ".join((f"{_NAMES[label]}: {served}, F1", "AP", *others)) for label in LABELS]
    lines = [f"| | {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(LABELS) * (2 + len(others)))]
    for lang in dict.fromkeys(one["lang"] for one in records):
        cells = [_cells([known.get((label, lang, name)) for name in (served, *others)]) for label in LABELS]
        lines.append(f"| {lang} | " + " | ".join(cells) + " |")
    return lines


def _cells(found: Sequence[_Record | None]) -> str:
    """Return the cells of a label: of what lont serves F1 with interval, and AP; of the others F1."""
    own, *others = found
    first = ["", ""]
    if own is not None:
        first = [f"{own['f1']:.2f} ({own['f1_low']:.2f}-{own['f1_high']:.2f})", f"{own['average_precision']:.2f}"]
    return " | ".join([*first, *("" if one is None else f"{one['f1']:.2f}" for one in others)])


def _hard(figures: Mapping[str, Any]) -> list[str]:
    """Return a column a tier, and one of what the keyword list flags."""
    sets, tiers = figures["background"], figures["hard_parts"]
    heads = [*tiers, _KEYWORDS]
    columns = [_hard_cells(parts) | _flag_cells(sets, tier) for tier, parts in tiers.items()]
    columns.append(_flag_cells(sets, _KEYWORDS))
    lines = [f"| {name} | {' | '.join(column.get(name, '') for column in columns)} |" for name in columns[0]]
    return [f"| what is hard | {' | '.join(heads)} |", "| --- |" + " --- |" * len(heads), *lines]


def _hard_cells(parts: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a tier by what they say."""
    recall = [parts["recall"][label] for label in LABELS]
    cells = {
        "explicit texts found: recruitment, F4 sale": [_share(one["explicit"]) for one in recall],
        "veiled texts found": [_share(one["veiled"]) for one in recall],
        "contrast pairs with both sides right": [_share(parts["pairs"])],
        "conversations right, with and without their context": [_share(one) for one in parts["conversations"].values()],
        "F1 lost to disguises that training never saw": _lost(parts, "disguised"),
        "F1 lost with unrelated messages around, 15% of them offers": _lost(parts, "crowded"),
        "calibration error": [f"{error:.3f}" for error in parts["calibration_error"].values()],
    }
    return {name: ", ".join(found) for name, found in cells.items()}


def _share(counts: Sequence[int]) -> str:
    right, n = counts
    return f"{right / max(1, n):.2f} of {n:,}"


def _lost(parts: Mapping[str, Any], how: str) -> list[str]:
    return [f"{parts['f1'][label]['plain'] - parts['f1'][label][how]:.3f}" for label in LABELS]


def _flag_cells(sets: Mapping[str, Sequence[_Record]], detector: str) -> dict[str, str]:
    found = {name: one for name, records in sets.items() for one in records if _is_whole(one, detector)}
    return {
        f"flags in 1,000 ordinary messages: {name} (n = {one['messages']:,})": (
            f"{one['per_1000']:.1f} (at most {one['per_1000_at_most']:.1f})"
        )
        for name, one in found.items()
    }


def _is_whole(record: _Record, detector: str) -> bool:
    return bool(record["lang"] == "all" and record["detector"] == detector)
