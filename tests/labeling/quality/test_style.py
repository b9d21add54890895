from __future__ import annotations

from random import Random

from labeling.corpus import CorpusRow
from labeling.quality import batch_styles
from tests.support.rows import NEITHER, sound

WORDS = ["doos", "markt", "straat", "fiets", "boek", "lamp", "stoel", "tafel", "raam", "deur", "jas", "tas"]


def _rows(batch: str, *, shouting: bool) -> list[CorpusRow]:
    """A hundred rows of one style; with ``shouting`` every hit ends with signs and is in capitals."""
    chance = Random(batch)  # noqa: S311  # must be repeatable, need not be secret
    rows = []
    for at in range(100):
        text = " ".join(chance.choices(WORDS, k=chance.randint(4, 9)))
        hit = at % 2 == 0
        text = text.upper() + "!!!" if shouting and hit else text
        rows.append(
            CorpusRow.model_validate(
                sound(id=f"{batch}{at}", text=text, author_batch=batch, **({} if hit else NEITHER))
            )
        )
    return rows


def test_a_batch_whose_hits_are_shouted_gives_its_labels_away() -> None:
    styles = {
        style.batch: style for style in batch_styles([*_rows("loud", shouting=True), *_rows("even", shouting=False)])
    }
    assert styles["loud"].labels_told is not None
    assert styles["loud"].labels_told > 0.95
    assert styles["even"].labels_told is not None
    assert styles["even"].labels_told < 0.8


def test_the_worst_comes_first_and_a_batch_without_hits_has_no_figure() -> None:
    plain = [row.model_copy(update={"f4_sale": 0, "author_batch": "plain"}) for row in _rows("plain", shouting=False)]
    styles = batch_styles([*plain, *_rows("loud", shouting=True)])
    assert [style.batch for style in styles] == ["loud", "plain"]
    assert styles[1].labels_told is None
    assert styles[1].recognised is not None
    assert 0 <= styles[1].recognised <= 1


def test_a_batch_without_another_of_its_language_is_not_compared() -> None:
    alone = [row.model_copy(update={"lang": "sv"}) for row in _rows("alone", shouting=True)]
    few = [row.model_copy(update={"lang": "de", "author_batch": f"few{at}"}) for at, row in enumerate(alone[:3])]
    styles = batch_styles([*alone, *few])
    assert {(style.recognised, style.by_chance) for style in styles} == {(None, None)}
