from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli.takedown import EXIT_RULES, app
from service.demo.takedown import broken_requests, sound_requests
from service.errors import LontError
from service.factory import ProcessContext
from tests.support.api import sqlite_context
from tests.support.people import noted
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


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProcessContext]:
    """A database that the command finds by the settings."""
    monkeypatch.setenv("LONT_HOME", str(tmp_path))
    with sqlite_context(tmp_path) as context:
        yield context


def test_a_secret_for_posts_is_shown_once_and_replaced_by_the_next(home: ProcessContext) -> None:
    made = [CliRunner().invoke(app, ["secret", "telegram"]) for _ in range(2)]
    first, second = (each.stdout.strip() for each in made)
    assert first != second
    assert first not in made[0].stderr
    with home.writing() as factory:
        assert factory.notice_secrets().of_platform("telegram", datetime.now(UTC)) == [second, first]
    assert [entry.details["change"] for entry in noted(home)] == ["create", "rotate"]


def test_there_is_no_secret_for_an_unknown_platform(home: ProcessContext) -> None:
    refused = CliRunner().invoke(app, ["secret", "myspace"])
    assert isinstance(refused.exception, LontError)
    assert noted(home) == []
