"""Corpus rows for tests, sound unless a test spoils them, and corpora made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SOUND: dict[str, Any] = {
    "id": "batch-001",
    "text": "een doos te koop",
    "lang": "nl",
    "platform": "telegram",
    "recruitment": 0,
    "f4_sale": 1,
    "explicitness": "veiled",
    "role": "seller",
    "kind": "offer",
    "author_batch": "batch",
    "codebook_version": "1.1",
}
NEITHER: dict[str, Any] = {"f4_sale": 0, "explicitness": "none", "role": "none"}


def sound(**changes: object) -> dict[str, Any]:
    """Return a sound row with some fields changed; ``None`` takes a field away."""
    return {name: value for name, value in (SOUND | changes).items() if value is not None}


def write_corpus(folder: Path, **files: list[dict[str, Any]]) -> Path:
    """Write files by name, one row a line, and return the folder."""
    for name, rows in files.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder
