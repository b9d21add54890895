from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.corpus import read_corpus
from models.contract import LABELS, Message
from models.entities.roles import ROLES, ROLES_OF_LABEL, RoleReader
from models.errors import TierFileError, TierMismatchError
from models.scorer import Scorer
from tests.support.entities import small_role_reader
from tests.support.tiers import TEXTS, small_tier

MESSAGES = [Scorer.prepare(Message(text)) for text in TEXTS]


def test_a_role_is_one_that_a_raised_label_leaves_open_and_there_is_none_without_a_label() -> None:
    reader = small_role_reader()
    for label in LABELS:
        assert set(reader.read(MESSAGES, [(label,)] * len(MESSAGES))) <= set(ROLES_OF_LABEL[label])
    assert reader.read(MESSAGES, [()] * len(MESSAGES)) == [None] * len(MESSAGES)
    assert set(reader.read(MESSAGES, [LABELS] * len(MESSAGES))) <= set(ROLES)
    assert reader.read([], []) == []


def test_the_corpus_has_the_same_roles_and_each_is_open_to_its_labels() -> None:
    for row in read_corpus():
        if row.role != "none":
            labels = [label for label, holds in zip(LABELS, row.labels, strict=True) if holds]
            assert any(row.role in ROLES_OF_LABEL[label] for label in labels)


def test_a_reader_comes_back_from_its_files(tmp_path: Path) -> None:
    reader = small_role_reader()
    reader.save(tmp_path)
    labels = [LABELS] * len(MESSAGES)
    assert RoleReader.load(tmp_path, small_tier()).read(MESSAGES, labels) == reader.read(MESSAGES, labels)


@pytest.mark.parametrize("name", ["settings.json", "weights.safetensors"])
def test_files_that_are_broken_are_refused(tmp_path: Path, name: str) -> None:
    small_role_reader().save(tmp_path)
    (tmp_path / name).write_text("{", encoding="utf-8")
    with pytest.raises(TierFileError):
        RoleReader.load(tmp_path, small_tier())


def test_weights_for_other_roles_are_refused(tmp_path: Path) -> None:
    small_role_reader().save(tmp_path)
    (tmp_path / "settings.json").write_text('{"roles": ["boss"]}', encoding="utf-8")
    with pytest.raises(TierMismatchError):
        RoleReader.load(tmp_path, small_tier())


@given(st.text(max_size=60))
def test_any_text_gets_a_role(text: str) -> None:
    (role,) = small_role_reader().read([Scorer.prepare(Message(text))], [("f4_sale",)])
    assert role in ROLES_OF_LABEL["f4_sale"]
