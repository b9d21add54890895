"""A small linear tier with weights drawn at random: what it says means nothing, that it is consistent does."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.bundle import Bundle, seal_bundle
from models.calibration import Calibration, Curve
from models.contract import LABELS, ContextMessage, Message, Prepared
from models.linear import LinearTier, save_tier
from models.linear.lexicon import Lexicon
from models.linear.ngrams import character_features, word_features
from models.linear.vectoriser import Vectoriser
from models.linear.weights import LinearWeights, Weighing
from models.scorer import Scorer
from models.thresholds import Thresholds

TEXTS = (
    "te koop cobra 6, 12 eu p/s, ophalen in de regio",
    "wie wil 500 euro verdienen vannacht, geen vragen, ding voor een deur",
    "morgen weer gewoon training om 20:00, neem je bidon mee",
    "söker nån som kan ställa något vid en port i natt 💥",
    "cobra cobra cobra, wat een auto is dat toch",
    "doe mij er twintig",
)
CONCEPTS = {
    "article": ["cobra*", "vuurwerk*"],
    "trade": ["te koop", "ophalen"],
    "night": ["*nacht", "natt"],
    "target": ["deur", "port"],
}


def small_tier(seed: int = 1) -> LinearTier:
    """Return a tier over the vocabulary of `TEXTS`, with all blocks in use."""
    normalised = [Scorer.prepare(Message(text)).normalised.text for text in TEXTS]
    vectoriser = Vectoriser(
        sorted({term for text in normalised for term in word_features(text)}),
        sorted({gram for text in normalised for gram in character_features(text)}),
        Lexicon(CONCEPTS),
        context_reach=14.0,
    )
    draw = np.random.default_rng(seed)
    scales = dict(zip(vectoriser.blocks, (1.0, 0.9, 0.5, 0.4, 0.3, 0.2), strict=True))
    weighing = Weighing(draw.uniform(1, 3, vectoriser.width), vectoriser.blocks, scales)
    coefficients = draw.normal(size=(vectoriser.width, len(LABELS)))
    calibration = Calibration({"recruitment": Curve(1.3, -0.2), "f4_sale": Curve(0.8, 0.1)})
    return LinearTier(vectoriser, LinearWeights(weighing, coefficients, np.array([-0.3, 0.2])), calibration)


def conversation(text: str, *before: str) -> Prepared:
    """Return a prepared message after some others."""
    return Scorer.prepare(Message(text, before=tuple(ContextMessage(near) for near in before)))


def small_bundle(folder: Path, version: str = "test.1", threshold: float = 0.5) -> Bundle:
    """Write the small tier as a bundle."""
    tier = small_tier()
    save_tier(tier, CONCEPTS, folder / "linear")
    tier.calibration.save(folder / "calibration.json", "linear")
    Thresholds(dict.fromkeys(LABELS, threshold), "a test").save(folder / "thresholds.json")
    return seal_bundle(
        folder,
        version=version,
        created="2026-11-22T00:00:00Z",
        code_commit=None,
        codebook_version="1.1",
        data={},
        config={},
        seed=1,
        metrics={},
    )
