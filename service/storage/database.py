"""Opens the database and hands out transactions: one for reading, one for writing, committed at the edge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from service.errors import ConfigurationError

__all__ = ["Database", "DatabaseError", "OperationalError"]

_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=30000",
)
_WRITES = "lont_writes"


class Database:
    """A SQLite file or a PostgreSQL server; safe to share between threads.

    Parameters
    ----------
    url
        SQLAlchemy URL.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        # What a statement carried stays out of the message of its error, and so out of logs.
        self.engine = create_engine(self.url, pool_pre_ping=not self.is_sqlite, hide_parameters=True)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a transaction that may write; commits at the end, rolls back when the block raises."""
        with Session(self.engine.execution_options(**{_WRITES: True})) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a transaction that only reads one state of the database."""
        with Session(self.engine) as session:
            yield session

    def ping(self) -> None:
        """Ask the database for a sign of life.

        Raises
        ------
        ConfigurationError
            When it does not answer; the URL is told without its password.
        """
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except OperationalError as error:
            raise ConfigurationError(
                f"The database {self.url.render_as_string()} does not answer.",
                "Start it, or mend LONT_DATABASE_URL.",
            ) from error

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    """Let SQLAlchemy and not the driver begin transactions, so that a writer takes its lock at once.

    A transaction that reads first and writes later fails in WAL mode when somebody else wrote in between;
    ``BEGIN IMMEDIATE`` makes it wait its turn instead.
    """

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401  # the driver's own connection
        connection.isolation_level = None
        for pragma in _SQLITE_PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
