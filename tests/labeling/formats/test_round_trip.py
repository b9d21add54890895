from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.corpus import CorpusMessage, CorpusRow, CorpusSpan
from labeling.corpus.row import SPAN_TYPES
from labeling.formats.importing import Imported, read_labels
from labeling.formats.names import FormatName
from labeling.formats.registry import FORMATS
from tests.support.exports import sound_row

_AWKWARD = st.sampled_from(
    [
        "=1+1",
        "'=x",
        "''s avonds",
        "-5",
        "@wie",
        "\r\n",
        "\n",
        "\r",
        "\0",
        '"',
        ";",
        ",",
        "\t",
        "👨🏻‍🚒",
        "e\u0301",
        "￼",
        "\u2028",
    ]
)
_TEXTS = st.one_of(
    st.lists(_AWKWARD | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)
_NAMES = st.one_of(
    st.sampled_from(["=1+1", "'=x", "-5", "@wie", ",;", '"', "👨🏻‍🚒"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80),
)
_BATCHES = st.from_regex(r"[a-z][a-z0-9_.-]{0,9}", fullmatch=True)
_LABELS = st.one_of(
    st.just((0, 0, "none", "none")),
    st.tuples(st.just(1), st.integers(0, 1), st.sampled_from(["explicit", "veiled"]), st.sampled_from(["broker"])),
    st.tuples(st.just(0), st.just(1), st.sampled_from(["explicit", "veiled"]), st.sampled_from(["seller", "buyer"])),
)
_MESSAGES = st.builds(
    CorpusMessage,
    author=_NAMES,
    text=_TEXTS,
    sent_at=st.none() | _NAMES,
    minutes=st.none() | st.floats(min_value=0, allow_infinity=False),
)


def _side_by_side(cuts: list[int], kinds: list[str]) -> tuple[CorpusSpan, ...]:
    at = sorted(set(cuts))
    return tuple(CorpusSpan(start=a, end=b, type=kind) for a, b, kind in zip(at[::2], at[1::2], kinds, strict=False))


@st.composite
def _rows(draw: st.DrawFn) -> CorpusRow:
    text = draw(_TEXTS)
    recruitment, f4_sale, explicitness, role = draw(_LABELS)
    around = draw(st.none() | st.lists(_MESSAGES, max_size=3))
    fields: dict[str, Any] = {}
    if around is not None:
        target = draw(st.integers(0, len(around)))
        own = draw(_MESSAGES).model_copy(update={"text": text})
        fields = {"messages": (*around[:target], own, *around[target:]), "target_index": target}
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=6))
    spans = _side_by_side(cuts, draw(st.lists(st.sampled_from(SPAN_TYPES), min_size=3, max_size=3)))
    return sound_row(
        id=draw(_NAMES),
        text=text,
        lang=draw(st.sampled_from(["nl", "pap", "mix"])),
        platform=draw(_NAMES),
        recruitment=recruitment,
        f4_sale=f4_sale,
        explicitness=explicitness,
        role=role,
        kind=draw(_NAMES),
        pair=draw(st.none() | _NAMES),
        spans=draw(st.sampled_from([None, spans])),
        author_batch=draw(_BATCHES),
        **fields,
    )


def _and_back(rows: list[CorpusRow], name: FormatName) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        file, *_ = FORMATS[name].write(rows, Path(folder) / "out.file")
        return read_labels(file, name)


@pytest.mark.parametrize("name", list(FormatName))
@settings(max_examples=40, deadline=None)
@given(rows=st.lists(_rows(), min_size=1, max_size=3, unique_by=lambda row: row.id))
def test_what_goes_out_comes_back_as_it_was(rows: list[CorpusRow], name: FormatName) -> None:
    assert _and_back(rows, name) == Imported(rows, [])


@pytest.mark.parametrize("name", list(FormatName))
def test_a_span_within_another_and_one_after_emoji_come_back(name: FormatName) -> None:
    spans = (
        CorpusSpan(start=0, end=6, type="product"),
        CorpusSpan(start=2, end=4, type="quantity"),
        CorpusSpan(start=7, end=8, type="contact"),
    )
    row = sound_row(text="😀😀 12 😀x", spans=spans)
    assert _and_back([row], name) == Imported([row], [])


@pytest.mark.parametrize("name", list(FormatName))
def test_spans_that_nobody_looked_for_are_not_spans_that_nobody_found(name: FormatName) -> None:
    rows = [sound_row(id="a", spans=None), sound_row(id="b", spans=())]
    assert [row.spans for row in _and_back(rows, name).rows] == [None, ()]
