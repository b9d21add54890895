"""The transformer tier: reads a message with those around it; slower and better than the linear tier."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.contract import LABELS, Evidence, Prepared, Scores, Tier
from models.served import LEAST_FOREIGN_SHARE, UNSURE_LANGUAGE
from models.spans import strongest_spans
from models.transformer.encoder import Encoder
from models.transformer.explaining import occlude
from models.transformer.reading import Reader

__all__ = ["TransformerTier"]


class TransformerTier(Tier):
    """The transformer tier of a bundle; stateless, and safe to share by threads.

    Parameters
    ----------
    reader
        Makes token ids.
    encoder
        Makes log-odds of them.
    calibration
        Makes probabilities of log-odds.
    """

    name = "transformer"

    def __init__(self, reader: Reader, encoder: Encoder, calibration: Calibration) -> None:
        self.reader = reader
        self.encoder = encoder
        self.calibration = calibration

    def logits(self, batch: Sequence[Prepared]) -> NDArray[np.float64]:
        """Return log-odds before calibration, shape (messages, 2)."""
        return self.encoder.logits(self.reader.read(batch))

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        """Return calibrated scores, shape (messages, 2), rows in the order given."""
        return self.calibration.apply(self.logits(batch))

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        """Return the spans that count most for or against a label; see `models.spans.strongest_spans`."""
        found = occlude(self.reader, self.encoder, message, LABELS.index(label))
        return strongest_spans(message.normalised, found, label)

    def reads_context(self, message: Prepared) -> bool:
        """Return whether the message is so short that the ones around it are read; see `MOST_WITH_CONTEXT`."""
        return self.reader.reads_context(message)

    def unsure(self, message: Prepared) -> tuple[str, ...]:
        """Return ``language`` for a foreign script, or where much of the text is not in the vocabulary."""
        return super().unsure(message) or ((UNSURE_LANGUAGE,) if self._is_unknown(message) else ())

    def _is_unknown(self, message: Prepared) -> bool:
        if message.normalised.text.isascii():  # in every vocabulary, and most texts
            return False
        pieces = self.reader.pieces(message)
        unknown = sum(piece.end - piece.start for piece in pieces if not piece.is_known)
        return unknown > 0 and unknown >= LEAST_FOREIGN_SHARE * sum(piece.end - piece.start for piece in pieces)
