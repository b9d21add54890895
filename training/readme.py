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
_SHOWN = ("linear", "linear, starter corpus", "TF-IDF + LR", "keyword list")
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
    """Return the tables: F1 and average precision by language beside the alternatives, and what is hard.

    Parameters
    ----------
    figures
        As `training.evaluating.evaluate_corpus` returned them, or the JSON of `lont evaluate`.
    """
    counted = f"{figures['rows']:,} invented texts in {figures['batches']} author batches.\n"
    return "\n".join([counted, *_by_language(figures["labels"]), "", *_hard(figures), ""])


def _by_language(records: Sequence[_Record]) -> list[str]:
    known = {(one["label"], one["lang"], one["detector"]): one for one in records}
    shown = [name for name in _SHOWN if any(detector == name for _, _, detector in known)]
    others = [name for name in shown if name != "linear"]
    head = " | ".join(f"{_NAMES[label]}: F1 | AP | {' | '.join(others)}" for label in LABELS)
    lines = [f"| | {head} |", "| --- |" + " ---: |" * (len(LABELS) * (2 + len(others)))]
    for lang in dict.fromkeys(one["lang"] for one in records):
        cells = [_cells(known, label, lang, others) for label in LABELS]
        lines.append(f"| {lang} | " + " | ".join(cells) + " |")
    return lines


def _cells(known: Mapping[tuple[str, str, str], _Record], label: str, lang: str, others: Sequence[str]) -> str:
    if (label, lang, "linear") not in known:
        return " | ".join([""] * (2 + len(others)))
    own = known[label, lang, "linear"]
    first = f"{own['f1']:.2f} ({own['f1_low']:.2f}-{own['f1_high']:.2f}) | {own['average_precision']:.2f}"
    return " | ".join([first, *(f"{known[label, lang, name]['f1']:.2f}" for name in others)])


def _hard(figures: Mapping[str, Any]) -> list[str]:
    parts = figures["hard_parts"]
    recall = [parts["recall"][label] for label in LABELS]
    rows = [
        ("explicit texts found: recruitment, F4 sale", [_share(one["explicit"]) for one in recall]),
        ("veiled texts found", [_share(one["veiled"]) for one in recall]),
        ("contrast pairs with both sides right", [_share(parts["pairs"])]),
        (
            "conversations right, with and without their context",
            [_share(one) for one in parts["conversations"].values()],
        ),
        ("F1 lost to disguises that training never saw", _lost(parts, "disguised")),
        ("F1 lost with unrelated messages around, 15% of them offers", _lost(parts, "crowded")),
        ("calibration error", [f"{error:.3f}" for error in parts["calibration_error"].values()]),
        *(
            (f"flags in 1,000 ordinary messages: {name}", _flags(found))
            for name, found in figures["background"].items()
        ),
    ]
    return ["| what is hard | |", "| --- | --- |", *(f"| {name} | {', '.join(cells)} |" for name, cells in rows)]


def _share(counts: Sequence[int]) -> str:
    right, n = counts
    return f"{right / max(1, n):.2f} of {n:,}"


def _lost(parts: Mapping[str, Any], how: str) -> list[str]:
    return [f"{parts['f1'][label]['plain'] - parts['f1'][label][how]:.3f}" for label in LABELS]


def _flags(records: Sequence[_Record]) -> list[str]:
    whole = {one["detector"]: one for one in records if one["lang"] == "all"}
    linear = whole["linear"]
    return [
        f"{linear['per_1000']:.1f} (at most {linear['per_1000_at_most']:.1f}; n = {linear['messages']:,})",
        f"keyword list {whole['keyword list']['per_1000']:.1f}",
    ]
