from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from service.demo.takedown import broken_requests, sound_requests
from service.domain import takedown
from service.domain.takedown.wire_schema import schema_text

SHIPPED = Path(takedown.__file__).parent / "takedown_request.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SHIPPED.read_text(encoding="utf-8")), format_checker=FormatChecker())
OF_FORM = [each for each in broken_requests() if each.codes in {("TD-101",), ("TD-103",)}]


def test_the_shipped_schema_is_that_of_the_model() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)
    assert SHIPPED.read_text(encoding="utf-8") == schema_text(), "make it anew: lont takedown schema"


@pytest.mark.parametrize("name", sound_requests())
def test_the_schema_accepts_the_sound_requests(name: str) -> None:
    assert list(VALIDATOR.iter_errors(sound_requests()[name])) == []


@pytest.mark.parametrize("number", range(len(OF_FORM)))
def test_the_schema_refuses_what_is_broken_in_form(number: int) -> None:
    assert not VALIDATOR.is_valid(OF_FORM[number].document)
