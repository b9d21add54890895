"""Databases at the current schema, made once for all tests of a process: each test gets an empty one of its own.

Migrations are the same each time, and on PostgreSQL they cost a hundred times what emptying costs. Tests of migrations
themselves begin with a database that has no schema.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head
from tests.support.servers import fresh_postgres

__all__ = ["emptied_postgres", "sqlite_at_head"]


def sqlite_at_head(path: Path) -> None:
    """Put an empty SQLite database at the current schema there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_sqlite_template(), path)


def emptied_postgres() -> str:
    """Return the URL of this process's PostgreSQL database at the current schema, without a row.

    Whoever is still connected from the test before is cut off.
    """
    url = _postgres_at_head()
    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(url, autocommit=True) as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        connection.execute(others, [name])
        connection.execute(_emptying(connection))
    return url


def _emptying(connection: psycopg.Connection) -> sql.Composed:
    """Return statements that delete all rows and begin all numbers anew; foreign keys are not asked meanwhile."""
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    ).fetchall()
    numbers = connection.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'").fetchall()
    return sql.SQL(";").join(
        [
            sql.SQL("SET session_replication_role = replica"),
            *(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for (table,) in tables),
            *(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(number)) for (number,) in numbers),
        ]
    )


@cache
def _postgres_at_head() -> str:
    made = ExitStack()
    url = made.enter_context(fresh_postgres())
    atexit.register(made.close)
    _upgrade(Settings(database_url=url))
    return url


@cache
def _sqlite_template() -> Path:
    folder = tempfile.mkdtemp(prefix="lont-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(home=Path(folder))
    _upgrade(settings)
    return Path(settings.home) / "lont.sqlite3"


def _upgrade(settings: Settings) -> None:
    database = Database(settings.database)
    upgrade_to_head(database)
    database.close()
