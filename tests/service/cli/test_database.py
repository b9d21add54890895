"""`lont db`: the schema, and what can only be filled in by whoever has the keys."""

from __future__ import annotations

import pytest
from sqlalchemy import delete
from typer.testing import CliRunner

from service.cli.database import app
from service.factory import ProcessContext
from service.schema import ContactMention
from service.settings import Settings
from tests.support.contacts import HANDLE, NUMBER, naming


def test_contacts_of_items_scored_before_are_filled_in_and_counted(
    context: ProcessContext, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LONT_HOME", str(settings.home))
    monkeypatch.setenv("LONT_DATABASE_URL", str(settings.database_url))
    item_id = naming(context, f"verse cobra 6 te koop vanaf tien stuks, {HANDLE} of {NUMBER}")
    with context.database.write() as session:
        session.execute(delete(ContactMention))
    result = CliRunner().invoke(app, ["fill-contacts"])
    assert result.exit_code == 0
    assert result.stdout == "2 times an item names a contact.\n"
    with context.reading() as factory:
        assert len(factory.contacts().of_item(item_id).contacts) == 2


def test_a_new_database_is_upgraded_and_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONT_HOME", str(settings.home))
    monkeypatch.setenv("LONT_DATABASE_URL", str(settings.database_url))
    result = CliRunner().invoke(app, ["upgrade"])
    assert result.exit_code == 0
    assert "is at the current schema." in result.stdout
