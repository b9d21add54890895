"""The crowd: unrelated messages that training puts around a row, so that what stands beside an offer is no offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from labeling.corpus import CorpusRow
from models.contract import ContextMessage, Message
from training.dataset import texts_by_language
from training.transformer.recipe import TransformerRecipe

__all__ = ["Crowd"]


@dataclass(frozen=True, slots=True)
class Crowd:
    """The texts that may stand around a message, by language."""

    offers: dict[str, list[str]]
    others: dict[str, list[str]]
    recipe: TransformerRecipe

    @classmethod
    def of(cls, rows: Sequence[CorpusRow], recipe: TransformerRecipe) -> Crowd:
        """Take the crowd from the rows that are learned from."""
        return cls(texts_by_language(rows, hits=True), texts_by_language(rows, hits=False), recipe)

    def around(self, message: Message, language: str, chance: Random) -> Message:
        """Return a message with others of its language before and after it, a share of them offers.

        Its labels stay: rows without a context are judged by what they say themselves, and none of those without a
        label would be an answer to an offer.
        """
        count = chance.randint(1, self.recipe.most_neighbours)
        here = chance.randint(0, count)
        neighbours = [ContextMessage(self._text(language, chance) or message.text) for _ in range(count)]
        return replace(message, before=tuple(neighbours[:here]), after=tuple(neighbours[here:]))

    def _text(self, language: str, chance: Random) -> str | None:
        texts = self.offers if chance.random() < self.recipe.offers_around else self.others
        return chance.choice(texts[language]) if language in texts else None
