"""One JSON object a line."""

from __future__ import annotations

import pytest

from service.domain.messages import Refusal
from service.importers.json_lines import json_objects, value_at


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"a": ', "json_syntax"),
        (b"{} {}", "json_syntax"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "json_syntax"),
        (b"[" * 100_000, "nested_too_deep"),
        (b"[1]", "field_type"),
        (b'"json_syntax"', "field_type"),
        (b"null", "field_type"),
        (b'{"a": "caf\xe9"}', "bad_encoding"),
        (b'{"a": "\0"}', "nul_byte"),
        (b'{"a": "' + b"x" * 2_000_000 + b'"}', "too_long"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_bad_line_is_refused_and_those_beside_it_survive(line: bytes, code: str) -> None:
    found = list(json_objects([b'{"a": 1}\n' + line + b'\n\n{"a": 2}']))
    assert [found[0], found[2]] == [("line 1", {"a": 1}), ("line 4", {"a": 2})]
    assert isinstance(found[1], Refusal)
    assert (found[1].place, found[1].code) == ("line 2", code)


def test_a_dot_reaches_into_nested_objects_unless_a_key_has_it() -> None:
    record = {"a": {"b": {"c": 1}, "l": [1]}, "a.b": 2}
    assert [value_at(record, column) for column in ("a.b.c", "a.b", "a.x.c", "a.l.c", "x")] == [1, 2, None, None, None]
