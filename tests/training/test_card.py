from __future__ import annotations

from pathlib import Path

from labeling.corpus import CorpusRow
from tests.support.rows import NEITHER, sound
from training.card import write_card

RECRUITMENT = {"recruitment": 1, "f4_sale": 0, "role": "recruiter"}


def _card(folder: Path) -> str:
    changes = [*[NEITHER] * 5, *[RECRUITMENT] * 2, {}, {}, {"recruitment": 1, "f4_sale": 1}]
    rows = [
        CorpusRow.model_validate(sound(id=f"r{at}", author_batch=f"b{at % 2}", **change))
        for at, change in enumerate(changes)
    ]
    write_card(folder / "card.md", "1.2.3", rows, {"out_of_fold_average_precision_f4_sale": 0.8764, "parity": 0.00012})
    return (folder / "card.md").read_text(encoding="utf-8")


def test_rows_are_counted_as_they_are(tmp_path: Path) -> None:
    card = _card(tmp_path)
    assert "10 texts in 2 author batches" in card
    assert "3 (30%) are `recruitment`, 3 (30%) are `f4_sale`, 1 of them both; 5 (50%) are neither" in card
    assert "and 50% of them have a label" in card


def test_every_figure_is_shown_a_small_one_too(tmp_path: Path) -> None:
    card = _card(tmp_path)
    assert "- out of fold average precision f4 sale: 0.876" in card
    assert "- parity: 0.00012" in card


def test_nothing_is_said_of_the_number_of_tiers(tmp_path: Path) -> None:
    assert "One tier" not in _card(tmp_path)
