"""Reads an OpenAPI document into what a page about it shows: calls with command lines, objects with their members."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import Any

__all__ = ["Call", "SchemaField", "SchemaTable", "calls_of", "schemas_of"]

_HEADER_EXAMPLES = {"Idempotency-Key": "Idempotency-Key: a-word-of-your-own", "If-Match": 'If-Match: "3"'}
_KEY_HEADER = "Authorization: Bearer $LONT_KEY"

_Schemas = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class SchemaField:
    """One parameter, or one member of an object."""

    name: str
    place: str
    """``query``, ``path``, ``header`` or, for a member, empty."""
    kinds: list[tuple[str, str | None]]
    """What it may be: words, and the schema that they name, if any."""
    needed: bool
    description: str


@dataclass(frozen=True, slots=True)
class SchemaTable:
    """An object of the API."""

    name: str
    description: str
    fields: list[SchemaField]


@dataclass(frozen=True, slots=True)
class Call:
    """One call."""

    id: str
    tag: str
    method: str
    path: str
    summary: str
    description: str
    scope: str | None
    parameters: list[SchemaField]
    body: str | None
    """Name of the schema of the body."""
    curls: list[tuple[str, str]]
    """What each shows, and the command line."""
    answers: list[tuple[str, str, list[tuple[str, str]]]]
    """Status, description, and examples with what each shows."""


def calls_of(document: dict[str, Any], base: str) -> list[Call]:
    """Return all calls of an OpenAPI document, as the page shows them.

    Parameters
    ----------
    document
        The OpenAPI document.
    base
        Address of the server, without a slash at the end.
    """
    schemas = document["components"]["schemas"]
    return [
        _call(path, method, operation, base, schemas)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]


def schemas_of(document: dict[str, Any]) -> list[SchemaTable]:
    """Return the objects that the calls take and give, by name."""
    schemas = document["components"]["schemas"]
    return [
        SchemaTable(name, schema.get("description", ""), _members(schema, schemas))
        for name, schema in sorted(schemas.items())
        if "properties" in schema
    ]


def _call(path: str, method: str, operation: dict[str, Any], base: str, schemas: _Schemas) -> Call:
    security = operation.get("security")
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Call(
        id=operation["operationId"],
        tag=operation["tags"][0],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        scope=", ".join(security[0]["key"]) if security else None,
        parameters=[_parameter(each, schemas) for each in operation.get("parameters", [])],
        body=_name_of(content["schema"]) if content else None,
        curls=_curls(
            base + path, method.upper(), content.get("examples", {}), _headers(operation, with_key=bool(security))
        ),
        answers=[_response(status, response) for status, response in sorted(operation["responses"].items())],
    )


def _parameter(parameter: dict[str, Any], schemas: _Schemas) -> SchemaField:
    return SchemaField(
        name=parameter["name"],
        place=parameter["in"],
        kinds=_kinds(parameter["schema"], schemas),
        needed=parameter.get("required", False),
        description=parameter.get("description", ""),
    )


def _members(schema: dict[str, Any], schemas: _Schemas) -> list[SchemaField]:
    needed = schema.get("required", [])
    return [
        SchemaField(name, "", _kinds(member, schemas), name in needed, member.get("description", ""))
        for name, member in schema["properties"].items()
    ]


def _kinds(schema: dict[str, Any], schemas: _Schemas) -> list[tuple[str, str | None]]:
    """Say in words what a schema lets in."""
    branches = schema.get("anyOf") or schema.get("oneOf")
    if branches:
        return [kind for branch in branches for kind in _kinds(branch, schemas)]
    if "$ref" in schema:
        name = _name_of(schema)
        return [(name, name)] if "properties" in schemas[name] else _kinds(schemas[name], schemas)
    if schema.get("type") == "array":
        return [(f"list of {words}", name) for words, name in _kinds(schema.get("items", {}), schemas)]
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return [(", ".join(map(str, values)), None)]
    return [(_plain_kind(schema), None)]


def _plain_kind(schema: dict[str, Any]) -> str:
    words = str(schema.get("format") or schema.get("type") or "anything")
    low = schema.get("minimum", schema.get("minLength"))
    high = schema.get("maximum", schema.get("maxLength"))
    if low is None and high is None:
        return words
    unit = " characters" if "maxLength" in schema else ""
    return f"{words}, {low or 0} to {high}{unit}" if high is not None else f"{words}, {low} or more"


def _name_of(schema: dict[str, Any]) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _headers(operation: dict[str, Any], *, with_key: bool) -> list[str]:
    """Return the headers that a call cannot do without, as arguments of curl."""
    needed = {each["name"] for each in operation.get("parameters", []) if each["in"] == "header" and each["required"]}
    shown = [f"-H {shlex.quote(line)}" for name, line in _HEADER_EXAMPLES.items() if name in needed]
    return [f'-H "{_KEY_HEADER}"', *shown] if with_key else shown


def _curls(address: str, method: str, examples: dict[str, Any], headers: list[str]) -> list[tuple[str, str]]:
    start = f"curl -s {shlex.quote(address) if '{' in address else address}"
    if method != "GET":
        start += f" -X {method}"
    start += "".join(f" \\\n  {header}" for header in headers)
    if not examples:
        return [("", start)]
    start += " \\\n  -H 'Content-Type: application/json' \\\n  -d "
    return [(each["summary"], start + shlex.quote(_pretty(each["value"]))) for each in examples.values()]


def _response(status: str, response: dict[str, Any]) -> tuple[str, str, list[tuple[str, str]]]:
    shown: list[tuple[str, str]] = []
    for media in response.get("content", {}).values():
        shown += [(each["summary"], _pretty(each["value"])) for each in media.get("examples", {}).values()]
        if "example" in media:
            shown.append(("", str(media["example"])))
    return status, response["description"], shown


def _pretty(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
