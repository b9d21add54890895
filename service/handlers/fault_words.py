"""Words the faults of a form for whoever filled it in; those of pydantic come in English and are worded anew."""

from __future__ import annotations

from service.errors import Fault
from service.locale.languages import DEFAULT_LANGUAGE, current_reader, gettext, in_words
from service.locale.wording import N_

__all__ = ["fault_in_words"]

_NO_CHOICE = N_("This is none of the choices.")
_NO_NUMBER = N_("Expected a whole number.")
_NO_TIME = N_("Expected a date and a time.")
_OUT_OF_RANGE = N_("This is out of range.")
_BY_CODE = {
    "string_too_long": N_("This is too long."),
    "string_too_short": N_("This is too short."),
    "string_pattern_mismatch": N_("This has not the form that is expected here."),
    "string_type": N_("Expected text."),
    "enum": _NO_CHOICE,
    "literal_error": _NO_CHOICE,
    "bool_parsing": _NO_CHOICE,
    "int_parsing": _NO_NUMBER,
    "int_type": _NO_NUMBER,
    "datetime_parsing": _NO_TIME,
    "datetime_from_date_parsing": _NO_TIME,
    "greater_than_equal": _OUT_OF_RANGE,
    "less_than_equal": _OUT_OF_RANGE,
    "repeated": N_("This is there more than once."),
}
"""Codes of pydantic that a form can meet; its own words name limits, but only in English."""


def fault_in_words(fault: Fault) -> str:
    """Return what is wrong at one place, in the language of the reader."""
    if current_reader().language != DEFAULT_LANGUAGE and fault.code in _BY_CODE:
        return gettext(_BY_CODE[fault.code])
    return in_words(fault.what)
