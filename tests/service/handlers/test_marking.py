"""How texts are cut into marked pieces."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.handlers.marking import Piece, marked, shortened

_spans = st.lists(
    st.fixed_dictionaries(
        {
            "label": st.sampled_from(["recruitment", "f4_sale"]),
            "start": st.integers(-2, 40),
            "end": st.integers(-2, 40),
            "weight": st.floats(-3, 3),
        }
    ),
    max_size=6,
)


def test_spans_mark_what_they_cover() -> None:
    spans = [
        {"label": "recruitment", "start": 4, "end": 9, "weight": 1.0},
        {"label": "f4_sale", "start": 7, "end": 11, "weight": 1.0},
        {"label": "recruitment", "start": 0, "end": 2, "weight": -1.0},
    ]
    assert marked("wie 💥 wil dat", spans, ["recruitment", "f4_sale"]) == [
        Piece("wie ", ()),
        Piece("💥 w", ("recruitment",)),
        Piece("il", ("f4_sale", "recruitment")),
        Piece(" d", ("f4_sale",)),
        Piece("at", ()),
    ]


def test_only_the_labels_that_are_asked_for_are_marked() -> None:
    spans = [{"label": "f4_sale", "start": 0, "end": 2, "weight": 1.0}]
    assert marked("abc", spans, ["recruitment"]) == [Piece("abc", ())]


@given(text=st.text(max_size=40), spans=_spans)
def test_the_pieces_together_are_the_text(text: str, spans: list[dict[str, Any]]) -> None:
    pieces = marked(text, spans, ["recruitment", "f4_sale"])
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    for piece in pieces:
        for label in piece.labels:
            assert any(span["label"] == label and span["start"] <= at < span["end"] for span in spans)
        at += len(piece.text)


@given(text=st.text(max_size=40), spans=_spans, most=st.integers(0, 50))
def test_a_shortened_text_is_its_beginning(text: str, spans: list[dict[str, Any]], most: int) -> None:
    pieces, more = shortened(marked(text, spans, ["recruitment"]), most)
    assert "".join(piece.text for piece in pieces) == text[:most]
    assert more is (len(text) > most)
