from __future__ import annotations

import pytest

from training.keywords import raise_keywords


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cobra 6 te koop, 10 per stuk", (False, True)),
        ("C\u200bobr\u0430 6 te koop", (False, True)),
        ("klus vannacht: voordeur, 800 euro", (True, False)),
        ("hoe laat eten we", (False, False)),
        ("", (False, False)),
    ],
)
def test_a_label_is_raised_by_a_word_of_its_list_in_any_spelling(text: str, found: tuple[bool, bool]) -> None:
    assert raise_keywords(text) == found
