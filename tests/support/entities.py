"""A bundle that reads entities and roles: the weights are those that training begins with, and tell nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from models.bundle import Bundle, seal_bundle
from models.entities import roles, storage
from models.entities.merging import LEARNED_TYPES, Way
from models.entities.pipeline import build_pipeline
from models.entities.roles import ROLES, RoleReader
from tests.support.tiers import small_bundle, small_tier

WAYS = dict.fromkeys(LEARNED_TYPES, Way.BOTH)


def write_entities(folder: Path) -> None:
    """Write the files of ``entities/``."""
    np.random.seed(1)  # noqa: NPY002  # thinc draws first weights from it
    nlp = build_pipeline({}, with_recogniser=True)
    storage.write_settings(folder, storage.EntitySettings(WAYS, {}))
    storage.save_weights(folder, nlp.get_pipe("ner").model)  # type: ignore[attr-defined]  # no types there


def small_role_reader() -> RoleReader:
    """Return a reader with weights drawn at random."""
    tier, draw = small_tier(), np.random.default_rng(2)
    return RoleReader(tier, draw.normal(size=(tier.vectoriser.width, len(ROLES))), draw.normal(size=len(ROLES)))


def telling_bundle(folder: Path, threshold: float = 0.5) -> Bundle:
    """Write the small bundle of `tests.support.tiers` with entities and roles."""
    kept = small_bundle(folder, threshold=threshold).manifest.model_dump(exclude={"format", "files"})
    write_entities(folder / storage.FOLDER)
    small_role_reader().save(folder / roles.FOLDER)
    return seal_bundle(folder, **kept)
