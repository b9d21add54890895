from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from labeling.corpus import CorpusRow
from models.contract import Message
from tests.support.rows import sound
from training.transformer.crowd import Crowd
from training.transformer.recipe import TransformerRecipe

OFFERS = {"wie zet vannacht iets neer bij een deur", "nog veertig over, dm"}
OTHERS = {"goedemorgen allemaal", "hoe laat is de training", "de kat is terug"}
ROWS = [
    CorpusRow.model_validate(sound(id=text, text=text, lang="nl", f4_sale=0, explicitness="none", role="none"))
    for text in OTHERS
] + [
    CorpusRow.model_validate(sound(id=text, text=text, lang="nl", f4_sale=1, explicitness="veiled", role="seller"))
    for text in OFFERS
]
RECIPE = TransformerRecipe()
MESSAGE = Message("tot morgen", author="x")


def neighbours(recipe: TransformerRecipe, language: str = "nl", count: int = 400) -> list[list[str]]:
    """Return the texts around one message, many times over."""
    crowd, chance = Crowd.of(ROWS, recipe), Random(5)  # noqa: S311  # no secret
    found = (crowd.around(MESSAGE, language, chance) for _ in range(count))
    return [[near.text for near in message.before + message.after] for message in found]


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_as_many_of_the_neighbours_are_offers_as_asked(share: float) -> None:
    texts = [text for part in neighbours(replace(RECIPE, offers_around=share)) for text in part]
    assert set(texts) <= OFFERS | OTHERS
    assert sum(text in OFFERS for text in texts) / len(texts) == pytest.approx(share, abs=0.05)


def test_a_message_has_from_one_to_as_many_neighbours_as_asked() -> None:
    assert {len(part) for part in neighbours(RECIPE)} == {1, 2, 3}


def test_the_message_and_its_author_stay() -> None:
    found = Crowd.of(ROWS, RECIPE).around(MESSAGE, "nl", Random(1))  # noqa: S311  # no secret
    assert (found.text, found.author) == (MESSAGE.text, MESSAGE.author)


def test_a_language_without_other_texts_repeats_the_message_itself() -> None:
    assert {text for part in neighbours(RECIPE, "pap") for text in part} == {"tot morgen"}
