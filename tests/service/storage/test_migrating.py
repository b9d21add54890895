from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from service.errors import ConfigurationError, DatabaseNotAtHeadError
from service.factory import ProcessContext
from service.schema import Base
from service.settings import Settings
from service.storage.database import Database
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
