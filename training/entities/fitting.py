"""Trains the recogniser on marked texts; equal texts and recipe give equal weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from models.entities.library import Adam, Doc, Example, Language
from models.entities.pipeline import Recogniser, as_doc, build_pipeline
from training.entities.examples import Marked
from training.entities.recipe import EntityRecipe

__all__ = ["fit_recogniser"]


def fit_recogniser(
    texts: Sequence[Marked], recipe: EntityRecipe, on_epoch: Callable[[int], None] = lambda _: None
) -> Language:
    """Train a recogniser, and return the pipeline that it is part of.

    Parameters
    ----------
    texts
        What to learn from.
    recipe
        Every choice.
    on_epoch
        Told how many epochs are done.
    """
    np.random.seed(recipe.seed)  # noqa: NPY002  # thinc draws first weights and dropout from it
    nlp = build_pipeline({}, with_recogniser=True)
    recogniser: Recogniser = nlp.get_pipe("ner")
    draw = Random(recipe.seed)  # noqa: S311  # must be repeatable, need not be secret
    optimizer = Adam(recipe.learning_rate, L2=0.01, grad_clip=1.0, use_averages=True)
    order = [(_example(nlp, text), _example(nlp, text, capitals=False)) for text in texts]
    for epoch in range(recipe.epochs):
        draw.shuffle(order)
        drawn = [small if draw.random() < recipe.without_capitals else written for written, small in order]
        for start in range(0, len(drawn), recipe.rows_a_step):
            recogniser.update(drawn[start : start + recipe.rows_a_step], drop=recipe.dropout, sgd=optimizer)
        on_epoch(epoch + 1)
    with recogniser.model.use_params(optimizer.averages):
        averaged = recogniser.model.to_bytes()
    recogniser.model.from_bytes(averaged)
    return nlp


def _example(nlp: Language, text: Marked, *, capitals: bool = True) -> Example:
    doc = as_doc(nlp, text.reading)
    if not capitals:
        _drop_capitals(doc)
    return Example.from_dict(doc, {"entities": [(found.start, found.end, found.type) for found in text.tokens]})


def _drop_capitals(doc: Doc) -> None:
    for token in doc:
        token.tag_ = "lower-line" if token.tag_.endswith("-line") else "lower"
