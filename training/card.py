"""Writes the card of a bundle: what it is, what it was made of, how well it does, what it must not be used for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from labeling.corpus import CorpusRow

__all__ = ["write_card"]

_CARD = """# Bundle {version}

Scores one message for two labels: `recruitment` (an offer to take part in an attack with explosives) and `f4_sale`
(trade in fireworks that a consumer may not have), as the codebook defines them. The linear tier reads n-grams of words
and characters, a lexicon of concepts, and the messages around, in a logistic regression for each label.

## Made of
{count} texts in {batches} author batches, all written for this purpose; none of a real person. Languages: {languages}.
{recruitment} are `recruitment`, {f4_sale} are `f4_sale`, {both} of them both; {neither} are neither, many of those
written to look like one.

## How well it does
{metrics}

What is out of fold was scored by models that had not been trained on the author batch. `lont evaluate` measures the
bundle on batches held back, with intervals, beside a keyword list and a plain model. The texts are invented and far
harder than ordinary chat, and {hits} of them have a label, so neither precision nor recall carries over to a real
channel as it stands.

## Do not use it
- to decide anything by itself: a person looks at each message before anything follows;
- to score, rank or profile people;
- in languages other than Dutch, English, Swedish, German and French: what it says there was hardly measured;
- as proof: a score is a reason to look, not a finding.
"""


def write_card(path: Path, version: str, rows: Sequence[CorpusRow], metrics: Mapping[str, float]) -> None:
    """Write the card.

    Parameters
    ----------
    path
        The file.
    version
        Version of the bundle.
    rows
        What it was trained on.
    metrics
        Name to figure.
    """
    both, neither = (sum(row.labels == pair for row in rows) for pair in ((1, 1), (0, 0)))
    languages = Counter(row.lang for row in rows).most_common()
    text = _CARD.format(
        version=version,
        count=len(rows),
        batches=len({row.author_batch for row in rows}),
        languages=", ".join(f"{lang} {count}" for lang, count in languages),
        recruitment=_counted(sum(row.recruitment for row in rows), rows),
        f4_sale=_counted(sum(row.f4_sale for row in rows), rows),
        both=both,
        neither=_counted(neither, rows),
        hits=f"{1 - neither / len(rows):.0%}",
        metrics="\n".join(f"- {name.replace('_', ' ')}: {value:.3g}" for name, value in metrics.items()),
    )
    path.write_text(text, encoding="utf-8")


def _counted(count: int, rows: Sequence[CorpusRow]) -> str:
    return f"{count} ({count / len(rows):.0%})"
