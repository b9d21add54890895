"""Reads what a change of a takedown request has to say besides its body: which request, which version, which key."""

from __future__ import annotations

import re
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from service.dependencies.bodies import invalid_request
from service.domain.takedown.records import read_public_id
from service.errors import LontError

__all__ = [
    "IDEMPOTENCY_KEY_PATTERN",
    "IF_MATCH_PATTERN",
    "REQUEST_ID_PATTERN",
    "IdempotencyKey",
    "IdempotencyKeyRequiredError",
    "IfMatch",
    "IfMatchUnreadableError",
    "RequestId",
]

IDEMPOTENCY_KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"
IF_MATCH_PATTERN = r'^"(0|[1-9][0-9]{0,17})"$'
REQUEST_ID_PATTERN = r"^tdr_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_NO_REQUEST = UUID(int=0)
"""No request has it, so what is no id at all is answered exactly as an unknown one."""


class IdempotencyKeyRequiredError(LontError):
    """A call that makes something came without the key that makes it safe to repeat."""

    code = "idempotency_key_required"
    status = 400
    title = "An Idempotency-Key is needed"


class IfMatchUnreadableError(LontError):
    """The header If-Match is there and names no single version."""

    code = "if_match_unreadable"
    status = 400
    title = "If-Match names no version"


def _request_id(
    request_id: Annotated[
        str,
        Path(description="Of the request: `tdr_` and a UUID.", json_schema_extra={"pattern": REQUEST_ID_PATTERN}),
    ],
) -> UUID:
    return read_public_id(request_id) or _NO_REQUEST


def _if_match(request: Request) -> int | None:
    """Return the version that the caller saw; ``None`` without the header, which the service then asks for."""
    given = request.headers.getlist("if-match")
    if not given:
        return None
    if len(given) > 1 or not re.fullmatch(IF_MATCH_PATTERN, given[0]):
        raise IfMatchUnreadableError(
            "Expected one strong entity tag; weak ones, lists and * name no single version.",
            "Send back the header ETag of the answer as it came.",
        )
    return int(given[0].strip('"'))


def _idempotency_key(request: Request) -> str:
    given = request.headers.getlist("idempotency-key")
    if not given:
        raise IdempotencyKeyRequiredError(
            "The call makes something and came without an Idempotency-Key.",
            "Send the header with a word of your own for this request, and the same one if you have to repeat it.",
        )
    if len(given) > 1 or not re.fullmatch(IDEMPOTENCY_KEY_PATTERN, given[0]):
        fault = "Expected 1 to 200 visible ASCII characters, once"
        raise invalid_request([(("header", "Idempotency-Key"), "string_pattern_mismatch", fault)])
    return given[0]


RequestId = Annotated[UUID, Depends(_request_id)]
"""Which takedown request; what names none gives an id that none has."""

IfMatch = Annotated[int | None, Depends(_if_match)]
"""Which version of it the caller saw."""

IdempotencyKey = Annotated[str, Depends(_idempotency_key)]
"""The caller's own word for this request."""
