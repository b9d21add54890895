"""Adds entities and roles to a bundle: trains both, measures both on unseen authors, and seals the result."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from labeling.corpus import CorpusRow, read_corpus
from labeling.spans import FILE, read_marked_texts
from models.bundle import Bundle, Manifest, open_bundle, seal_bundle
from models.calibration import Calibration
from models.entities import roles as role_files
from models.entities import storage
from models.linear import LinearTier, load_tier
from models.scorer import Scorer
from training.entities.card import add_to_card
from training.entities.examples import Marked, marked_of
from training.entities.fitting import fit_recogniser
from training.entities.measuring import measure_entities
from training.entities.recipe import EntityRecipe
from training.entities.roles import fit_roles
from training.provenance import code_commit
from training.showing import Tell

__all__ = ["evaluate_entities", "train_entities"]


def train_entities(
    bundle: Path | None,
    out: Path,
    recipe: EntityRecipe,
    tell: Tell,
    *,
    corpus: Path | None = None,
    spans: Path | None = None,
) -> tuple[Bundle, dict[str, Any]]:
    """Write a bundle that reads entities and roles; its scores, and so its version, are those of the one it is made of.

    Parameters
    ----------
    bundle
        The bundle to start from; ``None``: the one that comes with lont.
    out
        Folder of the new bundle, or of the same; what is there is replaced when everything else has worked.
    recipe
        Every choice.
    tell
        Hears of each step.
    corpus, spans
        Folder of the corpus, and file of the spans that were marked in it; ``None``: those that come with lont.

    Returns
    -------
    tuple
        The bundle, and the figures as `evaluate_entities` returns them.

    Raises
    ------
    CorpusError, ModelError
        For a corpus or spans that break the form, and a bundle that is not whole.
    """
    material = _read(bundle, corpus, spans)
    measured = measure_entities(material.texts, recipe, tell)
    roles, role_figures = fit_roles(material.rows, material.linear, recipe, tell)
    nlp = fit_recogniser(material.texts, recipe, lambda epoch: tell("training on all texts", epoch / recipe.epochs))
    fresh = _copied(material.base, out.with_name(out.name + ".new"))
    storage.write_settings(fresh / storage.FOLDER, storage.EntitySettings(measured.ways, measured.f1))
    storage.save_weights(fresh / storage.FOLDER, nlp.get_pipe("ner").model)  # type: ignore[attr-defined]  # no types
    roles.save(fresh / role_files.FOLDER)
    add_to_card(fresh / "card.md", len(material.texts), measured.figures["merged"]["all"]["all"], role_figures)
    figures = {"entities": measured.figures, "roles": role_figures}
    chosen = asdict(recipe) | {"spans": sha256((spans or FILE).read_bytes()).hexdigest()}
    sealed = seal_bundle(fresh, **_facts(material.base.manifest, chosen, figures))
    Scorer.load(fresh)  # what cannot be opened must not take the place of what can
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)
    return Bundle(out, sealed.manifest), figures


def evaluate_entities(
    bundle: Path | None, recipe: EntityRecipe, tell: Tell, *, corpus: Path | None = None, spans: Path | None = None
) -> dict[str, Any]:
    """Measure how well entities and roles are read of authors that nothing was trained on; writes no bundle.

    Parameters
    ----------
    bundle
        The bundle whose linear tier the roles are read with; ``None``: the one that comes with lont.
    recipe, tell, corpus, spans
        As for `train_entities`.

    Returns
    -------
    dict
        ``entities``: for rules, recogniser and both merged, by language and type; ``roles``.
    """
    material = _read(bundle, corpus, spans)
    measured = measure_entities(material.texts, recipe, tell)
    return {"entities": measured.figures, "roles": fit_roles(material.rows, material.linear, recipe, tell)[1]}


@dataclass(frozen=True, slots=True)
class _Material:
    """What there is to learn from, and to start from."""

    base: Bundle
    linear: LinearTier
    rows: list[CorpusRow]
    texts: list[Marked]


def _read(bundle: Path | None, corpus: Path | None, spans: Path | None) -> _Material:
    base, rows = open_bundle(bundle), read_corpus(corpus)
    calibration = Calibration.load(base.folder / "calibration.json", "linear")
    linear = load_tier(base.folder / "linear", calibration)
    return _Material(base, linear, rows, marked_of(read_marked_texts(rows, spans)))


def _facts(base: Manifest, chosen: dict[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the manifest says: all that it said of the bundle before, and what is new."""
    merged, roles = figures["entities"]["merged"]["all"]["all"], figures["roles"]
    metrics = {"entities_out_of_fold_f1": merged["f1"], "roles_out_of_fold_macro_f1": roles["macro_f1"]}
    return base.model_dump(exclude={"format", "files"}) | {
        "created": datetime.now(UTC),
        "code_commit": code_commit(),
        "config": base.config | {"entities": chosen},
        "metrics": base.metrics | metrics,
    }


def _copied(base: Bundle, fresh: Path) -> Path:
    """Copy a bundle, without what will be written anew."""
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(base.folder, fresh)
    for folder in (storage.FOLDER, role_files.FOLDER):
        shutil.rmtree(fresh / folder, ignore_errors=True)
    return fresh
