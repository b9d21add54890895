"""Types of single values on the wire: texts, names, addresses, times, zones, each with its bounds and its complaint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from service.importers.field_reading import MAX_KEY, MAX_LOCATOR, MAX_NAME, MAX_TEXT

__all__ = ["Address", "ItemText", "Key", "Name", "ScoredText", "TimeZone", "WebAddress", "Whole", "Words"]

_UNSEEN = r"\s\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"
_ADDRESS = re.compile(rf"^https?://[^/?#:@\[\]\\{_UNSEEN}]+(:[0-9]{{1,5}})?([/?#][^{_UNSEEN}]*)?$")
"""A host, perhaps a port, no password, and nothing that cannot be seen; written so that JSON schema reads it too."""


@dataclass(frozen=True, slots=True)
class Words:
    """Marks a string that is stored: of bounded length, without U+0000, and not blank unless it may be empty."""

    shortest: int
    longest: int
    """Code points."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic checks it."""
        bounded = core_schema.str_schema(min_length=self.shortest, max_length=self.longest)
        return core_schema.no_info_after_validator_function(self._check, bounded)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the same as JSON schema."""
        # Python counts U+001C to U+001F and U+0085 as white space as well, which patterns of JSON schema do not.
        pattern = r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$" if self.shortest else r"^[^\u0000]*$"
        return {"type": "string", "minLength": self.shortest, "maxLength": self.longest, "pattern": pattern}

    def _check(self, value: str) -> str:
        if "\x00" in value:
            raise PydanticCustomError("nul_character", "The character U+0000 cannot be stored; take it out")
        if self.shortest and not value.strip():
            raise PydanticCustomError("blank", "This holds nothing but white space")
        return value


@dataclass(frozen=True, slots=True)
class Address:
    """Marks a whole http or https address."""

    longest: int

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how pydantic checks it."""
        bounded = core_schema.str_schema(max_length=self.longest)
        return core_schema.no_info_after_validator_function(_web_address, bounded)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Return the same as JSON schema."""
        return {"type": "string", "maxLength": self.longest, "pattern": _ADDRESS.pattern}


def _web_address(value: str) -> str:
    if not _ADDRESS.search(value):
        raise PydanticCustomError("address_invalid", "Expected a whole http or https address")
    return value


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(value: str) -> str:
    if value not in _zones():
        raise PydanticCustomError("time_zone_unknown", "Expected an IANA time zone, such as Europe/Amsterdam")
    return value


def _whole(value: object) -> object:
    """Take 3.0 for 3, as JSON schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = BeforeValidator(_whole)
"""Marks an integer; stands behind its bounds."""

ScoredText = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
"""A text that is scored and not stored."""

ItemText = Annotated[str, Words(0, MAX_TEXT)]
"""The text of an item; empty where there are only media."""

Name = Annotated[str, Words(1, MAX_NAME)]
"""A name or handle."""

Key = Annotated[str, Words(1, MAX_KEY)]
"""An id as the platform gives it."""

WebAddress = Annotated[str, Address(MAX_LOCATOR)]
"""An http or https address."""

TimeZone = Annotated[
    str, AfterValidator(_known_zone), WithJsonSchema({"type": "string", "format": "iana-timezone", "maxLength": 64})
]
"""An IANA time zone."""
