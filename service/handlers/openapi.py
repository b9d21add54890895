"""Completes the OpenAPI document: bodies that we read ourselves, and the problem documents of every call."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from service.dependencies.changes import (
    IDEMPOTENCY_KEY_PATTERN,
    IF_MATCH_PATTERN,
    IfMatchUnreadableError,
)
from service.errors import LontError
from service.handlers.problem_samples import SAMPLES
from service.problems import PROBLEM_TYPE, Problem, problem_of
from service.request_errors import (
    BodyTooLargeError,
    ContentTypeError,
    IncidentError,
    JsonMalformedError,
    KeyMissingError,
    LocalOnlyError,
    NotAcceptableError,
    RequestInvalidError,
    ScopeMissingError,
)
from service.services.keys import KeyRefusedError
from service.services.takedown.errors import (
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    RequestNotFoundError,
    VersionMismatchError,
)

__all__ = [
    "BODY_ERRORS",
    "CHANGE_ERRORS",
    "IDEMPOTENCY_KEY",
    "IF_MATCH",
    "KEY_ERRORS",
    "NOTICE_ERRORS",
    "REPLAYED",
    "REPLAY_HEADER",
    "Responses",
    "body_of",
    "complete_openapi",
    "examples",
    "problems",
    "with_headers",
]

Responses = dict[int | str, dict[str, Any]]

_REF = "#/components/schemas/{model}"
_REQUEST_ID = "8f2d1c6e0b7a4c8f9d3e5a1b2c4d6e8f"

KEY_ERRORS = (KeyMissingError, KeyRefusedError, ScopeMissingError, LocalOnlyError)
"""What a call with a key can answer."""
NOTICE_ERRORS = (*KEY_ERRORS, NotAcceptableError)
"""What a call with a key can answer that speaks of notices, in JSON only."""
BODY_ERRORS = (JsonMalformedError, BodyTooLargeError, ContentTypeError, RequestInvalidError)
"""What a call with a body can answer."""
CHANGE_ERRORS = (
    IfMatchUnreadableError,
    PreconditionRequiredError,
    VersionMismatchError,
    RequestNotFoundError,
    NotYoursToDoError,
    InvalidTransitionError,
)
"""What a call that changes a takedown request can answer."""

IDEMPOTENCY_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "A word of your own for this request; sent again with the same body, it makes nothing new.",
    "schema": {"type": "string", "pattern": IDEMPOTENCY_KEY_PATTERN},
}
REPLAYED = "Idempotency-Replayed"
"""Header of an answer that the same request had before."""
REPLAY_HEADER: dict[str, Any] = {REPLAYED: {"description": "`true`: answered before.", "schema": {"type": "string"}}}
IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the request as you saw it; nothing is changed that somebody else changed meanwhile.",
    "schema": {"type": "string", "pattern": IF_MATCH_PATTERN},
}


def problems(*kinds: type[LontError]) -> Responses:
    """Return the responses of a call that can end in these errors; any call can end in an incident."""
    found: Responses = {}
    for sample in SAMPLES:
        if type(sample) in (*kinds, IncidentError):
            media = found.setdefault(sample.status, {"description": sample.title, "content": {}})["content"]
            content = media.setdefault(PROBLEM_TYPE, {"schema": {"$ref": _REF.format(model="Problem")}, "examples": {}})
            document = problem_of(sample, _REQUEST_ID).model_dump()
            content["examples"][sample.stable_code] = _example(sample.title, document)
    return found


def examples(values: Mapping[str, Any], description: str) -> dict[str, Any]:
    """Return a response of a call with its examples, by what they show."""
    named = {_slug(title): _example(title, value) for title, value in values.items()}
    return {"description": description, "content": {"application/json": {"examples": named}}}


def body_of(model: type[BaseModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a route adds to its description for a body that `JsonBody` reads, with examples by what they show."""
    schema = {"$ref": _REF.format(model=model.__name__)}
    named = {_slug(title): _example(title, value) for title, value in values.items()}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "examples": named}}}}


def with_headers(*headers: dict[str, Any]) -> dict[str, Any]:
    """Return what a route adds to its description for headers that a dependency reads."""
    return {"parameters": list(headers)}


def complete_openapi(app: FastAPI, bodies: Sequence[type[BaseModel]]) -> None:
    """Let the app describe itself with the schemas of bodies and problems.

    Parameters
    ----------
    app
        The app, with all its routes.
    bodies
        Models that `body_of` refers to.
    """
    describe: Callable[[], dict[str, Any]] = app.openapi

    def described() -> dict[str, Any]:
        document = describe()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        if Problem.__name__ not in schemas:
            wanted = [(model, "validation") for model in (*bodies, Problem)]
            _, found = models_json_schema(wanted, ref_template=_REF)  # type: ignore[arg-type]  # it wants a Literal
            schemas.update(found["$defs"])
            _read_examples(document)
        return document

    app.openapi = described  # type: ignore[method-assign]  # the way that FastAPI documents


def _example(title: str, value: object) -> dict[str, Any]:
    """Return an example as JSON text, since FastAPI takes every null out of what it can look into."""
    return {"summary": title, "value": json.dumps(value)}


def _read_examples(document: dict[str, Any]) -> None:
    for operation in (each for path in document["paths"].values() for each in path.values()):
        for part in (operation.get("requestBody", {}), *operation["responses"].values()):
            for content in part.get("content", {}).values():
                for example in content.get("examples", {}).values():
                    example["value"] = json.loads(example["value"])


def _slug(title: str) -> str:
    return title.lower().replace(" ", "_").replace(",", "")
