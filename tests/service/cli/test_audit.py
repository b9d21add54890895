from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update
from typer.testing import CliRunner, Result

from service.cli.audit import app
from service.domain.audit import AuditAction
from service.errors import LontError
from service.factory import ProcessContext
from service.schema import AuditEntry, AuditSeal
from service.services.audit import AuditTrail
from service.settings import Settings
from service.storage.audit import AuditStore

Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the database of the test."""
    monkeypatch.setenv("LONT_HOME", str(settings.home))
    monkeypatch.setenv("LONT_DATABASE_URL", str(settings.database_url))
    return lambda *words: CliRunner().invoke(app, words)


def note(context: ProcessContext, count: int) -> None:
    with context.database.write() as session:
        for number in range(count):
            AuditTrail(AuditStore(session)).note("u_1", AuditAction.CONSULT, "item", f"i_{number}")


def test_a_sound_log_is_told_in_a_sentence(context: ProcessContext, run: Run) -> None:
    note(context, 3)
    sealed = run("seal")
    assert "3 entries sealed." in sealed.stdout
    note(context, 1)
    result = run("verify")
    assert result.exit_code == 0
    assert result.stdout.startswith("The log is sound: 3 entries in 1 seals, 1 not sealed yet.")
    assert result.stderr == ""


def test_the_head_goes_into_a_log_line_when_the_log_is_sealed(context: ProcessContext, run: Run) -> None:
    note(context, 2)
    stderr = run("seal").stderr
    position, head = run("head").stdout.split()
    assert position == "2"
    assert "audit_sealed" in stderr
    assert head in stderr


def test_an_empty_log_has_a_head_that_can_be_checked_too(run: Run) -> None:
    position, head = run("head").stdout.split()
    assert (position, head) == ("0", "0" * 64)
    assert run("verify", "--head", head, "--position", position).exit_code == 0


def test_a_broken_log_is_told_with_its_first_place(context: ProcessContext, run: Run) -> None:
    note(context, 4)
    run("seal")
    with context.database.write() as session:
        session.execute(update(AuditEntry).where(AuditEntry.position == 3).values(actor="u_2"))
    result = run("verify")
    assert result.exit_code == 4
    assert result.stdout.startswith("The log is broken, first at position 3.\n3\tchanged_entry\t")


def test_of_many_faults_the_first_are_shown_and_the_others_counted(context: ProcessContext, run: Run) -> None:
    note(context, 25)
    run("seal")
    with context.database.write() as session:
        session.execute(update(AuditEntry).values(actor="u_2"))
    lines = run("verify").stdout.splitlines()
    assert len(lines) == 22
    assert lines[-1] == "At least 5 more places are broken."


def test_a_tail_that_was_cut_off_is_found_with_the_head_noted_before(context: ProcessContext, run: Run) -> None:
    note(context, 2)
    run("seal")
    note(context, 2)
    run("seal")
    position, head = run("head").stdout.split()
    assert run("verify", "--head", head.upper(), "--position", position).exit_code == 0
    with context.database.write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.position > 2))
        session.execute(delete(AuditSeal).where(AuditSeal.last > 2))
    assert run("verify").exit_code == 0
    result = run("verify", "--head", head)
    assert result.exit_code == 4
    assert "3\ttruncated\t" in result.stdout


def test_entries_that_wait_too_long_are_a_warning(context: ProcessContext, run: Run) -> None:
    note(context, 2)
    with context.database.write() as session:
        session.execute(update(AuditEntry).values(at=datetime(2026, 1, 1, tzinfo=UTC)))
    result = run("verify")
    assert result.exit_code == 0
    assert result.stderr.startswith("Warning: 2 entries wait for their seal")


@pytest.mark.parametrize("words", [("--head", "abc"), ("--head", "g" * 64), ("--position", "3")])
def test_a_head_that_is_none_is_refused(run: Run, words: tuple[str, ...]) -> None:
    result = run("verify", *words)
    assert isinstance(result.exception, LontError)
    assert result.exception.stable_code == "usage"


def test_the_help_tells_the_exit_statuses(run: Run) -> None:
    assert "Exit status: 0 sound, 4 broken" in " ".join(run("verify", "--help").stdout.replace("│", " ").split())
