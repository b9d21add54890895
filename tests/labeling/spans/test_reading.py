from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from labeling.corpus import CorpusRow, read_corpus
from labeling.errors import CorpusError
from labeling.spans import read_marked_texts
from labeling.spans.reading import check_spans
from models.entities import ENTITY_TYPES
from tests.support.rows import sound

ROWS = [CorpusRow.model_validate(sound(id="a", text="cobra 6 - 12")), CorpusRow.model_validate(sound(id="b"))]
PRODUCT = {"type": "product", "start": 0, "end": 7}


def span_file(folder: Path, *rows: object) -> Path:
    file = folder / "spans.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_the_spans_of_lont_fit_its_corpus_and_are_enough() -> None:
    rows = read_corpus()
    assert check_spans(rows) == []
    marked = read_marked_texts(rows)
    assert len(marked) >= 1_500
    assert set(Counter(span.type for text in marked for span in text.spans)) == set(ENTITY_TYPES)
    assert len({text.row.author_batch for text in marked}) >= 50


def test_marked_texts_come_in_the_order_of_the_file_with_their_rows(tmp_path: Path) -> None:
    file = span_file(tmp_path, {"id": "b", "spans": []}, {"id": "a", "spans": [PRODUCT]})
    first, second = read_marked_texts(ROWS, file)
    assert (first.row.id, first.spans, second.row.id) == ("b", (), "a")
    assert second.row.text[second.spans[0].start : second.spans[0].end] == "cobra 6"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "c", "spans": []}, "no row of the corpus"),
        ({"id": "a", "spans": [PRODUCT | {"end": 99}]}, "outside the text"),
        ({"id": "a", "spans": [PRODUCT | {"end": 8}]}, "white space"),
        ({"id": "a", "spans": [PRODUCT | {"end": 0}]}, "end"),
        ({"id": "a", "spans": [PRODUCT | {"type": "weather"}]}, "type is none of"),
        ({"id": "a", "spans": [PRODUCT, {"type": "quantity", "start": 6, "end": 7}]}, "overlap"),
        ({"id": "a"}, "spans: is missing"),
        (["a"], "no object"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_number_and_why(tmp_path: Path, row: object, reason: str) -> None:
    file = span_file(tmp_path, {"id": "b", "spans": []}, row)
    ((number, fault),) = check_spans(ROWS, file)
    assert (number, reason in fault) == (2, True)
    with pytest.raises(CorpusError, match="line 2"):
        read_marked_texts(ROWS, file)


def test_a_text_that_is_marked_twice_is_refused(tmp_path: Path) -> None:
    file = span_file(tmp_path, {"id": "a", "spans": []}, {"id": "a", "spans": [PRODUCT]})
    assert check_spans(ROWS, file) == [(2, "the text is marked twice")]


def test_a_row_of_a_price_list_may_hold_others(tmp_path: Path) -> None:
    row = {"type": "price_row", "start": 0, "end": 12}
    assert check_spans(ROWS, span_file(tmp_path, {"id": "a", "spans": [row, PRODUCT]})) == []


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        read_marked_texts(ROWS, tmp_path / "none.jsonl")
