"""The rule by which a page folds a text until somebody asks for it."""

from __future__ import annotations

from models.priority.violence import count_violence
from service.domain.preferences import Fold

__all__ = ["LONG", "MANY", "folds", "is_violent"]

LONG = 240
"""Characters from which one word of violence is enough; what is shorter is read before it could be unfolded."""
MANY = 3
"""Different words of violence from which a text of any length is violent."""


def is_violent(text: str) -> bool:
    """Tell whether a text is violent: a word of violence in a long one, or many of them in one of any length."""
    words = count_violence(text)
    return words >= MANY or (words > 0 and len(text) >= LONG)


def folds(text: str, fold: Fold) -> bool:
    """Tell whether somebody who folds like this is shown the text only when they ask for it."""
    if fold is Fold.VIOLENT:
        return is_violent(text)
    return fold is Fold.ALL and bool(text)
