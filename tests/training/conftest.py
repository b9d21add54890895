"""A corpus that is large enough for a learning curve."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.corpora import BATCHES, write_slice


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
