from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from labeling.formats.doccano import write_doccano
from labeling.formats.importing import Imported, read_labels
from labeling.formats.names import FormatName
from tests.support.exports import META, sound_row

_CATS = ["explicitness:veiled", "f4_sale", "role:seller"]


def _line(**changes: object) -> str:
    return json.dumps({**META, "text": "😀 doos te koop", "Comments": [], "cats": _CATS, "entities": []} | changes)


def _read(folder: Path, *lines: str) -> Imported:
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return read_labels(folder / "all.jsonl", FormatName.DOCCANO)


def _only_span(imported: Imported) -> tuple[int, int, str]:
    [row] = imported.rows
    [span] = row.spans or ()
    return span.start, span.end, span.type


def test_offsets_go_out_in_utf_16_code_units(tmp_path: Path) -> None:
    row = sound_row(text="😀 doos", spans=({"start": 2, "end": 6, "type": "product"},))
    [file] = write_doccano([row], tmp_path / "out.jsonl")
    written: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    assert written["entities"] == [[3, 7, "product"]]
    assert written["cats"] == ["f4_sale", "explicitness:veiled", "role:seller"]


def test_entities_of_a_project_with_both_kinds_are_read(tmp_path: Path) -> None:
    assert _only_span(_read(tmp_path, _line(entities=[[3, 7, "product"]]))) == (2, 6, "product")


def test_spans_of_a_project_for_sequence_labelling_stand_in_label(tmp_path: Path) -> None:
    record = json.loads(_line(label=[[3, 7, "product"]]))
    del record["entities"]
    assert _only_span(_read(tmp_path, json.dumps(record))) == (2, 6, "product")


def test_entities_of_a_project_with_relations_are_objects(tmp_path: Path) -> None:
    entity = {"id": 4, "label": "product", "start_offset": 3, "end_offset": 7}
    assert _only_span(_read(tmp_path, _line(entities=[entity], relations=[]))) == (2, 6, "product")


def test_categories_of_a_project_for_classification_stand_in_label(tmp_path: Path) -> None:
    record = json.loads(_line(label=["explicitness:explicit", "recruitment", "role:recruiter"]))
    del record["cats"]
    [row] = _read(tmp_path, json.dumps(record)).rows
    assert (row.labels, row.explicitness, row.role) == ((1, 0), "explicit", "recruiter")


def test_what_a_table_did_to_numbers_is_undone(tmp_path: Path) -> None:
    talk = [{"author": "a", "text": "😀 doos te koop", "sent_at": None, "minutes": 2.5}]
    imported = _read(tmp_path, _line(messages=talk, target_index=0.0), _line(id="b", pair=float("nan")))
    assert imported.refused == []
    assert [row.target_index for row in imported.rows] == [0, None]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"cats": []}, "no category"),
        ({"cats": None}, "no category"),
        ({"cats": ["neither", "f4_sale"]}, "neither stands beside"),
        ({"cats": [*_CATS, "secret"]}, "category 4 of 4 is none that lont knows"),
        ({"cats": [*_CATS, ["secret"]]}, "category 4 of 4 is none that lont knows"),
        ({"cats": [*_CATS, "f4_sale"]}, "the category f4_sale is there twice"),
        ({"cats": [*_CATS, "role:buyer"]}, "explicitness or role is there more than once"),
        ({"cats": ["f4_sale", "explicitness:veiled", "role:secret"]}, "category 3 of 3 is none that lont knows"),
        ({"cats": ["f4_sale"]}, "explicitness and role: missing, where a label applies"),
        ({"label": "secret"}, "label: not a list"),
        ({"entities": "secret"}, "entities: not a list"),
        ({"entities": [[0, 3]]}, "entity 1 of 1: not of the form"),
        ({"entities": [[1, 3, "product"]]}, "entity 1 of 1: an offset lies outside the text, or inside a character"),
        ({"entities": [[3, 99, "product"]]}, "entity 1 of 1: an offset lies outside"),
        ({"entities": [[-2, 3, "product"]]}, "entity 1 of 1: an offset lies outside"),
        ({"entities": [[3, 3, "product"]]}, "entity 1 of 1: it ends before it begins"),
        ({"entities": [[0, 2, "product"], [3, 7, "secret"]]}, "entity 2 of 2: its type is none of"),
        ({"text": None}, "text: is missing"),
        ({"text": "\ud83d"}, "is no JSON object"),
        (
            {"messages": [{"author": "a", "text": "b", "a secret": 1}]},
            "messages.0: has a field",
        ),
        ({"codebook_version": "0.1"}, "codebook_version: 0.1, where"),
        ({"id": 31}, "id: missing; with --batch"),
        ({"author_batch": "../secret"}, "author_batch: cannot be the name of a file"),
    ],
)
def test_a_broken_record_is_told_and_the_one_after_it_goes_in(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    imported = _read(tmp_path, _line(**changes), _line(id="good"))
    assert [row.id for row in imported.rows] == ["good"]
    [refused] = imported.refused
    assert (refused.file, refused.place) == ("all.jsonl", "line 1")
    assert refused.reason.startswith(reason)
    assert "secret" not in refused.reason


def test_broken_lines_doubles_and_other_encodings_cost_their_own_line(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    latin = _line(id="b", text="x").replace('"x"', '"één"').encode("latin-1")
    lines = [_line(id="a").encode(), b'{"text": "secret', b"[1]", latin, _line(id="a").encode(), _line(id="c").encode()]
    file.write_bytes(b"\r\n".join(lines))
    imported = read_labels(file, FormatName.DOCCANO)
    assert [row.id for row in imported.rows] == ["a", "c"]
    assert [refused.place for refused in imported.refused] == ["line 2", "line 3", "line 4", "line 5"]
    assert "secret" not in str(imported.refused)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "all.jsonl").write_text(_line(), encoding=encoding)
    assert len(read_labels(tmp_path / "all.jsonl", FormatName.DOCCANO).rows) == 1


def test_utf_16_without_a_mark_is_refused_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text(_line(), encoding="utf-16-le")
    imported = read_labels(tmp_path / "all.jsonl", FormatName.DOCCANO)
    assert (imported.rows, len(imported.refused)) == ([], 1)
