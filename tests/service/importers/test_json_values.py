"""Values out of a stream of JSON, with both backends of ijson."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importers import json_values
from service.importers.json_building import MAX_DEPTH
from service.importers.json_values import END, JsonPiece, json_pieces

_WHOLE = frozenset({("list", "*")})


@pytest.fixture(params=["yajl2_c", "python"], autouse=True)
def _backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_values, "backend", importlib.import_module(f"ijson.backends.{request.param}"))


def _pieces(text: bytes, size: int = 65_536) -> list[JsonPiece]:
    return list(json_pieces((text[start : start + size] for start in range(0, len(text), size)), _WHOLE))


def _built(pieces: list[JsonPiece]) -> list[tuple[object, str | None]]:
    return [(piece.value, piece.fault) for piece in pieces if piece.path == ("list", "*")]


def test_values_scalars_and_ends_come_in_the_order_of_the_file() -> None:
    assert _pieces(b'{"name": "x", "list": [{"a": [1, {"b": null}]}, 5], "z": [true]}') == [
        (("name",), "x", None),
        (("list", "*"), {"a": [1, {"b": None}]}, None),
        (("list", "*"), 5, None),
        (("list",), END, None),
        (("z", "*"), True, None),
        (("z",), END, None),
        ((), END, None),
    ]


@pytest.mark.parametrize("size", [1, 2, 7, 65_536])
def test_pieces_of_any_size_give_the_same_values(size: int) -> None:
    values = [{"text": 'é😀 \\ " \n', "n": [1, -2, {"deep": [[]]}]}, {}, []]
    text = json.dumps({"list": values}, ensure_ascii=False).encode()
    assert _built(_pieces(text, size)) == [(value, None) for value in values]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b'{"list": [{"a": 1}, {"a": 2', "file_truncated"),
        (b'{"list": [{"a": 1}, {"a": "x', "file_truncated"),
        (b'{"list": [{"a": 1}, {"a" 2}]}', "json_syntax"),
        (b'{"list": [{"a": 1}]} {"list": []}', "json_syntax"),
        (b'{"list": [{"a": 1}, {"a": NaN}]}', "json_syntax"),
    ],
)
def test_what_stands_before_a_break_comes_out_and_the_break_is_told(text: bytes, fault: str) -> None:
    pieces = _pieces(text, 8)
    assert _built(pieces)[0] == ({"a": 1}, None)
    assert pieces[-1].path == ()
    assert pieces[-1].fault in (fault, "file_truncated")


@pytest.mark.parametrize(
    ("damaged", "fault"),
    [
        (b'{"id": 1, "a": "caf\xe9"}', "bad_encoding"),
        (b'{"id": 1, "caf\xe9": 2}', "bad_encoding"),
        (rb'{"id": 1, "a": [{"b": "\ud83d"}]}', "lone_surrogate"),
        (b'{"id": 1, "a": ' + b"9" * 5_000 + b"}", "number_too_long"),
        (b'{"id": 1, "a": ' + b"[" * 200 + b"]" * 200 + b"}", "nested_too_deep"),
        (b'{"id": 1, "a": "' + b"x" * 1_100_000 + b'"}', "too_long"),
        (b'{"id": 1, "a": [' + b"{}," * 1_000_000 + b"0]}", "too_long"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_damaged_value_is_marked_and_its_neighbours_are_sound(damaged: bytes, fault: str) -> None:
    found = _built(_pieces(b'{"list": [{"a": 1}, ' + damaged + b', {"a": "\xc3\xa9"}]}'))
    assert [found[0], found[2]] == [({"a": 1}, None), ({"a": "é"}, None)]
    assert found[1][1] == fault
    assert isinstance(found[1][0], dict)
    assert found[1][0]["id"] == 1


def test_a_value_at_the_deepest_level_is_still_built() -> None:
    value = json.loads("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert _built(_pieces(b'{"list": [' + json.dumps(value).encode() + b"]}")) == [(value, None)]


@pytest.mark.parametrize("text", [b"[" * 300_000, b'{"a":' * 300_000, b'{"list": [' + b"[" * 300_000], ids=len)
def test_bottomless_nesting_ends_the_file_without_an_exception(text: bytes) -> None:
    assert _pieces(text)[-1].fault == "nested_too_deep"


def test_an_abandoned_stream_leaves_no_exception_behind() -> None:
    stream: Iterator[JsonPiece] = json_pieces([b'{"name": "x", ', b'"list": [1'], _WHOLE)
    assert next(stream).value == "x"
    del stream


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=12,
)


@given(st.lists(_json, max_size=5), st.integers(1, 60))
def test_any_values_come_out_as_they_went_in(values: list[object], size: int) -> None:
    text = json.dumps({"list": values}).encode()
    assert _built(_pieces(text, size)) == [(value, None) for value in values]


@given(st.binary(max_size=200), st.integers(1, 40))
def test_no_bytes_raise(text: bytes, size: int) -> None:
    assert all(isinstance(piece, JsonPiece) for piece in _pieces(b'{"list": [{"a": "' + text, size))
