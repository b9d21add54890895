"""What the guard replaces, mends, and leaves alone."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importers.json_guard import DAMAGE_MARK, guarded


def _through(chunks: Iterable[bytes], limit: int = 1_048_576) -> bytes:
    return b"".join(chunk for chunk, _ in guarded(chunks, limit))


def _values(text: bytes, limit: int = 1_048_576) -> list[object]:
    found = json.loads(_through([text], limit))
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("string", "code"),
    [
        (b'"caf\xe9"', "bad_encoding"),
        (b'"\xed\xa0\x80"', "bad_encoding"),
        (rb'"\ud83d"', "lone_surrogate"),
        (rb'"\ude00 \ud83d\ude00"', "lone_surrogate"),
        (rb'"\\\ud83d\\ude00"', "lone_surrogate"),
        (b'"' + b"x" * 5_000 + b'"', "too_long"),
        (b"1" * 5_000, "number_too_long"),
        (b"-1e99999999999999999999", "number_too_long"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_harm_is_replaced_and_what_stands_beside_it_stays(string: bytes, code: str) -> None:
    assert _values(b'["before", ' + string + b', "after"]', limit=2_000) == ["before", DAMAGE_MARK + code, "after"]
    assert any(damaged for _, damaged in guarded([b"[" + string + b"]"], 2_000))


@pytest.mark.parametrize(
    "text",
    [
        rb'["\ud83d\ude00", "\\ud83d", "\\x41", "\"", "\\"]',
        '["é😀", 1e999, -12.5e-10, 12345678901234567, true, null]'.encode(),
        b'{"a": [1, {"b": "c"}],\n\t"d": ""}',
    ],
)
def test_sound_json_passes_byte_for_byte(text: bytes) -> None:
    assert _through([text]) == text
    assert not any(damaged for _, damaged in guarded([text]))


def test_the_control_characters_of_telegram_desktop_are_mended() -> None:
    assert _values(rb'["a\x0Bb\x1F", "\\x0B"]') == ["a\x0bb\x1f", "\\x0B"]


def test_raw_control_characters_in_a_string_are_escaped() -> None:
    assert _values(b'["a\x01b\x00c"]') == ["a\x01b\x00c"]


def test_a_mark_that_stands_in_the_file_itself_is_no_damage() -> None:
    text = f'["{DAMAGE_MARK}too_long"]'.encode()
    assert list(guarded([text])) == [(text, False)]


def test_an_unclosed_string_is_not_handed_on() -> None:
    assert _through([b'["a", "b']) == b'["a", '


def test_a_string_of_50_megabytes_takes_no_more_memory_than_its_bound() -> None:
    def chunks() -> Iterable[bytes]:
        yield b'["'
        yield from (b"x" * 65_535 + b"\\" if number % 2 == 0 else b'"' + b"x" * 65_535 for number in range(800))
        yield b'", "after"]'

    tracemalloc.start()
    found = json.loads(_through(chunks()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found[0] == DAMAGE_MARK + "too_long"
    assert found[-1] == "after"
    assert peak < 12_000_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text", [b"\\" + b'"\\' * 32_000 + b"\x01", b'"\\"' * 20_000 + b"\x01", b"\x01" + b"1" * 65_000]
)
def test_no_text_takes_long_to_look_through(text: bytes) -> None:
    assert len(_through([text])) < 2 * len(text)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=30),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=12,
)


@given(_json, st.integers(1, 40), st.booleans())
def test_any_sound_value_comes_through_however_it_is_cut(value: object, size: int, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only).encode()
    assert _through(_cut(text, size)) == text


@given(st.lists(st.sampled_from([b'"', b"a", b"\xff", b"1", b"e", b" ", b",", b"\x01"])), st.integers(1, 9))
def test_where_the_pieces_are_cut_does_not_matter(parts: list[bytes], size: int) -> None:
    text = b"".join(parts)
    assert _through(_cut(text, size), 12) == _through([text], 12)


def _cut(text: bytes, size: int) -> list[bytes]:
    return [text[start : start + size] for start in range(0, len(text), size)]
