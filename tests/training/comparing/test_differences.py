"""Differences between two bundles, on rows whose answers are made up."""

from __future__ import annotations

import numpy as np
import pytest

from labeling.corpus import CorpusRow
from tests.support.comparisons import row, side
from training.comparing.differences import Difference, differences


def of(found: list[Difference], label: str, part: str) -> Difference:
    """Return one line of the table."""
    (only,) = (each for each in found if (each.label, each.part) == (label, part))
    return only


@pytest.fixture
def rows() -> list[CorpusRow]:
    """Return forty rows, every second one a sale, a quarter in German."""
    return [row(number, f4_sale=number % 2, lang="de" if number % 4 == 0 else "nl") for number in range(80)]


def test_a_bundle_that_finds_all_is_surely_better_than_one_that_finds_half(rows: list[CorpusRow]) -> None:
    truth = np.array([each.labels for each in rows], bool)
    half = truth & (np.arange(len(rows)) % 4 == 1)[:, None]
    found = of(differences(rows, side(half), side(truth)), "f4_sale", "all")
    assert found.before == pytest.approx(2 / 3)
    assert found.after == 1.0
    assert found.low > 0 < found.by


def test_equal_answers_differ_by_nothing_with_certainty(rows: list[CorpusRow]) -> None:
    truth = np.array([each.labels for each in rows], bool)
    assert {(each.by, each.low, each.high) for each in differences(rows, side(truth), side(truth))} == {(0, 0, 0)}


def test_a_part_with_few_hits_has_no_line_of_its_own(rows: list[CorpusRow]) -> None:
    truth = np.array([each.labels for each in rows], bool)
    parts = {each.part for each in differences(rows, side(truth), side(truth)) if each.label == "f4_sale"}
    assert "nl" in parts
    assert "de" not in parts
    assert {"all", "explicit", "in unseen disguise"} <= parts
    assert "veiled" not in parts


def test_disguise_is_compared_by_what_was_said_of_the_disguised(rows: list[CorpusRow]) -> None:
    truth = np.array([each.labels for each in rows], bool)
    blind = side(truth, disguised=np.zeros_like(truth))
    found = of(differences(rows, side(truth), blind), "f4_sale", "in unseen disguise")
    assert (found.before, found.after) == (1.0, 0.0)
