from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.augment import OPERATORS, disguise
from training.unseen_disguises import UNSEEN


@given(text=st.text(max_size=200), key=st.text(max_size=20))
def test_equal_keys_give_equal_disguises(text: str, key: str) -> None:
    assert disguise(text, key) == disguise(text, key)


def test_another_key_gives_another_disguise() -> None:
    text = "wie verkoopt er nog zware bangers voor oud en nieuw in de buurt van Zwolle"
    assert len({disguise(text, str(key)) for key in range(20)}) > 10


def test_what_evaluation_disguises_with_is_never_trained_on() -> None:
    assert not set(OPERATORS) & set(UNSEEN)


@pytest.mark.parametrize("operator", [*OPERATORS, *UNSEEN])
@given(text=st.text(max_size=200))
def test_no_operator_fails_on_any_text(operator: object, text: str) -> None:
    assert callable(operator)
    operator(text, Random(1))  # noqa: S311  # a test's, no secret
