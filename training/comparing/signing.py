"""The word of a person on a comparison: who lets the second bundle take over, or does not, and why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from training.errors import TrainingError

__all__ = ["sign"]

_MOST = 500


def sign(record: Path, by: str, reason: str, *, accepted: bool) -> Mapping[str, Any]:
    """Write who decided what on a record of `lont compare`, and why; return the record.

    Parameters
    ----------
    record
        File that ``lont compare --json`` wrote.
    by
        Name of a person.
    reason
        In a sentence; a rule that is not kept has to be answered here.
    accepted
        Whether the second bundle may take the place of the first.

    Raises
    ------
    TrainingError
        Where the file is no such record or signed already, or name or reason are missing or overlong.
    """
    try:
        content = json.loads(record.read_text(encoding="utf-8"))
        signed, rules = content.get("decision"), content["rules"]
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        told = f"{record.name} is no record of a comparison."
        raise TrainingError(told, "Make one with `lont compare A B --json FILE`.") from None
    if signed is not None:
        raise TrainingError(f"{record.name} is signed already.", "Compare again, into another file.")
    for name, value in (("name", by), ("reason", reason)):
        if not value.strip() or len(value) > _MOST:
            raise TrainingError(f"A {name} of 1 to {_MOST} characters is needed.", f"Give a {name}.")
    content["decision"] = {
        "accepted": accepted,
        "by": by.strip(),
        "reason": reason.strip(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rules_not_kept": [rule["stated"] for rule in rules if not rule["is_kept"]],
    }
    record.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return dict(content)
