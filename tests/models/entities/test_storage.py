from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.entities.pipeline import build_pipeline
from models.entities.storage import EntitySettings, load_weights, read_settings, save_weights, write_settings
from models.errors import TierFileError, TierMismatchError
from tests.support.entities import WAYS, write_entities


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    settings = EntitySettings(WAYS, {"time": {"rules": 0.5, "both": 0.75}})
    write_settings(tmp_path, settings)
    assert read_settings(tmp_path) == settings


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"learned": [], "ways": {"time": "guess"}, "f1": {}}'])
def test_settings_that_say_nothing_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content, encoding="utf-8")
    with pytest.raises(TierFileError, match="lont train entities"):
        read_settings(tmp_path)


def test_settings_of_other_types_are_refused(tmp_path: Path) -> None:
    content = {"learned": ["weather"], "ways": {}, "f1": {}}
    (tmp_path / "settings.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(TierMismatchError):
        read_settings(tmp_path)


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_entities(tmp_path)
    model = build_pipeline({}, with_recogniser=True).get_pipe("ner").model  # type: ignore[attr-defined]  # no types
    load_weights(tmp_path, model)
    written = (tmp_path / "weights.safetensors").read_bytes()
    save_weights(tmp_path, model)
    assert (tmp_path / "weights.safetensors").read_bytes() == written
    assert len(written) < 6_000_000


def test_broken_weights_are_refused_and_those_of_another_network_too(tmp_path: Path) -> None:
    model = build_pipeline({}, with_recogniser=True).get_pipe("ner").model  # type: ignore[attr-defined]  # no types
    (tmp_path / "weights.safetensors").write_bytes(b"none")
    with pytest.raises(TierFileError):
        load_weights(tmp_path, model)
    save_weights(tmp_path, model.layers[0])
    with pytest.raises(TierMismatchError):
        load_weights(tmp_path, model)
