"""Reads the JSON body of a request, strictly, and reports everything that is wrong with it at once.

FastAPI would read the body before it looks at the key, take "5" for a number, and quote the input in its complaint;
here the key was checked before, types are what they say, and nothing that was sent comes back.
"""

from __future__ import annotations

import json
from email.message import Message
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from starlette.concurrency import run_in_threadpool

from service.dependencies.faults import faults_of
from service.locale.wording import worded
from service.request_errors import BodyTooLargeError, ContentTypeError, JsonMalformedError, RequestInvalidError

__all__ = ["JsonBody", "RawBody", "invalid_request", "notice_body"]

T = TypeVar("T", bound=BaseModel)

_NOTICE_BYTES = 1_048_576
"""The longest body that speaks of one notice."""


class JsonBody(Generic[T]):
    """A dependency that gives the body as an object of `model`.

    Parameters
    ----------
    model
        What the body must be.
    keys_once
        Refuse a key that stands twice in one object, of which two readers may take two values.
    most_bytes
        Longest body that is looked into; ``None``: whatever the operator lets in.
    """

    def __init__(self, model: type[T], *, keys_once: bool = False, most_bytes: int | None = None) -> None:
        self._model = model
        self._keys_once = keys_once
        self._most = most_bytes

    async def __call__(self, request: Request) -> T:
        """Return the body.

        Raises
        ------
        BodyTooLargeError, ContentTypeError, JsonMalformedError, RequestInvalidError
            With all faults in the last case.
        """
        body = await request.body()
        return await run_in_threadpool(self.read, request.headers.get("content-type", ""), body)

    def read(self, content_type: str, body: bytes) -> T:
        """Return a body that was received already; raises as the dependency does."""
        _require_json(content_type)
        if self._most is not None and len(body) > self._most:
            raise BodyTooLargeError(f"The body has more than {self._most:,} bytes.", "Say less at once.")
        if self._keys_once:
            _require_keys_once(body)
        try:
            return self._model.model_validate_json(body, strict=True)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
        if errors[0]["type"] == "json_invalid":
            raise _malformed(errors[0]["ctx"]["error"])
        raise invalid_request([((("body", *fault["loc"])), fault["type"], fault["msg"]) for fault in errors])


def notice_body(model: type[T]) -> JsonBody[T]:
    """Return the dependency for a body that speaks of one notice: each key once, of at most 1 MiB."""
    return JsonBody(model, keys_once=True, most_bytes=_NOTICE_BYTES)


def _require_keys_once(body: bytes) -> None:
    """Refuse what is not JSON to the letter, numbers that are none among it, and keys that stand twice."""
    try:
        from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise _malformed(error) from None
    # What is here is UTF-8 and not deep; numbers stay text, since long ones are slow to read.
    json.loads(body, object_pairs_hook=_once, parse_int=str, parse_float=str)


def _malformed(why: object) -> JsonMalformedError:
    return JsonMalformedError(
        f"The body is not one JSON text in UTF-8: {why}.",
        "Send what a JSON library writes; NaN, Infinity and half surrogate pairs are not JSON.",
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonMalformedError("A key stands twice in one object of the body.", "Send each key once.")
    return found


async def _raw_body(request: Request) -> bytes:
    """Return the bytes that `JsonBody` read (they are kept with the request)."""
    return await request.body()


RawBody = Annotated[bytes, Depends(_raw_body)]


def invalid_request(errors: list[tuple[tuple[int | str, ...], str, str]]) -> RequestInvalidError:
    """Return the error for faults given as (place, code, what)."""
    faults = faults_of(errors)
    told = "The request has 1 fault; nothing of it was taken."
    if len(faults) != 1:
        told = worded("The request has {count} faults; nothing of it was taken.", count=len(faults))
    return RequestInvalidError(told, "Mend what `faults` names.", faults=faults)


def _require_json(content_type: str) -> None:
    message = Message()
    message["Content-Type"] = content_type or "none/none"
    charset = message.get_content_charset("utf-8")
    if message.get_content_type() != "application/json" or charset not in {"utf-8", "utf8", "us-ascii"}:
        raise ContentTypeError(
            "The body is not declared as JSON in UTF-8.", "Send the header `Content-Type: application/json`."
        )
