from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.bundle import seal_bundle
from models.contract import Message
from models.entities.extraction import MOST_READ
from models.entities.roles import ROLES_OF_LABEL
from models.errors import TierFileError
from models.scorer import Scorer
from tests.support.entities import telling_bundle
from tests.support.tiers import small_bundle

SALE = "Cobra 6 te koop, 12 euro per stuk, ophalen in Rotterdam"
OUT_OF_REACH = 2.0
"""A threshold whose unsure band begins at 1, above any score."""


def test_what_is_raised_comes_with_entities_and_a_role(tmp_path: Path) -> None:
    scorer = Scorer.load(telling_bundle(tmp_path, threshold=0.0).folder)
    (scored,) = scorer.score([Message(SALE)])
    assert scored.role in {role for label in scored.labels for role in ROLES_OF_LABEL[label]}
    assert scored.entities


def test_what_is_neither_raised_nor_unsure_is_not_read(tmp_path: Path) -> None:
    read, passed_by = (
        Scorer.load(telling_bundle(tmp_path / str(threshold), threshold=threshold).folder).score([Message(SALE)])[0]
        for threshold in (0.0, OUT_OF_REACH)
    )
    assert passed_by.scores == read.scores
    assert (passed_by.labels, passed_by.unsure, passed_by.priority) == ((), (), None)
    assert read.entities  # there is something to be read
    assert read.role
    assert (passed_by.entities, passed_by.role) == ((), None)


def test_a_threat_without_a_label_is_read_too() -> None:
    (scored,) = Scorer.load().score([Message("we blazen je deur eruit vannacht")])
    assert (scored.labels, scored.priority, scored.role) == ((), "P0", None)
    assert {"time", "target_object"} <= {entity.type for entity in scored.entities}


def test_a_bundle_without_either_folder_reads_by_rules_alone_and_tells_no_role(tmp_path: Path) -> None:
    scorer = Scorer.load(small_bundle(tmp_path, threshold=0.0).folder)
    (scored,) = scorer.score([Message(SALE)])
    assert scored.labels
    assert scored.role is None
    assert "product" in {entity.type for entity in scored.entities}


def test_entities_do_not_hang_on_whether_a_score_is_explained(tmp_path: Path) -> None:
    scorer = Scorer.load(telling_bundle(tmp_path, threshold=0.0).folder)
    with_spans, without = (scorer.score([Message(SALE)], explain=explain)[0] for explain in (True, False))
    assert (with_spans.entities, with_spans.role) == (without.entities, without.role)


def test_the_same_text_at_another_time_is_read_anew(tmp_path: Path) -> None:
    scorer = Scorer.load(small_bundle(tmp_path, threshold=0.0).folder)
    first, second = (
        scorer.score([Message("cobra 6 te koop, morgen ophalen", sent_at=datetime(2026, 11, day, 12, tzinfo=UTC))])[0]
        for day in (3, 4)
    )
    values = [{entity.type: entity.value for entity in scored.entities}["time"] for scored in (first, second)]
    assert values[0] != values[1]


def test_of_an_endless_message_the_beginning_is_read(tmp_path: Path) -> None:
    scorer = Scorer.load(small_bundle(tmp_path, threshold=0.0).folder)
    short, endless = scorer.score([Message("🧨 " + "cobra 6 " * times) for times in (5, 5_000)])
    assert short.entities == endless.entities[: len(short.entities)]
    assert max(entity.end for entity in endless.entities) <= MOST_READ


def test_a_folder_that_cannot_be_used_is_told_when_the_bundle_is_opened(tmp_path: Path) -> None:
    bundle = telling_bundle(tmp_path)
    (bundle.folder / "entities" / "settings.json").write_text("{}", encoding="utf-8")
    manifest = bundle.manifest.model_dump(exclude={"format", "files"})

    seal_bundle(bundle.folder, **manifest)
    with pytest.raises(TierFileError):
        Scorer.load(bundle.folder)
