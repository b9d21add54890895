"""The JSON Schema of takedown files, made from the model that reads them."""

from __future__ import annotations

import json

from service.domain.takedown.wire import TakedownFile

__all__ = ["schema_text"]

_ABOUT = (
    "One takedown request, schema version 1.0. What a rule asks for may be missing; the rules (TD-201 and later) tell. "
    "Times carry their zone."
)


def schema_text() -> str:
    """Return the schema (JSON Schema 2020-12) as it is shipped."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lont:takedown-request:1.0",
        **TakedownFile.model_json_schema(by_alias=True),
        "description": _ABOUT,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
