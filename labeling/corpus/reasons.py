"""Says in plain words why something is refused, and never with a value that may be the text of a message."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from labeling.wording import printable

__all__ = ["reason_of"]

_LONGEST_NAME = 40
"""A longer name of a field, or one with white space, may be a text that slipped into its place."""
_COLUMN = re.compile(r"column (\d+)")
_PATTERNS = {
    "lang": "is no code of a language (two or three small letters), and not mix",
    "codebook_version": "is no version such as 1.1",
}
_LABELS = ("recruitment", "f4_sale")
_WORDS: Mapping[str, Callable[[ErrorDetails], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda fault: _extra(str(fault["loc"][-1])),
    "value_error": lambda fault: str(fault["ctx"]["error"]),
    "literal_error": lambda fault: f"is none of {fault['ctx']['expected']}",
    "string_pattern_mismatch": lambda fault: _PATTERNS.get(str(fault["loc"][-1]), "has a sign that does not print"),
    "string_too_short": lambda _: "is empty",
    "string_too_long": lambda fault: f"is longer than {fault['ctx']['max_length']} characters",
    "string_type": lambda _: "is no text",
    "too_short": lambda fault: f"has fewer than {fault['ctx']['min_length']}",
    "int_type": lambda _: "is no whole number",
    "float_type": lambda _: "is no number",
    "bool_type": lambda _: "is neither true nor false",
    "list_type": lambda _: "is no list",
    "tuple_type": lambda _: "is no list",
    "dict_type": lambda _: "is no table of fields",
    "model_type": lambda _: "is no object with fields",
}


def reason_of(error: ValidationError) -> str:
    """Name the place and the reason of the first fault: ``lang: is missing``.

    Parameters
    ----------
    error
        What pydantic found; its values are not looked at.
    """
    fault = error.errors(include_input=False, include_url=False)[0]
    if fault["type"] == "json_invalid":
        column = _COLUMN.search(fault["msg"])
        return f"is no JSON object, broken at column {column[1]}" if column else "is no JSON object"
    loc = fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"]
    where = printable(".".join(map(str, loc)))
    return f"{where}: {_words(fault)}" if where else _words(fault)


def _words(fault: ErrorDetails) -> str:
    if fault["loc"] and fault["loc"][-1] in _LABELS and fault["type"] != "missing":
        return "is neither 0 nor 1"
    tell = _WORDS.get(fault["type"])
    return tell(fault) if tell else fault["msg"].replace("Input should", "should")


def _extra(name: str) -> str:
    may_be_text = len(name) > _LONGEST_NAME or any(sign.isspace() for sign in name)
    return "has a field that does not belong there" + ("" if may_be_text else f": {printable(name)}")
