from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.bench.feed import write_export
from service.cli.ingest import EXIT_REFUSED
from service.demo import FEED
from tests.support.processes import lont

STATED = ["--visibility", "public", "--lawful-basis", "made by a test", "--obtained-by", "test", "--timezone", "UTC"]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    settings = {"LONT_HOME": str(tmp_path)}
    assert lont("db", "upgrade", settings=settings).returncode == 0
    return settings


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_feed_goes_in_whole_and_is_known_the_second_time(home: dict[str, str]) -> None:
    files = [str(path) for path in sorted(FEED.iterdir()) if path.suffix != ".toml"]
    channels = ["--channels", str(FEED / "channels.toml")]
    first = lont("ingest", *files, *channels, "--wait", settings=home)
    assert first.returncode == 0, first.stderr
    assert "refused" in first.stdout
    second = lont("ingest", *files, *channels, settings=home)
    assert second.returncode == 0
    assert "wait for a score" not in second.stderr
    status = lont("status", settings=home)
    assert "pending" not in status.stdout
    assert "scored" in status.stdout


def test_a_channel_that_nobody_states_is_refused_with_the_options_that_state_it(
    home: dict[str, str], tmp_path: Path
) -> None:
    write_export(tmp_path / "result.json", 3)
    result = lont("ingest", str(tmp_path / "result.json"), settings=home)
    assert result.returncode == EXIT_REFUSED
    assert "--lawful-basis" in words(result.stdout)
    assert "Traceback" not in result.stderr


def test_what_was_stated_once_need_not_be_stated_again(home: dict[str, str], tmp_path: Path) -> None:
    export = tmp_path / "result.json"
    write_export(export, 3)
    assert lont("ingest", str(export), *STATED, settings=home).returncode == 0
    write_export(export, 5)
    result = lont("ingest", str(export), settings=home)
    assert result.returncode == 0, result.stdout + result.stderr


def test_good_messages_beside_bad_ones_go_in_and_the_bad_are_told(home: dict[str, str], tmp_path: Path) -> None:
    export = tmp_path / "result.json"
    write_export(export, 5)
    content = json.loads(export.read_text(encoding="utf-8"))
    content["messages"][2]["date_unixtime"] = "0"
    content["messages"][2]["date"] = "1970-01-01T00:00:00"
    export.write_text(json.dumps(content), encoding="utf-8")
    result = lont("ingest", str(export), *STATED, settings=home)
    assert result.returncode == EXIT_REFUSED
    assert "date_implausible" in result.stdout
    assert "4" in result.stdout


def test_a_file_that_is_none_does_not_keep_the_others_out(home: dict[str, str], tmp_path: Path) -> None:
    write_export(tmp_path / "good.json", 3)
    (tmp_path / "bomb.json").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    result = lont("ingest", str(tmp_path / "bomb.json"), str(tmp_path / "good.json"), *STATED, settings=home)
    assert result.returncode == EXIT_REFUSED
    assert "file_is_archive" in words(result.stderr)
    assert "good.json" in result.stdout


def test_a_database_without_schema_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    write_export(tmp_path / "result.json", 3)
    result = lont("ingest", str(tmp_path / "result.json"), *STATED, settings={"LONT_HOME": str(tmp_path)})
    assert result.returncode == 2
    assert "lont db upgrade" in words(result.stderr)


@pytest.mark.parametrize(
    "options",
    [["--format", "excel"], ["--map", "text"], ["--platform", "myspace"], ["--timezone", "Mars/Olympus"]],
)
def test_a_misused_option_is_told_in_words(home: dict[str, str], tmp_path: Path, options: list[str]) -> None:
    write_export(tmp_path / "result.json", 1)
    result = lont("ingest", str(tmp_path / "result.json"), *options, settings=home)
    assert result.returncode in {2, EXIT_REFUSED}
    assert "Traceback" not in result.stderr
    assert options[1] in words(result.stderr)
