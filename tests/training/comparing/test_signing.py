"""A person's word on a comparison."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.comparing.signing import sign
from training.errors import TrainingError


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a record with one rule that is not kept."""
    path = tmp_path / "comparison.json"
    rules = [{"stated": "Kept.", "is_kept": True}, {"stated": "Faster.", "is_kept": False}]
    path.write_text(json.dumps({"bundles": ["a", "b"], "rules": rules}), encoding="utf-8")
    return path


def test_who_decided_what_and_why_stands_in_the_record(record: Path) -> None:
    sign(record, " Jo Voorbeeld ", "Slower, and worth it.", accepted=True)
    kept = json.loads(record.read_text(encoding="utf-8"))
    decision = kept["decision"]
    assert (decision["accepted"], decision["by"], decision["reason"]) == (True, "Jo Voorbeeld", "Slower, and worth it.")
    assert decision["rules_not_kept"] == ["Faster."]
    assert kept["bundles"] == ["a", "b"]


def test_a_record_is_signed_once(record: Path) -> None:
    sign(record, "Jo", "No.", accepted=False)
    before = record.read_bytes()
    with pytest.raises(TrainingError, match="signed already"):
        sign(record, "Bo", "Yes.", accepted=True)
    assert record.read_bytes() == before


@pytest.mark.parametrize(("by", "reason"), [("", "Because."), ("Jo", " "), ("J" * 501, "Because.")])
def test_name_and_reason_are_needed(record: Path, by: str, reason: str) -> None:
    with pytest.raises(TrainingError, match="1 to 500"):
        sign(record, by, reason, accepted=True)


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", "3"])
def test_what_is_no_record_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match="no record"):
        sign(path, "Jo", "Because.", accepted=True)
