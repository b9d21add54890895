from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.cli.takedown import EXIT_RULES
from service.demo.takedown import broken_requests, sound_requests
from tests.support.processes import lont

NOWHERE = {"LONT_HOME": "/proc/nowhere", "LONT_DATABASE_URL": "postgresql://127.0.0.1:1/nothing"}
"""Settings under which any touch of a database or broker would fail."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("takedown") / "examples"
    assert lont("takedown", "examples", str(folder), settings=NOWHERE).returncode == 0
    return folder


def test_the_examples_are_two_sound_and_many_broken_files(written: Path) -> None:
    names = {path.name for path in written.iterdir()}
    assert names == {f"{name}.json" for name in [*sound_requests(), *(each.file_name for each in broken_requests())]}


def test_a_sound_file_ends_with_zero_and_tells_what_was_not_checked(written: Path) -> None:
    result = lont("takedown", "validate", str(written / "recruitment.json"), "--phase", "A", settings=NOWHERE)
    assert result.returncode == 0, result.stderr
    assert "TD-308\tnot checked" in result.stdout
    assert "No rule failed up to phase A, judged as of 2026-11-21T21:03:30+00:00." in result.stdout


def test_a_broken_file_ends_with_three_and_each_rule_on_a_line_of_its_own(written: Path) -> None:
    path = written / "TD-303_A_no-reply-address.json"
    result = lont("takedown", "validate", str(path), "--phase", "A", "--json", settings=NOWHERE)
    assert result.returncode == EXIT_RULES
    answer = json.loads(result.stdout)
    assert not answer["ok"]
    assert answer["errors"] == [
        {
            "code": "TD-303",
            "pointer": "/notifier/email",
            "detail": "Nobody reads this address. Give one at which questions of the platform are answered.",
            "legal_ref": "DSA 16(2)(c)",
        }
    ]


def test_a_file_that_is_no_json_fails_by_the_rule_on_that(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_bytes(b'{"id": ')
    result = lont("takedown", "validate", str(path), "--phase", "S", settings=NOWHERE)
    assert result.returncode == EXIT_RULES
    assert result.stdout.startswith("TD-101\t/\t")


@pytest.mark.parametrize("arguments", [["nowhere.json"], ["nowhere.json", "--phase", "Q"]])
def test_what_cannot_be_asked_is_told_in_one_line(arguments: list[str]) -> None:
    result = lont("takedown", "validate", *arguments, settings=NOWHERE)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "[usage]" in result.stderr
