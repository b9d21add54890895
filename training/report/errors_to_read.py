"""Picks the wrong answers that are worth reading: those that lont as served was surest of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from labeling.wording import number_of
from models.contract import LABELS
from training.measured import Measured
from training.report.judged import Judged, judged, served
from training.report.parts import Message, Messages, Section
from training.report.wording import NOTHING, ratio

__all__ = ["errors_to_read"]

_MOST = 25
_LEAD = (
    "Where lont as served was surest and wrong: look here for labels that are wrong, for kinds of messages that the "
    "corpus lacks, and for what no text alone can tell. The lists are folded; some of these messages speak of violence."
)


def errors_to_read(measured: Measured) -> Section:
    """Return the surest false alarms and misses of each label, by the detector that comes last."""
    name = served(measured)
    found = list[Messages]()
    for label in LABELS if name is not None else ():
        one = judged(measured, str(name), label)
        found += [
            _listed(measured, one, np.flatnonzero(one.raised & ~one.truth), f"{label}: false alarms", highest=True),
            _listed(measured, one, np.flatnonzero(~one.raised & one.truth), f"{label}: misses", highest=False),
        ]
    return Section("errors", "Worst errors to read", _LEAD, lists=[one for one in found if one.messages])


def _listed(measured: Measured, one: Judged, wrong: NDArray[np.int64], title: str, *, highest: bool) -> Messages:
    """Return the surest of some wrong answers; without scores the first in the order of the corpus."""
    if one.scores is not None:
        wrong = wrong[np.argsort(-one.scores[wrong] if highest else one.scores[wrong], kind="stable")]
    shown = wrong[:_MOST]
    told = f"{title}, {number_of(len(wrong), 'message')}"
    if len(shown) < len(wrong):
        told = f"{title}, the surest {len(shown)} of {len(wrong):,}"
    scores = [None if one.scores is None else float(one.scores[at]) for at in shown]
    return Messages(told, [_message(measured.rows[at], score) for at, score in zip(shown, scores, strict=True)])


def _message(row: CorpusRow, score: float | None) -> Message:
    around = [(message.author, message.text) for message in row.messages or ()]
    target = row.target_index or 0
    facts = (
        ("score", NOTHING if score is None else ratio(score)),
        ("language", row.lang),
        ("kind", row.kind),
        ("batch", row.author_batch),
        ("platform", row.platform),
    )
    return Message(row.id, row.text, facts, around[:target], around[target + 1 :])
