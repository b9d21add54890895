"""Brings a database to the current schema, and tells whether it is there."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from service import schema
from service.errors import DatabaseNotAtHeadError
from service.storage.database import Database

__all__ = ["require_head", "upgrade_to_head"]


def upgrade_to_head(database: Database) -> None:
    """Apply every migration that is still missing; does nothing when there is none."""
    with database.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def require_head(database: Database) -> None:
    """Refuse a database that is not at the current schema.

    Raises
    ------
    DatabaseNotAtHeadError
        Naming the command that brings it there.
    """
    database.ping()
    with database.engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if present != head:
        found = "has no schema" if present is None else f"is at revision {present}"
        raise DatabaseNotAtHeadError(
            f"The database {found}; this version of lont needs {head}.", "Run `lont db upgrade`."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    return config
