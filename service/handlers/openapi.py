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
    IdempotencyKeyRequiredError,
    IfMatchUnreadableError,
)
from service.domain.takedown.judging import Failure
from service.errors import Fault, LontError
from service.problems import PROBLEM_TYPE, Problem, problem_of
from service.request_errors import (
    BodyTooLargeError,
    ContentTypeError,
    IncidentError,
    JsonMalformedError,
    KeyMissingError,
    LocalOnlyError,
    NotReadyError,
    RequestInvalidError,
    ScopeMissingError,
)
from service.services.alerts import AlertClaimedError, AlertNotFoundError
from service.services.decisions import DecisionConflictError
from service.services.items import ItemNotFoundError
from service.services.keys import IdempotencyConflictError, KeyRefusedError
from service.services.takedown.errors import (
    DuplicateRequestError,
    IncompleteNoticeError,
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    RequestNotFoundError,
    RouteError,
    VersionMismatchError,
)
from service.services.takedown.guards import DecisionUndoneError

__all__ = [
    "BODY_ERRORS",
    "CHANGE_ERRORS",
    "IDEMPOTENCY_KEY",
    "IF_MATCH",
    "KEY_ERRORS",
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
_FAULT = Fault("body.items.3.text", "This is needed and is not there.", "missing")
_TDR = "tdr_019a5d33-4b2a-7d1c-9e0f-3c5a7b9d1e2f"
_STATE_FAULTS = (
    Fault("current_state", "submitted", "current_state"),
    Fault("allowed_events", "ack", "allowed_event"),
    Fault("allowed_events", "decision_action", "allowed_event"),
)
_FAILURES = (
    Failure("TD-201", "/items/0/locator/url", "Invite link, not a message link.", "DSA 16(2)(b)"),
    Failure("TD-304", "/bona_fide", "The statement of good faith is missing.", "DSA 16(2)(d)"),
)
_SAMPLES: tuple[LontError, ...] = (
    JsonMalformedError(
        "The body is not one JSON text in UTF-8: expected value at line 1 column 12.",
        "Send what a JSON library writes.",
    ),
    KeyMissingError("The call needs a key and came without one.", "Send the header `Authorization: Bearer lont_…`."),
    KeyRefusedError(
        "The API key is unknown, expired or revoked.", "Ask the operator for a new one (`lont keys create`)."
    ),
    ScopeMissingError("The key lacks the scope 'ingest'.", "Ask the operator for a key with it."),
    LocalOnlyError("This server has no keys and so serves callers on its own machine only.", "Set keys."),
    ItemNotFoundError("There is no item of that id.", "Take the id from the list of items."),
    IdempotencyConflictError(
        "The Idempotency-Key was used before with another body.", "Send each new request with a key of its own."
    ),
    DecisionConflictError("It is decided already: confirm.", "Undo that decision first, if it is wrong."),
    AlertNotFoundError("That item has no alert.", "The page of alerts lists those that there are."),
    AlertClaimedError("Somebody else has claimed this alert.", "Nothing is left to do for you here."),
    RequestNotFoundError("There is no takedown request of that id.", "Take the id from the list of requests."),
    NotYoursToDoError("This is for analyst.", "Ask somebody with that access role."),
    InvalidTransitionError(
        "The request is submitted; approve does not fit that.",
        "You may do: ack, decision_action.",
        faults=_STATE_FAULTS,
    ),
    DuplicateRequestError(
        f"{_TDR} is open for the same content.",
        "Go on with that one.",
        faults=[Fault("existing_id", _TDR, "duplicate")],
    ),
    RouteError(
        "The item stands in a private group or chat, which no notice reaches.",
        "Refer it to the police (in danger 112); lont drafts no notice for it.",
    ),
    DecisionUndoneError(
        "An item of this request is not confirmed any more.",
        "Send the request back or take it back; it may not leave.",
    ),
    VersionMismatchError("You saw version 3; it is at 4 now.", "Look at it again, then decide."),
    PreconditionRequiredError(
        "The change does not say which version it is for.", 'Send the header `If-Match: "<version>"`.'
    ),
    IfMatchUnreadableError(
        "Expected one strong entity tag; weak ones, lists and * name no single version.",
        "Send back the header ETag of the answer as it came.",
    ),
    IdempotencyKeyRequiredError(
        "The call makes something and came without an Idempotency-Key.",
        "Send the header with a word of your own for this request, and the same one if you have to repeat it.",
    ),
    IncompleteNoticeError(_FAILURES),
    BodyTooLargeError("The body has more than 8,388,608 bytes.", "Send fewer inputs or items in each request."),
    ContentTypeError("The body is not declared as JSON in UTF-8.", "Send the header `Content-Type: application/json`."),
    RequestInvalidError(
        "The request has 1 fault; nothing of it was taken.", "Mend what `faults` names.", faults=[_FAULT]
    ),
    IncidentError("4e1f0c9a7b3d4d5e8a6f2b1c0d9e8f7a"),
    NotReadyError(
        "Not every part is there.",
        "Do what `faults` names, then ask again.",
        faults=[Fault("database", "Run `lont db upgrade`.", "database_not_at_head")],
    ),
)

KEY_ERRORS = (KeyMissingError, KeyRefusedError, ScopeMissingError, LocalOnlyError)
"""What a call with a key can answer."""
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
    for sample in _SAMPLES:
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
