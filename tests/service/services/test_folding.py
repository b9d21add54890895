"""Which texts are folded until somebody asks for them."""

from __future__ import annotations

import pytest

from service.domain.preferences import Fold
from service.services.folding import LONG, folds, is_violent

_WORD, _TALK = " een lijk", "goedemorgen allemaal "
_LONG_TALK = (_TALK * LONG)[:LONG]


@pytest.mark.parametrize(
    ("text", "violent"),
    [
        ("", False),
        (_WORD, False),
        (_LONG_TALK, False),
        (_LONG_TALK[: LONG - len(_WORD) - 1] + _WORD, False),
        (_LONG_TALK[: LONG - len(_WORD)] + _WORD, True),
        ("bloed en een mes", False),
        ("bloed, een mes en een lijk", True),
    ],
)
def test_violent_is_one_word_in_a_long_text_or_many_in_any(text: str, *, violent: bool) -> None:
    assert is_violent(text) is violent


@pytest.mark.parametrize(
    ("text", "fold", "folded"),
    [
        (_TALK, Fold.VIOLENT, False),
        (_TALK, Fold.ALL, True),
        (_TALK, Fold.NONE, False),
        (_LONG_TALK + _WORD, Fold.VIOLENT, True),
        (_LONG_TALK + _WORD, Fold.ALL, True),
        (_LONG_TALK + _WORD, Fold.NONE, False),
        ("", Fold.ALL, False),
    ],
)
def test_each_person_folds_as_they_set(text: str, fold: Fold, *, folded: bool) -> None:
    assert folds(text, fold) is folded
