import sys

import pytest

from models.normalise.traced import Traced
from models.normalise.whitespace import collapse_whitespace


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b", "a b"),
        ("a\nb", "a b"),
        ("a \r\n\t b", "a b"),
        (" a", "a"),
        ("a ", "a"),
        ("  a \n", "a"),
        ("a\u00a0b\u3000c\u2800d\u2028e", "a b c d e"),
        (" ", ""),
        ("\n\n", ""),
    ],
)
def test_white_space_becomes_one_space_and_none_at_the_ends(text: str, expected: str) -> None:
    assert collapse_whitespace(Traced(text)).text == expected


@pytest.mark.parametrize("text", ["", "a", "a b c", "é ö"])
def test_tidy_text_is_left_alone(text: str) -> None:
    traced = Traced(text)
    assert collapse_whitespace(traced) is traced


def test_every_kind_of_white_space_is_known() -> None:
    kinds = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isspace()]
    assert len(kinds) > 20
    assert {collapse_whitespace(Traced(f"a{kind}b")).text for kind in kinds} == {"a b"}


def test_a_space_maps_back_to_the_whole_run() -> None:
    traced = collapse_whitespace(Traced(" a \n b"))
    assert traced.text == "a b"
    assert traced.layers[0].before(1, 2) == (2, 5)
