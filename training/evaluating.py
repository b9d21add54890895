"""Runs a whole evaluation: every detector, as it is served, on rows that nothing was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labeling.corpus import CorpusRow, read_corpus
from labeling.held_back import read_held_back
from labeling.ordinary import OrdinaryLine
from models.bundle import open_bundle
from models.scorer import Scorer
from training.background import OWN_LINES, background_figures, read_backgrounds
from training.evaluation import compare, count_positives, hard_parts
from training.fast_tiers import fast_tier_curves
from training.held_back import ask_detectors, check_held_back, served_tiers
from training.holding_out import Held
from training.measured import Measured
from training.served_figures import cascade_ap_loss, cascade_share_passed, precision_at
from training.showing import Tell

__all__ = ["evaluate_held_back"]


def evaluate_held_back(
    tell: Tell,
    *,
    corpus: Path | None = None,
    held_back: Path | None = None,
    bundle: Path | None = None,
    encoder: Path | None = None,
    backgrounds: Sequence[Path] = (),
    seed: int = 7,
) -> Measured:
    """Measure each tier of a bundle on authors whom nothing has seen, beside plainer models and a keyword list.

    Parameters
    ----------
    tell
        Hears how far it is.
    corpus
        Folder of the corpus, which the plainer models learn from; ``None``: the one of lont.
    held_back
        Folder of the batches to measure on; ``None``: those of lont.
    bundle
        Which one; ``None``: the one that comes with lont.
    encoder
        Folder of an encoder, to show beside them what it does without fine-tuning; ``None``: it is left out.
    backgrounds
        Files of ordinary messages besides those of lont.
    seed
        Of everything that is drawn.

    Returns
    -------
    Measured
        Its figures: ``rows``, ``batches``, ``positives``, ``few_positives``, ``bundle``, ``labels``, ``hard_parts`` by
        tier, ``background`` by set, ``precision_at``, ``cascade_share_passed`` and ``cascade_ap_loss`` (``None``
        without a cascade), ``fast_tiers`` with a cascade, and ``explanations`` by tier.

    Raises
    ------
    CorpusError, ModelError, TrainingError
        Where a file cannot be read, the bundle is not whole, or something has learned from a batch to measure on.
    """
    from training.faithfulness import faithfulness  # noqa: PLC0415  # most of lont does without it

    tell("reading", 0)
    sets = read_backgrounds(backgrounds)
    rows, known, opened = read_held_back(held_back), read_corpus(corpus), open_bundle(bundle)
    check_held_back(rows, known, opened)
    scorer, tiers = Scorer.load(bundle), served_tiers(opened)
    tell("reading", 1)
    detectors = ask_detectors(rows, known, scorer, tiers, encoder=encoder, seed=seed, tell=tell)
    figures = {
        "rows": len(rows),
        "batches": len({row.author_batch for row in rows}),
        **count_positives(rows),
        "bundle": scorer.version,
        "labels": compare(rows, detectors),
        "hard_parts": {tier: hard_parts(rows, detectors[tier]) for tier in tiers},
        "background": {name: background_figures(lines, scorer, tiers, tell) for name, lines in sets.items()},
    }
    figures |= _served(rows, detectors, figures["background"][OWN_LINES], sets[OWN_LINES], scorer)
    if "transformer" in detectors:
        raised = detectors["transformer"].raised
        lines = sets[OWN_LINES]
        figures["fast_tiers"] = fast_tier_curves(rows, known, lines, raised, scorer, encoder=encoder, tell=tell)
    tell("testing explanations", 0)
    figures["explanations"] = faithfulness(scorer, rows, seed)
    tell("testing explanations", 1)
    return Measured(rows, detectors, figures)


def _served(
    rows: Sequence[CorpusRow],
    detectors: Mapping[str, Held],
    records: Sequence[Mapping[str, Any]],
    lines: Sequence[OrdinaryLine],
    scorer: Scorer,
) -> dict[str, Any]:
    has_cascade = "cascade" in detectors
    return {
        "precision_at": precision_at(rows, detectors, records),
        "cascade_share_passed": cascade_share_passed(lines, scorer) if has_cascade else None,
        "cascade_ap_loss": cascade_ap_loss(rows, detectors["transformer"], detectors["cascade"])
        if has_cascade
        else None,
    }
