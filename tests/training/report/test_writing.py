from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from labeling.corpus import CorpusRow
from tests.support.rows import NEITHER, sound
from training.background import OWN_LINES, Flags
from training.holding_out import Held
from training.measured import Measured
from training.report import write_report

_VOID = {"meta", "br", "hr", "img", "link", "input"}


class _Read(HTMLParser):
    """A page as a browser reads it: tags in their order, tables as cells, headings, and all that is said."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.headings: list[str] = []
        self.said = ""
        self.open: list[str] = []
        self._caption = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3"}:
            self.headings.append("")
        if tag == "caption":
            self._caption = ""
        if tag == "tr":
            self.tables[self._caption].append([])
        if tag in {"th", "td"}:
            self.tables[self._caption][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "caption":
            self.tables[self._caption] = []

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.said += data
        if "caption" in self.open:
            self._caption += data
        elif {"th", "td"} & set(self.open):
            self.tables[self._caption][-1][-1] += data.strip()
        if {"h1", "h2", "h3"} & set(self.open):
            self.headings[-1] += data

    def line(self, caption: str, *names: str) -> list[str]:
        """Return the line of a table that begins with some names; those that a group shares are in its first line."""
        (found,) = (row for row in self.tables[caption] if row[: len(names)] == list(names))
        return found[len(names) :]


def _written(folder: Path, measured: Measured) -> _Read:
    write_report(folder, measured)
    page = _Read((folder / "report.html").read_text(encoding="utf-8"))
    assert page.open == []
    return page


def _rows(*changes: dict[str, object]) -> list[CorpusRow]:
    return [CorpusRow.model_validate(sound(id=f"r{at}", **one)) for at, one in enumerate(changes)]


def test_the_page_shows_every_section_and_the_figures_are_written_as_json(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, measured)
    assert page.headings[:4] == ["Evaluation of lont", "Summary", "What was measured", "Precision and recall"]
    anchors = [known["href"] for tag, known in page.tags if tag == "a"]
    ids = [known["id"] for _, known in page.tags if known.get("id")]
    assert anchors == [f"#{slug}" for slug in (
        "data", "curves", "comparison", "explicit", "pairs", "conversations", "disguise", "ordinary", "prevalence",
        "reliability", "cascade", "fast-tiers", "explanations", "errors",
    )]  # fmt: skip
    assert len(set(ids)) == len(ids)
    assert {str(anchor)[1:] for anchor in anchors} <= set(ids)
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == measured.figures


def test_candidates_of_the_fast_tier_are_drawn_and_listed(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, measured)
    assert page.line("Settings", "linear tier", "0.900") == ["0.9000", "0.1125"]


def test_figures_shown_are_those_given(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, measured)
    (given,) = (
        one for one in measured.figures["labels"]
        if (one["label"], one["lang"], one["detector"]) == ("f4_sale", "all", "cascade")
    )  # fmt: skip
    shown = [f"{given[name]:.3f}" for name in ("precision", "recall", "f1")]
    ends = f"{given['f1_low']:.3f} to {given['f1_high']:.3f}"
    expected = ["cascade", "160", "40", *shown, ends, f"{given['average_precision']:.3f}"]
    assert page.tables["f4_sale, by language and detector"][3] == expected
    part = measured.figures["hard_parts"]["cascade"]
    right, n = part["pairs"]
    assert page.line("Pairs with both sides right", "cascade")[:3] == [str(right), str(n), f"{right / n:.3f}"]
    assert f"(ECE): {part['calibration_error']['recruitment']:.3f}." in page.said
    flags = page.tables["Flags among ordinary messages: own lines"]
    assert flags[1] == ["all", "linear", "all", "1,000", "7", "7.00", "14.37", "700.00", "1,436.92"]
    assert flags[2] == ["linear", "copies folded", "1,000", "3", "3.00", "8.74", "300.00", "874.20"]
    assert page.line("Ordinary messages passed on", OWN_LINES) == ["0.0213"]
    assert page.line("Average precision lost", "recruitment", "messages") == ["0.0012"]
    assert page.line("Average precision lost", "conversations") == ["–"]
    assert page.tables[f"Precision by prevalence: {OWN_LINES}"][1][1] == "1 in 100"
    assert page.line("Mean loss of log-odds without some words", "linear", "f4_sale") == [
        "9", "2.100", "0.400", "1.700", "1.500 to 1.900", "0.900",
    ]  # fmt: skip


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, measured)
    for tag, known in page.tags:
        assert tag not in {"script", "link", "img", "iframe", "object", "base", "form", "use"}
        assert not {"src", "srcset", "action", "style", "xlink:href"} & set(known)
        assert not [name for name in known if name.startswith("on")]
        assert str(known.get("href", "#")).startswith("#")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|url\(|@import", text)


def test_pictures_and_tables_say_what_they_are(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, measured)
    ids = {known["id"] for _, known in page.tags if known.get("id")}
    pictures = [known for tag, known in page.tags if tag == "svg" and known.get("role") == "img"]
    assert len(pictures) >= 4
    for known in pictures:
        assert set(str(known["aria-labelledby"]).split()) <= ids
    assert all(known["scope"] in {"col", "row", "rowgroup"} for tag, known in page.tags if tag == "th")
    assert sum(tag == "caption" for tag, _ in page.tags) == sum(tag == "table" for tag, _ in page.tags)


def test_a_language_with_few_positives_is_marked(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, measured)
    firsts = [row[0] for row in page.tables["recruitment, by language and detector"]]
    assert {"nl *", "sv *"} <= set(firsts)
    page = _written(tmp_path, replace(measured, figures={"labels": measured.figures["labels"]}))
    assert "Few positives" not in page.said


def test_what_was_not_measured_is_left_out(tmp_path: Path, measured: Measured) -> None:
    page = _written(tmp_path, replace(measured, figures={}))
    assert [text for text in page.headings if ":" not in text] == [
        "Evaluation of lont", "What was measured", "Precision and recall", "Can scores be taken at their word?",
        "Worst errors to read",
    ]  # fmt: skip
    page = _written(tmp_path, Measured([], {}, {}))
    assert page.headings == ["Evaluation of lont"]


def test_a_detector_that_only_says_yes_or_no_has_a_point_and_no_curve(tmp_path: Path, measured: Measured) -> None:
    only = {"keyword list": measured.detectors["keyword list"]}
    page = _written(tmp_path, Measured(measured.rows, only, {}))
    classes = [str(known.get("class")) for _, known in page.tags]
    assert not any(name.startswith("curve") for name in classes)
    assert "dot s0" in classes
    assert "Can scores be taken at their word?" not in page.headings
    assert page.line("f4_sale: precision at some recalls (40 positives)", "keyword list")[2:] == ["–"] * 5


def test_a_label_without_positives_has_no_curve_and_no_misses(tmp_path: Path) -> None:
    rows = _rows({"text": "een doos"}, {"text": "mooi weer", **NEITHER}, {"text": "tot zo", **NEITHER})
    scores = np.array([[0.1, 0.9], [0.8, 0.2], [0.1, 0.3]])
    page = _written(tmp_path, Measured(rows, {"linear": Held(scores >= 0.5, scores)}, {}))
    assert "f4_sale: precision at some recalls (1 positive)" in page.tables
    assert not any("recruitment: precision" in caption for caption in page.tables)
    assert page.headings[-1] == "recruitment: false alarms, 1 message"
    assert page.line("recruitment: scores and what was so", "0.8 to 0.9") == ["1", "0.800", "0.000", "0.000 to 0.975"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</bdi></details><h2>mine</h2>",
        "\u202edoos <b>",
        '" onload="x',
        "{{ 7 * 7 }} &amp;",
    ],
    ids=["script", "closing tags", "right to left", "attribute", "template"],
)
def test_hostile_text_is_shown_as_it_is_and_set_apart(tmp_path: Path, text: str) -> None:
    around = [{"author": text, "text": f"before {text}"}, {"author": "b", "text": text}]
    rows = _rows({"text": text, "messages": around, "target_index": 1, "kind": text.replace("\u202e", "")})
    background = {text: [{"lang": "all", "detector": "linear"} | asdict(Flags.count([False]))]}
    page = _written(tmp_path, Measured(rows, {"linear": Held(np.zeros((1, 2), bool))}, {"background": background}))
    assert page.said.count(text) >= 4
    assert f"before {text}" in page.said
    assert "mine" not in page.headings
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in written
    for place in re.finditer("\u202e", written):
        assert written.rindex("<bdi>", 0, place.start()) > written.rfind("</bdi>", 0, place.start())


def test_the_surest_errors_come_first_and_25_are_shown(tmp_path: Path) -> None:
    rows = _rows(*({"text": f"weer {at:02}", **NEITHER} for at in range(30)))
    scores = np.column_stack([np.zeros(30), 0.6 + np.arange(30) / 100])
    page = _written(tmp_path, Measured(rows, {"cascade": Held(scores >= 0.5, scores)}, {}))
    assert page.headings[-1] == "f4_sale: false alarms, the surest 25 of 30"
    assert re.findall(r"weer (\d\d)", page.said) == [f"{at:02}" for at in range(29, 4, -1)]
    assert "0.890" in page.said


def test_the_context_of_an_error_stands_around_it(tmp_path: Path, measured: Measured) -> None:
    silent = Held(np.zeros((len(measured.rows), 2), bool), np.full((len(measured.rows), 2), 0.1))
    page = _written(tmp_path, Measured(measured.rows, {"cascade": silent}, {}))
    assert re.search(
        r"1 before, 1 after\s+a:\s+what came before\s+the message itself\s+c:\s+what came after", page.said
    )


def test_the_same_evaluation_gives_the_same_bytes(tmp_path: Path, measured: Measured) -> None:
    write_report(tmp_path, measured)
    first = (tmp_path / "report.html").read_bytes()
    write_report(tmp_path, measured)
    assert (tmp_path / "report.html").read_bytes() == first
