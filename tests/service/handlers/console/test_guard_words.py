"""Every condition of a step can be translated."""

from __future__ import annotations

from service.domain.takedown.states import TRANSITIONS
from service.handlers.console.guard_words import GUARD_WORDS


def test_the_conditions_for_the_catalogue_are_those_of_the_table() -> None:
    assert {each.guard for each in TRANSITIONS} == GUARD_WORDS
