"""Lines of files of any quality."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from service.importers.bounded_lines import Line, bounded_lines


def test_lines_are_counted_from_one_and_lose_their_ends() -> None:
    assert list(bounded_lines([b"a\r\nb\n", b"\nc"])) == [
        Line(1, "a", None),
        Line(2, "b", None),
        Line(3, "", None),
        Line(4, "c", None),
    ]


def test_faulty_lines_are_marked_and_the_others_come() -> None:
    lines = list(bounded_lines([b"good\ncaf\xe9\nnul\0\n" + b"x" * 50 + b"\ngood\n"], limit=20))
    assert [line.fault for line in lines] == [None, "bad_encoding", "nul_byte", "too_long", None]


def test_a_line_of_exactly_the_limit_passes() -> None:
    assert [line.fault for line in bounded_lines([b"x" * 20 + b"\n" + b"x" * 21], limit=20)] == [None, "too_long"]


def test_a_line_of_50_megabytes_takes_no_more_memory_than_its_bound() -> None:
    tracemalloc.start()
    lines = list(bounded_lines((b"x" * 65_536 for _ in range(800)), limit=1_048_576))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line.fault for line in lines] == ["too_long"]
    assert len(lines[0].text) <= 1_000
    assert peak < 8_000_000


@given(st.binary(max_size=400), st.integers(1, 50))
def test_cutting_a_file_into_pieces_changes_nothing(content: bytes, size: int) -> None:
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    assert list(bounded_lines(pieces, limit=30)) == list(bounded_lines([content], limit=30))


@given(st.lists(st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"])), min_size=1))
def test_sound_lines_come_out_as_they_are(texts: list[str]) -> None:
    content = "\n".join([*texts, ""]).encode()
    assert [line.text for line in bounded_lines([content])] == texts
