"""Rows and answers for comparisons of bundles, made up."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from labeling.corpus import CorpusRow
from training.comparing.sides import Side

__all__ = ["row", "side"]


def row(number: int, *, f4_sale: int = 0, lang: str = "nl") -> CorpusRow:
    """Return a row that is a sale or nothing."""
    hit = f4_sale == 1
    return CorpusRow(
        id=f"made-{number}",
        text=f"bericht nummer {number}",
        lang=lang,
        platform="telegram",
        recruitment=0,
        f4_sale=f4_sale,
        explicitness="explicit" if hit else "none",
        role="seller" if hit else "none",
        kind="sale" if hit else "chat",
        author_batch="made",
        codebook_version="1.1",
    )


def side(
    raised: ArrayLike,
    *,
    scores: ArrayLike | None = None,
    disguised: ArrayLike | None = None,
    line_scores: ArrayLike = ((0.0, 0.0),),
) -> Side:
    """Return what a bundle would have said; scores that are not given are those of a sure one."""
    said = np.array(raised, bool)
    lines = np.array(line_scores, float)
    return Side(
        version="test",
        raised=said,
        scores=said.astype(float) if scores is None else np.array(scores, float),
        raised_disguised=said if disguised is None else np.array(disguised, bool),
        lines_raised=lines > 0.5,
        line_scores=lines,
    )
