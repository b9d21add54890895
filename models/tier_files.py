"""JSON files of a bundle that hold something for each tier, by its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from models.errors import TierFileError

__all__ = ["read_by_tier", "write_by_tier"]


def read_by_tier(path: Path) -> dict[str, Any]:
    """Return what a file holds, by tier.

    Raises
    ------
    TierFileError
        Where the file is missing, or is no JSON object.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = None
    if not isinstance(content, dict):
        raise TierFileError(
            f"{path.name} is missing or no JSON object.", "Copy the whole bundle again from where it was trained."
        )
    return content


def write_by_tier(path: Path, tier: str, content: dict[str, Any]) -> None:
    """Write what belongs to a tier; what the file holds of others stays."""
    held = read_by_tier(path) if path.exists() else {}
    path.write_text(json.dumps(held | {tier: content}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
