"""Counts how often ordinary messages are flagged: nobody in them offers anything, so every flag is a false one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from labeling.errors import CorpusError
from labeling.ordinary import OrdinaryLine, read_ordinary
from models.contract import Message
from models.scorer import Scorer
from training.figures import rate_upper_bound
from training.keywords import raise_keywords

__all__ = ["Flags", "background_figures", "read_background"]


@dataclass(frozen=True, slots=True)
class Flags:
    """How often a detector flags ordinary messages."""

    messages: int
    flags: int
    per_1000: float
    per_1000_at_most: float
    """Exact upper end of the 95% interval."""

    @classmethod
    def count(cls, flagged: Sequence[bool]) -> Flags:
        """Count the flags among some messages."""
        count, n = sum(flagged), max(1, len(flagged))
        return cls(len(flagged), count, 1000 * count / n, 1000 * rate_upper_bound(count, len(flagged)))


def read_background(path: Path | None) -> list[OrdinaryLine]:
    """Return the ordinary messages of a file (JSONL with ``text`` and, if known, ``lang``), or those of lont.

    Raises
    ------
    CorpusError
        At the first line that has no text, and where the file cannot be read.
    """
    if path is None:
        return read_ordinary()
    found = list[OrdinaryLine]()
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise CorpusError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from None
    for number, line in enumerate(lines, 1):
        try:
            content = json.loads(line.decode("utf-8-sig"))
            found.append(OrdinaryLine(str(content.get("lang", "?")), str(content["text"])))
        except (ValueError, KeyError, AttributeError):
            remedy = 'Give each line as {"text": "..."}, in UTF-8.'
            raise CorpusError(f"{path.name}, line {number}: no ordinary message.", remedy) from None
    return found


def background_figures(lines: Sequence[OrdinaryLine], scorer: Scorer) -> list[dict[str, Any]]:
    """Return one record for each detector and language (first ``all``): how many ordinary messages it flags.

    Parameters
    ----------
    lines
        Only measured, never learned from.
    scorer
        The bundle in use; the keyword list stands beside it.
    """
    scored = scorer.score([Message(line.text) for line in lines], explain=False)
    flagged = {
        "linear": [bool(result.labels) for result in scored],
        "keyword list": [any(raise_keywords(line.text)) for line in lines],
    }
    langs = [line.lang for line in lines]
    return [
        {"lang": lang, "detector": name}
        | asdict(Flags.count([flag for flag, own in zip(flags, langs, strict=True) if lang in ("all", own)]))
        for lang in ("all", *sorted(set(langs)))
        for name, flags in flagged.items()
    ]
