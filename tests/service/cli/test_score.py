from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli.score import EXIT_FAULTS
from tests.support.processes import lont
from tests.support.tiers import small_bundle


@pytest.fixture
def nowhere() -> dict[str, str]:
    """Settings under which any touch of a database or broker would fail."""
    return {"LONT_HOME": "/proc/nowhere", "LONT_DATABASE_URL": "postgresql://127.0.0.1:1/nothing"}


def test_every_line_is_answered_in_its_place_and_a_bad_one_shows_in_the_exit_status(
    tmp_path: Path, nowhere: dict[str, str]
) -> None:
    lines = ['{"id": "a", "text": "nog 40 cobra\'s te koop, dm"}', "{kapot", '{"id": "c", "text": "hoe laat eten we"}']
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = lont("score", str(source), "-o", str(out), settings=nowhere)
    assert result.returncode == EXIT_FAULTS, result.stderr
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["a", None, "c"]
    assert answers[1]["line"] == 2
    assert "Traceback" not in result.stderr


def test_a_file_without_faults_ends_with_zero_and_answers_on_the_standard_output(
    tmp_path: Path, nowhere: dict[str, str]
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": 1, "text": "hoi"}\n', encoding="utf-8")
    result = lont("score", str(source), "--no-explain", "--progress", settings=nowhere)
    assert result.returncode == 0
    assert json.loads(result.stdout)["id"] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["does-not-exist.jsonl"], "file_refused"),
        (["-", "--bundle", "does-not-exist"], "bundle"),
    ],
)
def test_what_cannot_work_is_told_in_one_line_with_a_code(arguments: list[str], code: str) -> None:
    result = lont("score", *arguments, settings={})
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert code in result.stderr


def test_a_tier_that_the_bundle_lacks_is_told_with_a_code(tmp_path: Path) -> None:
    small_bundle(tmp_path)
    result = lont("score", "-", "--bundle", str(tmp_path), "--tier", "transformer", settings={})
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert "tier" in result.stderr
