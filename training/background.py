"""Counts how often ordinary messages are flagged: nobody in them offers anything, so every flag is a false one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from labeling.errors import CorpusError
from labeling.ordinary import OrdinaryLine, measured_lines, read_ordinary
from models.contract import Message
from models.normalise import normalise
from models.scorer import Scorer
from training.figures import rate_upper_bound
from training.keywords import raise_keywords
from training.showing import Tell

__all__ = ["OWN_LINES", "Flags", "background_figures", "read_background", "read_backgrounds"]

OWN_LINES = "lont's own lines"
"""Name of the set of ordinary messages that comes with lont."""
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Flags:
    """How often a detector flags ordinary messages."""

    messages: int
    flags: int
    per_1000: float
    per_1000_at_most: float
    """Exact upper end of the 95% interval."""
    per_100000: float
    per_100000_at_most: float
    """The same bound."""

    @classmethod
    def count(cls, flagged: Sequence[bool]) -> Flags:
        """Count the flags among some messages."""
        count = sum(flagged)
        rate, bound = count / max(1, len(flagged)), rate_upper_bound(count, len(flagged))
        return cls(len(flagged), count, 1000 * rate, 1000 * bound, 100_000 * rate, 100_000 * bound)


def read_background(path: Path | None) -> list[OrdinaryLine]:
    """Return the ordinary messages of a file (JSONL with ``text`` and, if known, ``lang``), or those of lont.

    Of lont's own lines only those are returned that nothing has learned from.

    Raises
    ------
    CorpusError
        At the first line that has no text, and where the file cannot be read.
    """
    if path is None:
        return measured_lines(read_ordinary())
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


def read_backgrounds(paths: Sequence[Path]) -> dict[str, list[OrdinaryLine]]:
    """Return the ordinary messages of lont and those of each file, by the name of the set."""
    return {OWN_LINES: read_background(None)} | {path.stem: read_background(path) for path in paths}


def background_figures(
    lines: Sequence[OrdinaryLine], scorer: Scorer, tiers: Sequence[str], tell: Tell = lambda *_: None
) -> list[dict[str, Any]]:
    """Return one record for each detector and language (first ``all``): how many ordinary messages it flags.

    Parameters
    ----------
    lines
        Only measured, never learned from.
    scorer
        The bundle in use; the keyword list stands beside it.
    tiers
        Those of the bundle, by name.
    tell
        Hears how far each tier is.

    Returns
    -------
    list
        Each with the fields of `Flags`, and again as ``distinct_…``: equal normalised texts folded, counted once.
    """
    flagged = {tier: list(_flags(lines, scorer, tier, tell)) for tier in tiers}
    flagged["keyword list"] = [any(raise_keywords(line.text)) for line in lines]
    langs, texts = [line.lang for line in lines], [normalise(line.text).text for line in lines]
    records = list[dict[str, Any]]()
    for lang in ("all", *sorted(set(langs))):
        own = [at for at, other in enumerate(langs) if lang in ("all", other)]
        distinct = list({texts[at]: at for at in reversed(own)}.values())
        for name, flags in flagged.items():
            found = asdict(Flags.count([flags[at] for at in own]))
            folded = asdict(Flags.count([flags[at] for at in distinct]))
            renamed = {f"distinct_{key}": value for key, value in folded.items()}
            records.append({"lang": lang, "detector": name} | found | renamed)
    return records


def _flags(lines: Sequence[OrdinaryLine], scorer: Scorer, tier: str, tell: Tell) -> Iterator[bool]:
    for start in range(0, len(lines), _AT_ONCE):
        messages = [Message(line.text) for line in lines[start : start + _AT_ONCE]]
        yield from (bool(one.labels) for one in scorer.score(messages, explain=False, tier=tier))
        tell(f"scoring ordinary messages, {tier}", min(1.0, (start + _AT_ONCE) / len(lines)))
