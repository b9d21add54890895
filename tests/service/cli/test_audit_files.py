"""`lont audit export`, and the check of its file on a machine that has nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli.audit import app
from service.domain.audit import AuditAction
from service.errors import LontError
from service.factory import ProcessContext
from service.services.audit import AuditTrail
from service.settings import Settings
from service.storage.audit import AuditStore

Run = Callable[..., Result]
_WHY = ("--reason", "yearly check by the auditor")


@pytest.fixture
def run(context: ProcessContext, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a database with five sealed entries and one that is not."""
    monkeypatch.setenv("LONT_HOME", str(settings.home))
    monkeypatch.setenv("LONT_DATABASE_URL", str(settings.database_url))
    for number in range(6):
        if number == 5:
            context.sealer().seal()
        with context.database.write() as session:
            trail = AuditTrail(AuditStore(session))
            trail.note(f"u_{number % 2}", AuditAction.CONSULT, "item", f"i_{number}", justification="=1+1", n=number)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("ending", ["ndjson", "csv"])
def test_the_file_holds_what_is_sealed_and_proves_itself(run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"log.{ending}"
    assert run("export", file, *_WHY).exit_code == 0
    result = run("verify", file)
    assert (result.exit_code, "sound: 5 entries; each proves the one before" in result.stdout) == (0, True)
    position, head = run("head").stdout.split()
    assert run("verify", file, "--head", head, "--position", position).exit_code == 0
    assert run("verify", file, "--head", "a" * 64).exit_code == 4


def test_taking_the_log_out_is_an_entry_with_what_and_why(run: Run, context: ProcessContext, tmp_path: Path) -> None:
    run("export", tmp_path / "log.csv", *_WHY, "--kind", "authority", "--actor", "u_1")
    with context.reading() as factory:
        (_, noted) = factory.audit_entries().pending(0, 10)
    record = noted.record  # type: ignore[union-attr]  # it was written by lont
    assert (record.actor, record.action, record.object_kind) == ("svc_operator", "disclose", "log")
    assert record.justification == "yearly check by the auditor"
    assert record.details == {"kind": "authority", "wanted": {"actor": "u_1", "first": 1}}


def test_a_filtered_file_says_how_much_it_leaves_out(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.ndjson"
    assert run("export", file, *_WHY, "--actor", "u_0").exit_code == 0
    header, *entries, _ = map(json.loads, file.read_text().splitlines())
    assert (header["complete"], [entry["position"] for entry in entries]) == (False, [1, 3, 5])
    assert "2 between them are left out" in run("verify", file).stdout


def test_a_part_of_the_chain_is_complete_in_itself(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.ndjson"
    run("export", file, *_WHY, "--first", "2", "--last", "4")
    assert "sound: 3 entries; each proves the one before" in run("verify", file).stdout


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda lines: [*lines[:2], lines[2].replace("i_1", "i_9"), *lines[3:]], "changed_entry"),
        (lambda lines: [*lines[:2], *lines[3:]], "missing_entry"),
        (lambda lines: lines[:-1], "truncated"),
        (lambda lines: lines[:4], "missing_entry"),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "wrong_order"),
        (lambda lines: [*lines, lines[1]], "unreadable_line"),
        (lambda lines: [*lines[:2], "x", *lines[3:]], "unreadable_line"),
        (lambda lines: lines[:0], "truncated"),
    ],
    ids=["a field", "a line", "the end", "the tail", "the order", "one more", "rubbish", "all"],
)
def test_a_changed_file_is_found(
    run: Run, tmp_path: Path, change: Callable[[list[str]], list[str]], fault: str
) -> None:
    file = tmp_path / "log.ndjson"
    run("export", file, *_WHY)
    file.write_text("".join(f"{line}\n" for line in change(file.read_text().splitlines())))
    result = run("verify", file)
    assert (result.exit_code, fault in result.stdout) == (4, True), result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("log.ndjson", "--reason", "short"),
        ("log.xlsx", *_WHY),
        ("log.csv", *_WHY, "--kind", "curiosity"),
        ("log.csv", *_WHY, "--actor", "two words"),
        ("log.csv", *_WHY, "--first", "5", "--last", "4"),
    ],
)
def test_what_cannot_be_taken_out_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = run("export", tmp_path / words[0], *words[1:])
    assert isinstance(result.exception, LontError)
    assert list(tmp_path.glob("log.*")) == []


def test_a_file_that_is_there_is_not_written_over(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("mine")
    assert isinstance(run("export", file, *_WHY).exception, LontError)
    assert file.read_text() == "mine"
