"""Gives a measurement an empty database of its own on the server that is set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from service.settings import Settings

__all__ = ["empty_database"]


@contextmanager
def empty_database(settings: Settings) -> Iterator[str | None]:
    """Make a database on the server that is set, and drop it in the end; ``None`` stands for a file of SQLite."""
    url = make_url(settings.database)
    if url.get_backend_name() == "sqlite":
        yield None
        return
    name = f"lont_bench_{uuid4().hex[:12]}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        server.dispose()
