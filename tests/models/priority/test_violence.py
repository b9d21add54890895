"""Words of violence, by which pages fold texts."""

from __future__ import annotations

import pytest

from models.priority.violence import VIOLENCE, count_violence


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("goedemorgen allemaal, wie gaat er mee naar de markt", 0),
        ("cobra 6 te koop, 8 euro per stuk vanaf 50 stuks", 0),
        ("bij het lijk lag een mes", 2),
        ("he was stabbed and then shot", 2),
        ("he was stabbed, stabbed and stabbed", 1),
        ("sie haben ihn mit einem messer schwer verletzt", 2),
        ("han blev skjuten och misshandlad", 2),
        ("il a ete poignarde, deux blesses et un mort", 3),
        ("il a été poignardé, deux blessés et un mort", 3),
        ("v e r m o o r d", 1),
        ("er ligt een granaat", 1),
        ("we gooien een granaat bij je naar binnen, dan vloeit er bloed", 3),
    ],
)
def test_different_words_are_counted_also_disguised_ones(text: str, count: int) -> None:
    assert count_violence(text) == count


@pytest.mark.parametrize("language", VIOLENCE)
def test_every_word_of_a_list_is_found_as_it_stands_there(language: str) -> None:
    missed = [word for word in VIOLENCE[language].split() if not count_violence(word.strip("*").replace("+", " "))]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "van vandaag tot morgen, maak dat even af, het lijkt me wat",
        "the offer stands, we sang a song",
        "mes amis et mes parents",
        "das tue ich gern, der arme Mann",
        "schiet op, anders missen we de bus",
    ],
)
def test_everyday_words_of_one_language_are_no_violence_in_another(text: str) -> None:
    assert count_violence(text) == 0
