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
from starlette.concurrency import run_in_threadpool

from service.dependencies.faults import faults_of
from service.locale.wording import worded
from service.request_errors import ContentTypeError, JsonMalformedError, RequestInvalidError

__all__ = ["JsonBody", "RawBody", "invalid_request"]

T = TypeVar("T", bound=BaseModel)


class JsonBody(Generic[T]):
    """A dependency that gives the body as an object of `model`.

    Parameters
    ----------
    model
        What the body must be.
    keys_once
        Refuse a key that stands twice in one object, of which two readers may take two values.
    """

    def __init__(self, model: type[T], *, keys_once: bool = False) -> None:
        self._model = model
        self._keys_once = keys_once

    async def __call__(self, request: Request) -> T:
        """Return the body.

        Raises
        ------
        ContentTypeError, JsonMalformedError, RequestInvalidError
            With all faults in the last case.
        """
        body = await request.body()
        return await run_in_threadpool(self.read, request.headers.get("content-type", ""), body)

    def read(self, content_type: str, body: bytes) -> T:
        """Return a body that was received already; raises as the dependency does."""
        _require_json(content_type)
        try:
            found = self._model.model_validate_json(body, strict=True)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_input=False)
        else:
            if self._keys_once:
                json.loads(body, object_pairs_hook=_once)
            return found
        if errors[0]["type"] == "json_invalid":
            raise JsonMalformedError(
                f"The body is not one JSON text in UTF-8: {errors[0]['ctx']['error']}.",
                "Send what a JSON library writes; NaN, Infinity and half surrogate pairs are not JSON.",
            )
        raise invalid_request([((("body", *fault["loc"])), fault["type"], fault["msg"]) for fault in errors])


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
