from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.processes import lont


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    settings = {"LONT_HOME": str(tmp_path)}
    assert lont("db", "upgrade", settings=settings).returncode == 0
    return settings


def test_the_help_lists_the_commands_of_every_part() -> None:
    result = lont("--help", settings={})
    assert result.returncode == 0
    for command in ("up", "ingest", "score", "api", "worker", "beat", "train", "evaluate", "label", "bench", "keys"):
        assert f" {command} " in result.stdout


def test_a_key_is_made_listed_and_revoked(home: dict[str, str]) -> None:
    made = lont("keys", "create", "een platform", "--scope", "score", "--days", "30", settings=home)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("lont_")
    listed = lont("keys", "list", settings=home)
    assert made.stdout.strip() not in listed.stdout
    key_id = made.stderr.split()[1]
    assert lont("keys", "revoke", key_id, settings=home).returncode == 0
    assert lont("keys", "revoke", key_id, settings=home).returncode == 2


def test_a_scope_that_does_not_exist_is_refused_with_those_that_do(home: dict[str, str]) -> None:
    result = lont("keys", "create", "x", "--scope", "alles", settings=home)
    assert result.returncode == 2
    assert "score, ingest, read" in result.stderr


def test_the_settings_are_shown_without_secrets(tmp_path: Path) -> None:
    secret = "s" * 40
    settings = {
        "LONT_HOME": str(tmp_path),
        "LONT_SECRET_KEY": secret,
        "LONT_DATABASE_URL": "postgresql://lont:geheim@127.0.0.1/lont",
    }
    result = lont("settings", settings=settings)
    assert result.returncode == 0
    assert secret not in result.stdout
    assert "geheim" not in result.stdout


@pytest.mark.parametrize("command", ["worker", "beat"])
def test_a_process_of_its_own_needs_a_broker_that_it_can_reach(home: dict[str, str], command: str) -> None:
    result = lont(command, settings=home)
    assert result.returncode == 2
    assert "LONT_BROKER_URL" in result.stderr


def test_up_with_a_shared_broker_is_refused(home: dict[str, str]) -> None:
    result = lont("up", settings=home | {"LONT_BROKER_URL": "redis://127.0.0.1:6379/5"})
    assert result.returncode == 2
    assert "lont beat" in result.stderr


def test_a_misspelt_setting_stops_every_command() -> None:
    result = lont("status", settings={"LONT_DATABASE": "x"})
    assert result.returncode == 2
    assert "LONT_DATABASE" in result.stderr


def test_parked_items_can_be_asked_for_when_there_are_none(home: dict[str, str]) -> None:
    result = lont("requeue", settings=home)
    assert result.returncode == 0
    assert result.stdout.startswith("0 ")
