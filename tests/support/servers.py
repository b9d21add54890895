"""The real servers that tests talk to: where they are, and what to do when one is not there.

In continuous integration (CI=true) a missing server is a failure; elsewhere the test is skipped and says why.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
import redis

POSTGRES_URL = os.environ.get("LONT_TEST_POSTGRES_URL", "postgresql://root@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("LONT_TEST_REDIS_URL", "redis://127.0.0.1:6379")
RABBITMQ_URL = os.environ.get("LONT_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")


def require_server(url: str) -> None:
    """Go on only if somebody listens at the host and port of a URL."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), timeout=3):
            return
    except OSError:
        absent(f"{parts.scheme} at {parts.hostname}:{parts.port}")


def absent(what: str) -> None:
    """Fail in continuous integration, skip elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not there, and continuous integration needs it")
    pytest.skip(f"{what} is not there")


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """Make an empty PostgreSQL database, give its URL, and drop it in the end."""
    require_server(POSTGRES_URL)
    name = f"lont_test_{uuid4().hex[:12]}"
    with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(POSTGRES_URL)._replace(path=f"/{name}").geturl()
    finally:
        with psycopg.connect(POSTGRES_URL, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def fresh_redis_prefix() -> Iterator[tuple[str, str]]:
    """Give the URL of Redis and a prefix for queues that nobody else uses; delete those queues in the end."""
    require_server(REDIS_URL)
    prefix = f"t{uuid4().hex[:12]}"
    url = f"{REDIS_URL}/5"
    try:
        yield url, prefix
    finally:
        with redis.Redis.from_url(url) as client:
            for key in client.scan_iter(f"*{prefix}*"):
                client.delete(key)


@contextmanager
def fresh_rabbitmq_prefix() -> Iterator[tuple[str, str]]:
    """Give the URL of RabbitMQ and a prefix for queues that nobody else uses; delete those queues in the end."""
    import kombu  # noqa: PLC0415  # only the tests that use it pay for it

    require_server(RABBITMQ_URL)
    prefix = f"t{uuid4().hex[:12]}"
    try:
        yield RABBITMQ_URL, prefix
    finally:
        with kombu.Connection(RABBITMQ_URL) as connection, connection.channel() as channel:
            for name in ("send", "score.live", "score.backfill"):
                kombu.Queue(f"{prefix}.{name}", channel=channel).delete()
