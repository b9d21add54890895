from __future__ import annotations

import pytest

from models.priority.threats import THREATS, speaks_to_somebody, threatens


@pytest.mark.parametrize("number", range(len(THREATS)))
def test_every_form_is_found_by_the_first_phrases_of_its_parts(number: int) -> None:
    parts = THREATS[number].parts
    assert threatens(" ".join(part.split()[0].strip("*").replace("+", " ") for part in parts))


@pytest.mark.parametrize(
    "text",
    [
        "explosie bij woning", "bom gevonden bij een winkel", "een granaat lag voor de deur", "bomb found at a house",
        "en bomb hittades vid en port", "bombe vor der tur gefunden", "une bombe devant une porte",
        "vuurwerkbom woning",
    ],
)  # fmt: skip
def test_nouns_alone_are_no_threat(text: str) -> None:
    assert not threatens(text)


def test_the_one_spoken_to_is_a_target() -> None:
    assert speaks_to_somebody("heute abend knallts bei dir")
    assert not speaks_to_somebody("heute abend knallts")
