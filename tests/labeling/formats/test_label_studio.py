from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from labeling.codebook import VERSION
from labeling.formats.defaults import FILLED
from labeling.formats.importing import Imported, read_labels
from labeling.formats.label_studio import configuration, write_predicted_tasks, write_tasks
from labeling.formats.names import FormatName
from labeling.formats.predicting import Prediction
from tests.support.exports import META, annotation, choice, region, seller, sound_row, task, write_json


def _read(folder: Path, *tasks: object) -> Imported:
    return read_labels(write_json(folder / "export.json", list(tasks)), FormatName.LABEL_STUDIO)


def _reasons(imported: Imported) -> list[tuple[str, str]]:
    return [(refused.place, refused.reason) for refused in imported.refused]


def test_an_export_of_label_studio_with_all_its_fields_makes_a_row(tmp_path: Path) -> None:
    imported = _read(tmp_path, task(annotation(12, seller(region(4, 8, "doos", "product")))))
    spans = ({"start": 4, "end": 8, "type": "product"},)
    assert imported == Imported([sound_row(spans=spans)], [])


def test_of_several_annotations_the_newest_that_nobody_skipped_is_taken_and_the_rest_told(tmp_path: Path) -> None:
    other = [
        choice("recruitment", "no"),
        choice("f4_sale", "no"),
        choice("explicitness", "none"),
        choice("role", "none"),
    ]
    imported = _read(
        tmp_path,
        task(
            annotation(1, other, updated_at="2026-03-10T08:00:00Z"),
            annotation(2, seller(), updated_at="2026-03-10T08:00:00.5Z"),
            annotation(3, [], was_cancelled=True, updated_at="2026-03-11T08:00:00Z"),
            drafts=[{"id": 9, "result": []}],
        ),
    )
    assert [row.labels for row in imported.rows] == [(0, 1)]
    assert _reasons(imported) == [
        ("record 1", "draft 9 was never submitted, and is left out"),
        ("record 1", "annotation 3 was skipped"),
        ("record 1", "annotation 1 is older than the one taken, and is left out"),
    ]


def test_a_task_that_was_skipped_or_never_labelled_is_told_and_the_others_go_in(tmp_path: Path) -> None:
    imported = _read(tmp_path, task(), task(annotation(1, [], was_cancelled=True)), task(annotation(2, seller())))
    assert len(imported.rows) == 1
    assert [place for place, _ in _reasons(imported)] == ["record 1", "record 2", "record 2"]


def test_the_short_export_makes_the_same_rows(tmp_path: Path) -> None:
    record = {
        "text": "een doos te koop",
        "dialogue": [],
        "meta": META,
        "id": 7,
        "recruitment": "no",
        "f4_sale": "yes",
        "explicitness": "veiled",
        "role": "seller",
        "spans": [{"start": 4, "end": 8, "text": "doos", "labels": ["product"]}],
        "annotator": 1,
        "annotation_id": 12,
        "created_at": "2026-03-09T22:16:08.728353Z",
        "updated_at": "2026-03-09T22:16:08.728378Z",
        "lead_time": 4.288,
    }
    imported = _read(tmp_path, record, record | {"annotation_id": 11})
    assert imported.rows == [sound_row(spans=({"start": 4, "end": 8, "type": "product"},))]
    assert _reasons(imported) == [("record 2", "id: taken by an earlier record")]


@pytest.mark.parametrize(
    ("start", "end", "quoted"),
    [(3, 7, "doos"), (3, 7, None), (5, 9, "doos"), (3, 7, "do os")],
    ids=["code points", "code points, nothing quoted", "UTF-16 of old versions", "spaces of the browser"],
)
def test_offsets_after_emoji_count_what_the_quoted_words_tell(
    tmp_path: Path, start: int, end: int, quoted: str | None
) -> None:
    marked = seller(region(start, end, quoted, "product"))
    imported = _read(tmp_path, task(annotation(1, marked), text="😀😀 doos 😀 te koop"))
    assert [(span.start, span.end) for row in imported.rows for span in row.spans or ()] == [(3, 7)]


@pytest.mark.parametrize(
    ("start", "end", "quoted"), [(4, 90, None), (-1, 3, None), (8, 4, None), (4, 8, "koop"), (True, 8, None)]
)
def test_a_region_outside_the_text_or_on_other_words_is_refused(
    tmp_path: Path, start: int, end: int, quoted: str | None
) -> None:
    imported = _read(tmp_path, task(annotation(1, seller(region(start, end, quoted, "product")))))
    assert imported.rows == []
    assert "spans: an offset lies outside the text" in imported.refused[0].reason


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (seller(region(4, 8, "doos", "cobra 6")), "spans.0: type is none of"),
        (seller(region(4, 8, "doos")), "spans: a region has no label"),
        (seller(region(0, 8, None, "product"), region(4, 11, None, "product")), "spans: two spans cross"),
        (seller(region(0, 3, None, "product", "product")), "spans: the same span is there twice"),
        (seller()[:3], "role: missing, where a label applies"),
        ([*seller()[1:], choice("recruitment", "misschien")], "recruitment: not one of yes, no"),
        ([*seller(), choice("mood", "angry")], "a result is of no control"),
        ([*seller(), choice("role", "buyer")], "a result is of no control that lont knows, or of one that is there"),
        ([{"type": "relation", "from_id": "a", "to_id": "b"}], "value: missing"),
        ("nothing", "result: missing, or not a list"),
    ],
)
def test_a_broken_annotation_is_refused_with_its_reason(tmp_path: Path, result: object, reason: str) -> None:
    good = task(annotation(1, seller()))
    imported = _read(tmp_path, task(annotation(1, []) | {"result": result}), good)
    assert len(imported.rows) == 1
    assert _reasons(imported)[0][0] == "record 1"
    assert imported.refused[0].reason.startswith(reason)


def test_another_codebook_and_missing_fields_are_refused(tmp_path: Path) -> None:
    done = annotation(1, seller())
    imported = _read(
        tmp_path,
        task(done, data={"text": "secret", "dialogue": [], "meta": META | {"codebook_version": "0.9"}}),
        task(done, data={"text": "secret", "dialogue": []}),
        task(done, data={"dialogue": [], "meta": META}),
        task(done, data={"text": "x", "dialogue": [{"author": "a", "text": "x", "minutes": "soon"}], "meta": META}),
        "secret",
    )
    assert [reason for _, reason in _reasons(imported)] == [
        f"codebook_version: 0.9, where the codebook of lont is {VERSION}",
        f"{', '.join(FILLED)}: missing; with --batch NAME what is missing gets a default",
        "text: missing",
        "messages: minutes is no number",
        "not a task",
    ]


def test_what_stands_before_broken_json_goes_in(tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    good = json.dumps(task(annotation(1, seller())))
    file.write_text(f"[{good},{good[:200]}", encoding="utf-8")
    imported = read_labels(file, FormatName.LABEL_STUDIO)
    assert len(imported.rows) == 1
    assert "the file ends in the middle" in imported.refused[0].reason.lower()
    file.write_text(f"[{good},{good[:200]}}},{good}]", encoding="utf-8")
    imported = read_labels(file, FormatName.LABEL_STUDIO)
    assert (len(imported.rows), imported.refused[0].place) == (1, "record 2")


@pytest.mark.parametrize("content", ["", "3", "{}", "[]", '{"id": 7, "data": {"text": "secret"}}', "secret", "[[1]]"])
def test_what_is_no_list_of_tasks_is_refused_without_its_text(tmp_path: Path, content: str) -> None:
    (tmp_path / "export.json").write_text(content, encoding="utf-8")
    imported = read_labels(tmp_path / "export.json", FormatName.LABEL_STUDIO)
    assert (imported.rows, len(imported.refused)) == ([], 1)
    assert "secret" not in imported.refused[0].reason


def test_a_string_that_is_not_utf_8_costs_only_its_task_and_utf_16_none(tmp_path: Path) -> None:
    good = json.dumps(task(annotation(1, seller())))
    file = tmp_path / "export.json"
    file.write_bytes(b"[" + good.replace("een doos", "één doos").encode("latin-1") + b"," + good.encode() + b"]")
    imported = read_labels(file, FormatName.LABEL_STUDIO)
    assert (len(imported.rows), imported.refused[0].place) == (1, "record 1")
    file.write_text(f"[{good}]", encoding="utf-16")
    assert len(read_labels(file, FormatName.LABEL_STUDIO).rows) == 1


def test_the_configuration_has_a_control_for_every_result_and_a_choice_for_every_value(tmp_path: Path) -> None:
    row = sound_row(spans=({"start": 0, "end": 3, "type": "product"},))
    tasks, beside = write_tasks([row], tmp_path / "tasks.json")
    view = ET.fromstring(beside.read_text(encoding="utf-8"))  # noqa: S314  # our own
    [written] = json.loads(tasks.read_text(encoding="utf-8"))
    objects = {found.get("name"): found.get("value") for found in (*view.iter("Text"), *view.iter("Paragraphs"))}
    assert {f"${name}" for name in written["data"]} >= set(objects.values())
    for result in written["annotations"][0]["result"]:
        control = view.find(f".//*[@name='{result['from_name']}']")
        assert control is not None
        assert (control.get("toName"), control.tag.lower()) == (result["to_name"], result["type"])
        assert {result["value"][result["type"]][0]} <= {one.get("value") for one in control}
    assert beside.name == "tasks.xml"
    assert configuration() == beside.read_text(encoding="utf-8")


def test_what_the_model_says_stands_beside_the_label_and_is_not_read_back(tmp_path: Path) -> None:
    said = Prediction("2026.11.2", {"recruitment": 0.9, "f4_sale": 0.1}, ("recruitment",))
    file, _ = write_predicted_tasks([sound_row()], tmp_path / "tasks.json", [said])
    [written] = json.loads(file.read_text(encoding="utf-8"))
    [predicted] = written["predictions"]
    assert (predicted["model_version"], predicted["score"]) == ("2026.11.2", 0.9)
    chosen = {result["from_name"]: result["value"]["choices"] for result in predicted["result"]}
    assert chosen == {"recruitment": ["yes"], "f4_sale": ["no"]}
    assert read_labels(file, FormatName.LABEL_STUDIO) == Imported([sound_row()], [])


_LONG = 0.00012345678901234567


def test_floats_with_many_digits_in_what_is_not_read_cost_nothing(tmp_path: Path) -> None:
    scored = [result | {"score": _LONG} for result in seller()]
    predictions = [{"score": _LONG, "result": scored}]
    imported = _read(tmp_path, task(annotation(1, scored, lead_time=_LONG), predictions=predictions))
    assert imported == Imported([sound_row()], [])


@pytest.mark.parametrize("place", ["text", "start"])
def test_a_number_of_many_digits_in_what_is_read_costs_its_task_and_no_other(tmp_path: Path, place: str) -> None:
    long, marked = 10**30, seller(region(0, 3, None, "product"))
    marked[-1]["value"]["start"] = long if place == "start" else 0
    data: dict[str, Any] = {"text": long if place == "text" else "een doos te koop", "dialogue": [], "meta": META}
    imported = _read(tmp_path, task(annotation(1, marked), data=data), task(annotation(2, seller())))
    assert len(imported.rows) == 1
    assert [place for place, _ in _reasons(imported)] == ["record 1"]
    assert "19 digits" in imported.refused[0].reason


def test_a_score_goes_out_with_four_digits(tmp_path: Path) -> None:
    said = Prediction("2026.11.2", {"recruitment": _LONG, "f4_sale": 0.00098765}, ())
    file, _ = write_predicted_tasks([sound_row()], tmp_path / "tasks.json", [said])
    [predicted] = json.loads(file.read_text(encoding="utf-8"))[0]["predictions"]
    assert [predicted["score"], *(result["score"] for result in predicted["result"])] == [0.001, 0.0001, 0.001]
