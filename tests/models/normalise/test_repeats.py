import pytest

from models.normalise.repeats import squeeze_repeats
from models.normalise.traced import Traced


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("heeeeel", "heel"),
        ("sneeel geeeld", "sneel geeld"),
        ("kommm!!!!", "komm!"),
        ("wat???", "wat?"),
        ("wacht...", "wacht."),
        ("****cobra****", "*cobra*"),
        ("____", "_"),
        ("€€€", "€"),
        ("ееее", "ее"),
        ("emoji_fire emoji_fire emoji_fire emoji_fire", "emoji_fire emoji_fire"),
        ("x emoji_a emoji_a emoji_a emoji_ab", "x emoji_a emoji_a emoji_ab"),
    ],
)
def test_repetition_for_emphasis_is_shortened(text: str, expected: str) -> None:
    assert squeeze_repeats(Traced(text)).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "heel",
        "1000",
        "10000 euro",
        "06 000",
        "https://www.x.nl",
        "www.x.nl",
        "a?!",
        "emoji_a emoji_a",
        "emoji_a emoji_ab emoji_a",
    ],
)
def test_what_is_spelled_or_counted_that_way_stays(text: str) -> None:
    traced = Traced(text)
    assert squeeze_repeats(traced) is traced


def test_the_last_of_a_run_stands_for_the_rest() -> None:
    traced = squeeze_repeats(Traced("klusssss!!!"))
    assert traced.text == "kluss!"
    assert traced.layers[0].before(0, 5) == (0, 8)
    assert traced.layers[0].before(5, 6) == (8, 11)
