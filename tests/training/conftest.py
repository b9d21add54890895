"""Small corpora of several author batches, batches held back from them, and a bundle with every tier."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from labeling.held_back import FOLDER
from labeling.ordinary import read_ordinary
from models.bundle import Bundle
from tests.support.corpora import BATCHES, write_slice
from training import sieve


@pytest.fixture(scope="session", autouse=True)
def few_lines_to_learn() -> Iterator[None]:
    """Let sieves learn from some of the ordinary lines; all of them take seconds each time."""
    some = read_ordinary()[::20]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sieve, "read_ordinary", lambda: some)
        yield


@pytest.fixture(scope="session")
def slice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a slice of the corpus."""
    return write_slice(tmp_path_factory.mktemp("slice"), rows_each=40)


@pytest.fixture(scope="session")
def held_back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a slice of what is held back: conversations and both sides of pairs among it."""
    folder = tmp_path_factory.mktemp("held")
    for path in sorted(FOLDER.glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        few = [line for at, line in enumerate(lines) if at < 24 or at % 8 == 0]
        (folder / path.name).write_text("\n".join(few) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def both_tiers(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Return a bundle with a linear and a transformer tier; what they say means nothing."""
    from tests.support.encoders import tiny_bundle, tiny_encoder  # noqa: PLC0415  # loads torch

    return tiny_bundle(tiny_encoder(tmp_path_factory.mktemp("tiny")), tmp_path_factory.mktemp("made") / "bundle")


@pytest.fixture
def five_batches(tmp_path: Path) -> Path:
    """Return a folder with a slice of the corpus and, as a fifth batch, one of its batches under another name."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    write_slice(folder, rows_each=30)
    rows = [json.loads(line) for line in (folder / f"{BATCHES[0]}.jsonl").read_text(encoding="utf-8").splitlines()]
    again = [json.dumps(row | {"id": f"again-{row['id']}", "author_batch": "again"}) for row in rows]
    (folder / "again.jsonl").write_text("\n".join(again) + "\n", encoding="utf-8")
    return folder
