"""Bodies that are too large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from service.middleware.body_limit import BodyLimitMiddleware
from service.request_errors import BodyTooLargeError
from tests.support.api import Api, sqlite_context

_JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Api]:
    with sqlite_context(tmp_path, max_body_bytes=2_000) as context:
        yield Api(context)


def _body(size: int) -> bytes:
    frame = b'{"inputs": [{"text": "%s"}]}'
    return frame % (b"a" * (size - len(frame) + 2))


@pytest.mark.parametrize(("size", "status"), [(1_999, 200), (2_000, 200), (2_001, 413)])
def test_a_body_up_to_the_limit_is_taken(small: Api, size: int, status: int) -> None:
    answer = small.client.post("/v1/score", content=_body(size), headers=small.headers | _JSON)
    assert answer.status_code == status


@pytest.mark.parametrize(("size", "status"), [(2_000, 200), (2_001, 413)])
def test_a_body_of_undeclared_length_is_counted(small: Api, size: int, status: int) -> None:
    body = _body(size)

    def chunks() -> Iterator[bytes]:
        for at in range(0, len(body), 300):
            yield body[at : at + 300]

    answer = small.client.post("/v1/score", content=chunks(), headers=small.headers | _JSON)
    assert answer.status_code == status


@pytest.mark.anyio
async def test_an_endless_body_is_not_read_to_its_end() -> None:
    read = 0

    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while True:
            await receive()

    async def endless() -> Message:
        nonlocal read
        read += 100
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    async def send(_message: Message) -> None: ...

    limited = BodyLimitMiddleware(app, most_bytes=1_000)
    with pytest.raises(BodyTooLargeError):
        await limited({"type": "http", "headers": []}, endless, send)
    assert read == 1_100


@pytest.mark.anyio
@pytest.mark.parametrize("declared", [b"1001", b"9" * 400])
async def test_a_declared_length_is_refused_unread(declared: bytes) -> None:
    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        await receive()

    async def never() -> Message:
        raise AssertionError("the body was read")

    async def send(_message: Message) -> None: ...

    limited = BodyLimitMiddleware(app, most_bytes=1_000)
    with pytest.raises(BodyTooLargeError):
        await limited({"type": "http", "headers": [(b"content-length", declared)]}, never, send)
