"""Rows that another process may be inserting at the same moment."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from service.factory import ProcessContext
from service.schema import Author
from service.storage.inserting import insert_ignoring

_NOW = datetime(2026, 11, 1, tzinfo=UTC)


def _row(key: str, handle: bytes) -> dict[str, object]:
    return {"author_key": key, "handle_encrypted": handle, "created_at": _NOW}


def test_a_row_that_is_there_already_stays_as_it_is(context: ProcessContext) -> None:
    with context.database.write() as session:
        insert_ignoring(session, Author, [_row("a", b"first")])
        insert_ignoring(session, Author, [_row("a", b"second"), _row("b", b"other")])
    with context.database.read() as session:
        authors = session.scalars(select(Author)).all()
        stored = {author.author_key: bytes(author.handle_encrypted) for author in authors}
    assert stored == {"a": b"first", "b": b"other"}


def test_no_rows_are_no_statement(context: ProcessContext) -> None:
    with context.database.read() as session:
        insert_ignoring(session, Author, [])
