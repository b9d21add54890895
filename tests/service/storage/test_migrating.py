from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import TextClause, text

from service import schema
from service.errors import ConfigurationError, DatabaseNotAtHeadError
from service.factory import ProcessContext
from service.schema import Base
from service.settings import Settings
from service.storage.database import Database
from service.storage.item_queries import ItemQueryStore
from service.storage.migrating import require_head, upgrade_to_head


def test_the_migrations_make_exactly_the_tables_of_the_schema(settings: Settings) -> None:
    database = Database(settings.database)
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    database.close()


def test_a_database_without_schema_is_refused_and_the_command_is_named(database_url: str) -> None:
    context = ProcessContext(Settings(database_url=database_url))
    with pytest.raises(DatabaseNotAtHeadError, match="lont db upgrade"):
        context.database  # noqa: B018  # asking for it is what opens it


def test_upgrading_twice_is_upgrading_once(database_url: str) -> None:
    database = Database(Settings(database_url=database_url).database)
    upgrade_to_head(database)
    upgrade_to_head(database)
    require_head(database)
    database.close()


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    database = Database("postgresql+psycopg://someone:geheim@127.0.0.1:1/lont")
    with pytest.raises(ConfigurationError) as caught:
        database.ping()
    assert "127.0.0.1:1" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_what_was_raised_before_there_was_a_queue_comes_into_it(database_url: str) -> None:
    database = Database(Settings(database_url=database_url).database)
    upgrade_to(database, "0001")
    channel: dict[str, object] = {
        "id": uuid4().hex,
        "platform": "telegram",
        "platform_id": "1",
        "name": "n",
        "timezone": "UTC",
    }
    channel |= {"visibility": "public", "lawful_basis": "test", "obtained_by": "test", "created_at": "2026-11-01"}
    raised = {"1": "|recruitment|", "2": "|f4_sale|", "3": "", "4": "|recruitment|f4_sale|"}
    with database.engine.begin() as connection:
        connection.execute(_insert("channels", channel), channel)
        for key, labels in raised.items():
            item: dict[str, object] = {
                "id": uuid4().hex,
                "channel_id": channel["id"],
                "platform": "telegram",
                "source_key": key,
            }
            item |= {"kind": "text", "text": "x", "version": 1, "captured_at": "2026-11-01", "state": "scored"}
            item |= {"lane": "live", "attempts": 0, "labels": labels}
            connection.execute(_insert("items", item), item)
    upgrade_to_head(database)
    with database.engine.connect() as connection:
        rows = connection.execute(text("SELECT source_key, state, priority FROM items ORDER BY source_key")).all()
    database.close()
    assert [tuple(row) for row in rows] == [
        ("1", "queued", "P1"),
        ("2", "queued", "P3"),
        ("3", "scored", None),
        ("4", "queued", "P1"),
    ]


def test_a_score_of_before_is_not_said_to_be_unsure(database_url: str) -> None:
    database = Database(Settings(database_url=database_url).database)
    upgrade_to(database, "0002")
    item_id = uuid4()
    channel: dict[str, object] = {"id": uuid4().hex, "platform": "telegram", "platform_id": "1", "name": "n"}
    channel |= {"timezone": "UTC", "visibility": "public", "lawful_basis": "test", "obtained_by": "test"}
    item: dict[str, object] = {"id": item_id.hex, "channel_id": channel["id"], "platform": "telegram"}
    item |= {"source_key": "1", "kind": "text", "text": "x", "version": 1, "captured_at": "2026-11-01"}
    item |= {"state": "scored", "lane": "live", "attempts": 0, "model_version": "m"}
    score: dict[str, object] = {"item_id": item_id.hex, "item_version": 1, "model_version": "m", "tier": "linear"}
    score |= {"recruitment": 0.1, "f4_sale": 0.2, "explanation": "[]", "scored_at": "2026-11-01"}
    with database.engine.begin() as connection:
        for table, row in (("channels", channel | {"created_at": "2026-11-01"}), ("items", item), ("scores", score)):
            connection.execute(_insert(table, row), row)
    upgrade_to_head(database)
    with database.read() as session:
        found = ItemQueryStore(session).get(item_id)
    database.close()
    assert found is not None
    assert found.unsure == ()


def test_a_decision_that_was_taken_back_before_there_were_campaigns_stays(database_url: str) -> None:
    database = Database(Settings(database_url=database_url).database)
    upgrade_to(database, "0003")
    channel: dict[str, object] = {"id": uuid4().hex, "platform": "telegram", "platform_id": "1", "name": "n"}
    channel |= {"timezone": "UTC", "visibility": "public", "lawful_basis": "test", "obtained_by": "test"}
    item: dict[str, object] = {"id": uuid4().hex, "channel_id": channel["id"], "platform": "telegram"}
    item |= {"source_key": "1", "kind": "text", "text": "x", "version": 1, "captured_at": "2026-11-01"}
    item |= {"state": "queued", "lane": "live", "attempts": 0}
    decision: dict[str, object] = {"id": uuid4().hex, "item_id": item["id"], "item_version": 1, "verdict": "reject"}
    decision |= {"labels": "[]", "saw_original": False, "codebook_version": "1", "decided_by": "test"}
    decision |= {"decided_at": "2026-11-01"}
    undoing = decision | {"id": uuid4().hex, "undoes": decision["id"]}
    channel |= {"created_at": "2026-11-01"}
    rows = (("channels", channel), ("items", item), ("decisions", decision), ("decisions", undoing))
    with database.engine.begin() as connection:
        for table, row in rows:
            connection.execute(_insert(table, row), row)
    upgrade_to_head(database)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT undoes, inherited_from FROM decisions WHERE undoes IS NOT NULL")).all()
    database.close()
    assert [(UUID(str(row[0])), row[1]) for row in found] == [(UUID(str(decision["id"])), None)]


def test_answers_that_were_remembered_before_there_were_people_stay(database_url: str) -> None:
    database = Database(Settings(database_url=database_url).database)
    upgrade_to(database, "0001")
    key: dict[str, object] = {"id": uuid4().hex, "name": "test", "secret_hash": "0" * 64, "scopes": '["ingest"]'}
    record: dict[str, object] = {"api_key_id": key["id"], "key": "first", "request_hash": "1" * 64}
    key, record = key | {"created_at": "2026-11-01"}, record | {"response": "{}", "created_at": "2026-11-01"}
    with database.engine.begin() as connection:
        for table, row in (("api_keys", key), ("idempotency_records", record)):
            connection.execute(_insert(table, row), row)
    upgrade_to_head(database)
    together = "SELECT k.name, k.account_id, k.platform, r.key, r.request_hash FROM api_keys k"
    together += " JOIN idempotency_records r ON r.api_key_id = k.id"
    with database.engine.connect() as connection:
        rows = connection.execute(text(together)).all()
    database.close()
    assert [tuple(row) for row in rows] == [("test", None, None, "first", "1" * 64)]


def upgrade_to(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _insert(table: str, row: dict[str, object]) -> TextClause:
    names = ", ".join(row)
    return text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})")  # noqa: S608  # names of ours
