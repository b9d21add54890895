import re
import sys
from unicodedata import category

import pytest

from models.normalise.characters import INVISIBLE
from models.normalise.invisible import remove_invisible
from models.normalise.traced import Traced


@pytest.mark.parametrize(
    "hidden",
    [
        "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff",
        "\u202e", "\u202c", "\u2066", "\u2069", "\u200f", "\u061c",
        "\u00ad", "\u034f", "\ufe0f", "\U000e0101", "\U000e0041", "\u180e", "\u3164", "\x00", "\x1b", "\x7f", "\ud800",
        "🏽",
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_taken_out(hidden: str) -> None:
    traced = remove_invisible(Traced(f"bo{hidden}{hidden}m"))
    assert traced.text == "bom"
    assert traced.layers[0].before(0, 3) == (0, 5)


@pytest.mark.parametrize("text", ["bom", "a b\tc\nd\r\ne\u00a0f\u2028g\x85h", "é ö ı ł я ω م", "€!?_-", "\ufffd"])
def test_what_can_be_seen_and_white_space_stay(text: str) -> None:
    traced = Traced(text)
    assert remove_invisible(traced) is traced


def test_all_control_and_format_characters_are_invisible_and_no_letter_with_a_shape_is() -> None:
    invisible = re.compile(f"[{INVISIBLE}]")
    fillers = set("\u115f\u1160\u3164\uffa0")
    for character in map(chr, range(sys.maxunicode + 1)):
        kind = category(character)
        if kind in {"Cc", "Cf", "Cs"}:
            assert bool(invisible.match(character)) != character.isspace(), hex(ord(character))
        elif kind[0] in "LNPZ" and character not in fillers:
            assert not invisible.match(character), hex(ord(character))
