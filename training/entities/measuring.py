"""Measures entities on author batches that nothing was trained on, and chooses for each type who tells it.

The recogniser is trained anew without each fold of whole batches. Who tells a type is chosen for a fold by the figures
of the other folds alone, so that the figures of what is merged are of unseen authors too. The rules are the same in
every fold: they were written by hand, by people who may have seen any text of the corpus.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeling.splits import grouped_folds
from models.entities.contract import ENTITY_TYPES, Found
from models.entities.library import Language
from models.entities.merging import LEARNED_TYPES, Way, merge
from models.entities.pipeline import Recogniser, as_doc, find_by_rules, learned
from training.entities.counting import Place, figures_of, tally
from training.entities.examples import Marked
from training.entities.fitting import fit_recogniser
from training.entities.recipe import EntityRecipe
from training.showing import Tell

__all__ = ["Measured", "measure_entities", "measure_found"]

_STEP = "training without each part of the authors"
_Ways = dict[str, Way]
_F1 = dict[str, dict[str, float]]
_Folds = Sequence[NDArray[np.int64]]
_Found = Sequence[Sequence[Found]]
"""What was found in each text."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, and what follows for the bundle."""

    figures: dict[str, Any]
    """``rules``, ``learned`` (the recogniser) and ``merged``; each by language (``all`` first), then by type."""
    ways: _Ways
    """Type to who tells it, chosen on all folds."""
    f1: _F1
    """Type to way to strict F1."""


def measure_entities(texts: Sequence[Marked], recipe: EntityRecipe, tell: Tell) -> Measured:
    """Measure on unseen author batches.

    Parameters
    ----------
    texts
        Marked texts of several author batches.
    recipe
        How to train, and in how many folds to measure.
    tell
        Hears of each step.
    """
    folds = grouped_folds(np.array([text.batch for text in texts]), recipe.folds)
    trained = list[Sequence[Found]]([()] * len(texts))
    for number, fold in enumerate(folds):
        known = [texts[at] for at in np.setdiff1d(np.arange(len(texts)), fold)]
        nlp = fit_recogniser(known, recipe, _telling(tell, number, len(folds), recipe.epochs))
        for at, found in zip(fold, _recognise(nlp, [texts[at] for at in fold]), strict=True):
            trained[at] = found
    return measure_found(texts, folds, [find_by_rules(text.reading) for text in texts], trained)


def measure_found(texts: Sequence[Marked], folds: _Folds, rules: _Found, trained: _Found) -> Measured:
    """Measure what was found, and choose for each fold, by all others, who tells a type.

    Parameters
    ----------
    texts
        What was read.
    folds
        Places of texts; each text is in one of them.
    rules, trained
        Candidates of the rules, and of recognisers that have not seen the fold.
    """
    sides = {way: _merged(rules, trained, dict.fromkeys(ENTITY_TYPES, way)) for way in Way}
    merged = list[Sequence[Found]]([()] * len(texts))
    for fold in folds:
        ways, _ = _choose(texts, sides, np.setdiff1d(np.arange(len(texts)), fold))
        for at in fold:
            merged[at] = merge(rules[at], trained[at], ways)
    ways, f1 = _choose(texts, sides, np.arange(len(texts)))
    shown = {"rules": sides[Way.RULES], "learned": sides[Way.LEARNED], "merged": merged}
    return Measured({name: _by_language(texts, found) for name, found in shown.items()}, ways, f1)


def _telling(tell: Tell, done: int, folds: int, epochs: int) -> Callable[[int], None]:
    return lambda epoch: tell(_STEP, (done + epoch / epochs) / folds)


def _recognise(nlp: Language, texts: Iterable[Marked]) -> list[list[Found]]:
    recogniser: Recogniser = nlp.get_pipe("ner")
    return [learned(doc) for doc in recogniser.pipe(as_doc(nlp, text.reading) for text in texts)]


def _merged(rules: _Found, trained: _Found, ways: Mapping[str, Way]) -> _Found:
    return [merge(*pair, ways) for pair in zip(rules, trained, strict=True)]


def _choose(texts: Sequence[Marked], sides: Mapping[Way, _Found], rows: NDArray[np.int64]) -> tuple[_Ways, _F1]:
    """Return for each type the way of the highest strict F1 on some texts; of equal ones the first of `Way`."""
    figures = {
        way: figures_of(tally(_pairs([texts[at] for at in rows], [found[at] for at in rows])))
        for way, found in sides.items()
    }
    f1 = {
        kind: {str(way): figures[way][kind]["f1"] if kind in figures[way] else 0.0 for way in _open(kind)}
        for kind in ENTITY_TYPES
    }
    return {kind: Way(max(of, key=lambda name: of[name])) for kind, of in f1.items()}, f1


def _open(kind: str) -> tuple[Way, ...]:
    return tuple(Way) if kind in LEARNED_TYPES else (Way.RULES,)


def _by_language(texts: Sequence[Marked], found: _Found) -> dict[str, Any]:
    pairs = list(_pairs(texts, found))
    parts = {"all": pairs} | {
        lang: [pair for pair, text in zip(pairs, texts, strict=True) if text.lang == lang]
        for lang in sorted({text.lang for text in texts})
    }
    return {name: figures_of(tally(part)) for name, part in parts.items()}


def _pairs(texts: Sequence[Marked], found: _Found) -> Iterable[tuple[list[Place], list[Place]]]:
    for text, spans in zip(texts, found, strict=True):
        marked = [Place(span.type, span.start, span.end) for span in text.spans]
        yield marked, [Place(one.type, *text.reading.text.to_original(one.start, one.end)) for one in spans]
